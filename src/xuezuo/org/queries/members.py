"""Lists of members: which ones an actor may see, found by name, pinyin, initials, number, or a sealed number."""

import dataclasses
import datetime as dt
import re
import uuid
from typing import Final

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Affiliation, Closure, Member, Post, Stage, UnitName
from xuezuo.org.policies import MEMBER_VIEW
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.secrets import secret_q
from xuezuo.org.types import AffiliationKind, MemberStage
from xuezuo.platform.access import Actor

_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U000323af]")


@dataclasses.dataclass(frozen=True, slots=True)
class MemberFilter:
    """What a list is narrowed to; empty = everything.

    Attributes:
        text: name, pinyin, initials or member number.
        secret: a whole identity number or phone; anything else finds nobody.
        unit_id: this unit and everything below it.
        stage: a `MemberStage`.
        kind: an `AffiliationKind`; empty = formal.
        has_login: "yes" | "no".
    """

    text: str = ""
    secret: str = ""
    unit_id: int | None = None
    stage: str = ""
    kind: str = ""
    has_login: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in a list, as on one day."""

    id: int
    uid: uuid.UUID
    number: str
    name: str
    unit_name: str
    stage: str
    posts: str
    has_login: bool

    @property
    def stage_label(self) -> str:
        """The stage as people read it."""
        return str(MemberStage(self.stage).label) if self.stage else ""


def match_q(text: str) -> Q:
    """Return the condition for what was typed into a search box; blanks do not matter.

    Chinese characters: part of the name. Letters: start of pinyin, initials or number. Digits: start of the number.
    Identity numbers and phones have a door of their own (`secrets.secret_q`), which no address leads through.
    """
    typed = squeeze(text).replace(" ", "")
    if not typed:
        return Q()
    if _HAN.search(typed):
        return Q(name__contains=typed)
    low = typed.lower()
    return Q(pinyin__startswith=low) | Q(initials__startswith=low) | Q(number__startswith=typed)


def member_list(actor: Actor, wanted: MemberFilter, on: dt.date) -> QuerySet[Member]:
    """Return the members whom `actor` may look at on the civil day `on`, by pinyin, ready for `member_rows`."""
    homes = Affiliation.objects.filter(
        units_q(actor, MEMBER_VIEW, on), kind=wanted.kind or AffiliationKind.FORMAL, during__contains=on
    )
    if wanted.unit_id is not None:
        below = Closure.objects.filter(ancestor_id=wanted.unit_id, during__contains=on)
        homes = homes.filter(unit_id__in=below.values("descendant_id"))
    found = Member.objects.filter(match_q(wanted.text), pk__in=homes.values("member_id"))
    if wanted.secret:
        asked = secret_q(wanted.secret)
        found = found.none() if asked is None else found.filter(asked)
    if wanted.stage:
        found = found.filter(_stage_q(wanted.stage, on))
    if wanted.has_login:
        found = found.filter(account__isnull=wanted.has_login == "no")
    return with_day(found, on).order_by("pinyin", "number")


def _stage_q(stage: str, on: dt.date) -> Q:
    """Return the condition for a stage of people who are members on the day.

    By the dates of the member, which the stages follow: asking the stages costs seconds for a city.
    """
    is_full = Q(full_on__lte=on)
    return is_full if stage == MemberStage.FULL else ~is_full | Q(full_on=None)


def with_day(members: QuerySet[Member], on: dt.date) -> QuerySet[Member]:
    """Annotate members with `home_id`, `home_name` (formal unit) and `stage_now` of the day."""
    home = Affiliation.objects.filter(member=OuterRef("pk"), kind=AffiliationKind.FORMAL, during__contains=on)
    stage = Stage.objects.filter(member=OuterRef("pk"), during__contains=on)
    return members.annotate(
        home_id=Subquery(home.values("unit_id")[:1]),
        home_name=Subquery(
            UnitName.objects.filter(
                unit__affiliations__member=OuterRef("pk"),
                unit__affiliations__kind=AffiliationKind.FORMAL,
                unit__affiliations__during__contains=on,
                during__contains=on,
            ).values("name")[:1]
        ),
        stage_now=Subquery(stage.values("stage")[:1]),
    )


def member_rows(members: QuerySet[Member] | list[Member], on: dt.date) -> list[MemberRow]:
    """Return plain rows of annotated members, with the posts of the day (one more query)."""
    found = list(members)
    posts: dict[int, list[str]] = {}
    held = Post.objects.filter(member_id__in=[one.pk for one in found], during__contains=on).order_by("kind", "unit_id")
    for member_id, title in held.values_list("member_id", "title"):
        posts.setdefault(member_id, []).append(title)
    return [
        MemberRow(
            id=one.pk,
            uid=one.uid,
            number=one.number,
            name=one.name,
            unit_name=getattr(one, "home_name", None) or "",
            stage=getattr(one, "stage_now", None) or "",
            posts="、".join(posts.get(one.pk, ())),
            has_login=one.account_id is not None,
        )
        for one in found
    ]


def member_by_number(number: str, name: str) -> Member | None:
    """Return the member with both this number and this name, wherever; for a deed that both sides have agreed on."""
    return Member.objects.filter(number=squeeze(number), name=squeeze(name)).first()
