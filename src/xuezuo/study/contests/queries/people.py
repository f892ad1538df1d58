"""Who is meant: members of a contest's audience, their branches.

Read as the system, since it reaches beyond one's own units; who asks for names has passed the door before.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Affiliation, Edge, Member, UnitName
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.org.types import AffiliationKind, UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.models import Contest
from xuezuo.study.contests.queries.access import KINDS


def audience_members(contest: Contest, numbers: Sequence[str], on: dt.date) -> dict[str, int]:
    """Return number -> id of those members with these numbers whom the contest is for on `on`."""
    wanted = [squeeze(number) for number in numbers]
    if not wanted:
        return {}
    with acting_as(SYSTEM):
        found = members_of(subtree_ids(contest.unit_id, on), on, KINDS).filter(number__in=wanted)
        return dict(found.order_by().values_list("number", "pk"))


def member_with_login(number: str) -> int | None:
    """Return the id of the member of this number who has a log-in, of whichever unit."""
    with acting_as(SYSTEM):
        found = Member.objects.filter(number=squeeze(number), account__isnull=False)
        return found.values_list("pk", flat=True).first()


def branches_of(member_ids: Collection[int], on: dt.date) -> dict[int, set[int]]:
    """Return, by member, the branches to which each belongs on `on`, formally or floating; a group is its branch."""
    with acting_as(SYSTEM):
        rows = list(
            Affiliation.objects.filter(member_id__in=member_ids, kind__in=KINDS, during__contains=on).values_list(
                "member_id", "unit_id"
            )
        )
        groups = Edge.objects.filter(
            unit_id__in={unit for _, unit in rows}, unit__kind=UnitKind.GROUP, during__contains=on
        )
        branch = dict(groups.values_list("unit_id", "parent_id"))
    found: dict[int, set[int]] = {member_id: set() for member_id in member_ids}
    for member_id, unit_id in rows:
        found[member_id].add(branch.get(unit_id, unit_id))
    return found


def home_of(member_id: int, on: dt.date) -> int | None:
    """Return the branch of the member's formal affiliation on `on`."""
    with acting_as(SYSTEM):
        formal = Affiliation.objects.filter(
            member_id=member_id, kind=AffiliationKind.FORMAL, during__contains=on
        ).values_list("unit_id", flat=True)
        unit_id = formal.first()
        if unit_id is None:
            return None
        parent = Edge.objects.filter(unit_id=unit_id, unit__kind=UnitKind.GROUP, during__contains=on)
        return parent.values_list("parent_id", flat=True).first() or unit_id


def telling_words(member_ids: Collection[int], on: dt.date) -> set[str]:
    """Return what a work must not say: names and numbers of these members, names of their units and a group's branch.

    For comparing only.
    """
    with acting_as(SYSTEM):
        people = Member.objects.filter(pk__in=member_ids).values_list("name", "number")
        units = set(
            Affiliation.objects.filter(member_id__in=member_ids, during__contains=on).values_list("unit_id", flat=True)
        )
        groups = Edge.objects.filter(unit_id__in=units, unit__kind=UnitKind.GROUP, during__contains=on)
        units |= set(groups.values_list("parent_id", flat=True))
        names = UnitName.objects.filter(unit_id__in=units, during__contains=on).values_list("name", flat=True)
        return {word for pair in people for word in pair if word} | set(names)


def names_of(member_ids: Collection[int]) -> dict[int, str]:
    """Return the names of members, for a credit they agreed to or a page of those who appointed them."""
    with acting_as(SYSTEM):
        return dict(Member.objects.filter(pk__in=member_ids).values_list("pk", "name"))


def unit_names(unit_ids: Collection[int], on: dt.date) -> dict[int, str]:
    """Return what units are called on `on`."""
    found = UnitName.objects.filter(unit_id__in=unit_ids, during__contains=on)
    return dict(found.values_list("unit_id", "name"))
