"""What pages show: schemes, one scheme, one nomination, the record of a person and a unit."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from xuezuo.life.models import Activity
from xuezuo.life.types import State
from xuezuo.org.models import Member, UnitName
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.org.queries.tree import unit_labels
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.commendations.models import (
    ExemplaryPost,
    Ground,
    Nomination,
    Objection,
    Pledge,
    PublicNotice,
    Scheme,
    Step,
)
from xuezuo.review.commendations.policies import RECORD_KEEP, SCHEME_KEEP, SCHEME_VIEW
from xuezuo.review.commendations.queries.access import may, nominations_q, own_nodes, schemes_q
from xuezuo.review.commendations.types import NominationState, NoticeState, SchemeFor
from xuezuo.rules.workdays import working_days

SHOWN_ACTIVITIES = 40
PASSED = (NominationState.SHORTLISTED, NominationState.AWARDED, NominationState.DECLINED, NominationState.REVOKED)


def schemes_for(actor: Actor, on: dt.date) -> QuerySet[Scheme]:
    """Return the schemes that the actor may read, the newest first, with `unit_name`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Scheme.objects.filter(schemes_q(actor, on)).annotate(unit_name=Subquery(names[:1]))
    return found.order_by("-made_at")


@dataclasses.dataclass(frozen=True, slots=True)
class SchemePage:
    """A scheme for its page; nominations are those the asker may read."""

    scheme: Scheme
    unit_name: str
    nominations: Sequence[Nomination]
    names: dict[int, str]
    notice: PublicNotice | None
    objections: Sequence[Objection]
    may_keep: bool


def scheme_page(actor: Actor, scheme: Scheme, on: dt.date) -> SchemePage:
    """Return a scheme for its page."""
    may_keep = may(actor, SCHEME_KEEP, scheme.unit_id, on)
    condition = nominations_q(actor, on)
    with acting_as(SYSTEM):
        related = Nomination.objects.select_related("member", "unit").filter(condition, scheme=scheme)
        nominations = list(related.order_by("unit__code", "made_at"))
        objections = list(Objection.objects.filter(scheme=scheme).order_by("received_at")) if may_keep else []
        notice = PublicNotice.objects.filter(scheme=scheme).first()
    if notice is not None and notice.state != NoticeState.APPROVED and not may_keep:
        notice = None
    names = unit_labels({scheme.unit_id, *(one.unit_id for one in nominations)}, on)
    named = {pk: label.name for pk, label in names.items()}
    for one in nominations:
        one.unit_label = named[one.unit_id]  # type: ignore[attr-defined]  # shown beside the row
    return SchemePage(scheme, named[scheme.unit_id], nominations, named, notice, objections, may_keep)


@dataclasses.dataclass(frozen=True, slots=True)
class NominationPage:
    """A nomination for its page: names, steps, linked activities, and what the asker may do."""

    nomination: Nomination
    unit_name: str
    at_name: str
    steps: Sequence[Step]
    activities: Sequence[Activity]
    may_step: bool
    may_decide: bool
    is_me: bool


def nomination_page(actor: Actor, nomination: Nomination, on: dt.date) -> NominationPage:
    """Return a nomination for its page."""
    with acting_as(SYSTEM):
        steps = list(Step.objects.filter(nomination=nomination).order_by("pk"))
        links = Ground.objects.filter(nomination=nomination).values("activity_id")
        activities = list(Activity.objects.select_related("unit").filter(pk__in=links).order_by("occurred_on"))
    units = {nomination.unit_id, nomination.at_unit_id, *(step.unit_id for step in steps)}
    names = unit_labels(units, on)
    for step in steps:
        step.unit_label = names[step.unit_id].name  # type: ignore[attr-defined]  # shown beside the row
    here = nomination.state == NominationState.PROPOSED and may(actor, SCHEME_KEEP, nomination.at_unit_id, on)
    return NominationPage(
        nomination=nomination,
        unit_name=names[nomination.unit_id].name,
        at_name=names[nomination.at_unit_id].name,
        steps=steps,
        activities=activities,
        may_step=here,
        may_decide=nomination.state in PASSED and may(actor, SCHEME_KEEP, nomination.scheme.unit_id, on),
        is_me=nomination.member_id is not None and nomination.member_id == actor.member_id,
    )


def candidates(scheme: Scheme, unit: UnitRow, on: dt.date) -> list[tuple[str, str]]:
    """Return whom the unit may nominate, as choices: itself, or the members on its roster."""
    if scheme.whom == SchemeFor.UNIT:
        return [("", unit.name)]
    return members_choices(unit, on)


def members_choices(unit: UnitRow, on: dt.date) -> list[tuple[str, str]]:
    """Return the members on the unit's roster as choices."""
    ids = roster_affiliations(unit.id, on).order_by().values("member_id")
    members = Member.objects.filter(pk__in=ids).order_by("pinyin", "number")
    return [(str(pk), f"{name}（{number}）") for pk, name, number in members.values_list("pk", "name", "number")]


def activities_of(unit_id: int, on: dt.date) -> list[tuple[str, str]]:
    """Return the unit's confirmed activities of the last year as choices, the newest first."""
    since = on - dt.timedelta(days=366)
    found = Activity.objects.filter(unit_id=unit_id, state=State.CONFIRMED, occurred_on__gte=since, occurred_on__lte=on)
    rows = found.select_related("unit").order_by("-occurred_on", "-pk")[:SHOWN_ACTIVITIES]
    return [(str(one.pk), f"{one.occurred_on:%Y-%m-%d} {one.get_kind_display()} {one.topic}".strip()) for one in rows]


@dataclasses.dataclass(frozen=True, slots=True)
class Records:
    """Awards, pledges and exemplary posts: the person's own and those of the own units."""

    unit: UnitRow | None
    mine: Sequence[Nomination]
    awards: Sequence[Nomination]
    pledges: Sequence[Pledge]
    posts: Sequence[ExemplaryPost]
    may_keep: bool


def records(actor: Actor, unit: UnitRow | None, on: dt.date) -> Records:
    """Return the record that the actor sees on one page: the own, and that of one of the own units."""
    unit_id = unit.id if unit and unit.id in own_nodes(actor, SCHEME_VIEW, on) else 0
    me = actor.member_id or 0
    awarded = Nomination.objects.select_related("scheme", "member", "unit").filter(
        state__in=[NominationState.AWARDED, NominationState.REVOKED]
    )
    with acting_as(SYSTEM):
        pending = Nomination.objects.select_related("scheme").filter(member_id=me)
        mine = list(pending.order_by("-made_at"))
        awards = list(awarded.filter(unit_id=unit_id).order_by("-decided_on"))
        pledges = Pledge.objects.select_related("member").filter(unit_id=unit_id)
        posts = ExemplaryPost.objects.select_related("member").filter(unit_id=unit_id)
        return Records(
            unit,
            mine,
            awards,
            list(pledges.order_by("-made_at")[:SHOWN_ACTIVITIES]),
            list(posts.order_by("-since")[:SHOWN_ACTIVITIES]),
            bool(unit_id) and may(actor, RECORD_KEEP, unit_id, on),
        )


def notice_days(scheme: Scheme, on: dt.date) -> str:
    """Return until when a notice of today runs, in words; with a warning where holidays are not known."""
    found = working_days(on, scheme.notice_days)
    words = f"公示 {scheme.notice_days} 个工作日，扣除法定节假日，从今天起最早到 {found.last}。"
    if not found.unknown_years:
        return words
    years = "、".join(str(year) for year in found.unknown_years)
    return f"{words}{years} 年的放假安排不在系统中，只按周一至周五计算，请核对；不够的填更晚的日期。"
