"""Who belongs where on a civil day."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet

from xuezuo.org.models import Affiliation, Edge, Member, Post
from xuezuo.org.types import COMMITTEE_POSTS, AffiliationKind, UnitKind

LIFE_KINDS = (AffiliationKind.FORMAL, AffiliationKind.FLOATING)


def members_of(
    unit_ids: Sequence[int], day: dt.date, kinds: Sequence[str] = (AffiliationKind.FORMAL,)
) -> QuerySet[Member]:
    """Return the members affiliated to one of the units in one of the ways on `day`, by pinyin, each once."""
    here = Affiliation.objects.filter(unit_id__in=unit_ids, kind__in=kinds, during__contains=day)
    return Member.objects.filter(pk__in=here.values("member_id")).order_by("pinyin", "number")


def roster_affiliations(unit_id: int, day: dt.date) -> QuerySet[Affiliation]:
    """Return the affiliations that make the roster of a meeting of the unit on `day`.

    Formal and floating affiliations in the unit itself or in a group directly below it. A member may appear twice
    (formal in one group, floating in another); the roster counts the person once.
    """
    groups = Edge.objects.filter(parent_id=unit_id, unit__kind=UnitKind.GROUP, during__contains=day).values("unit_id")
    here = Q(unit_id=unit_id) | Q(unit_id__in=groups)
    return Affiliation.objects.filter(here, kind__in=LIFE_KINDS, during__contains=day).order_by(
        "member__pinyin", "member__number"
    )


def committee_posts(unit_id: int, day: dt.date) -> QuerySet[Post]:
    """Return the committee posts (secretary, deputy, member of the committee) held in the unit on `day`."""
    return Post.objects.filter(unit_id=unit_id, kind__in=COMMITTEE_POSTS, during__contains=day).order_by(
        "member__pinyin", "member__number"
    )


def member_labels(member_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return number and name of each member by id, as far as the actor may see them."""
    rows = Member.objects.filter(pk__in=member_ids).values_list("pk", "number", "name")
    return {pk: (number, name) for pk, number, name in rows}


def member_numbers(member_ids: Sequence[int]) -> dict[int, str]:
    """Return the numbers 党员编号 of members by id, as far as the asker may see them."""
    return dict(Member.objects.filter(pk__in=member_ids).values_list("pk", "number"))
