"""Lists: activities within sight, units to record for, talks, batches of imports."""

import dataclasses
import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.periods import Period
from xuezuo.life.models import Activity, ActivityPart, Attendance, DeedBatch, HeartTalk
from xuezuo.life.policies import ACTIVITY_RECORD, DEEDS_IMPORT, TALK_RECORD
from xuezuo.life.queries.access import activities_q
from xuezuo.life.types import AttendanceStatus, State
from xuezuo.org.models import Member, Unit, UnitName
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import subtree_ids, to_row, units_on
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor, Capability


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """What a list of activities is narrowed to; empty = everything.

    Attributes:
        kind, state: values of `ActivityKind` and `State`; without a state void ones are left out.
        period: days of this period only.
        unit: code of a unit, with all below it today.
        late: only those entered on a later day than they took place.
    """

    kind: str = ""
    state: str = ""
    period: Period | None = None
    unit: str = ""
    late: bool = False


def activity_list(actor: Actor, filters: Filters, on: dt.date) -> QuerySet[Activity]:
    """Return the activities within the actor's sight, newest first, annotated with `unit_name` of their day."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=OuterRef("occurred_on")).values("name")
    found = Activity.objects.filter(activities_q(actor, on), _narrowed(filters, on)).select_related("unit")
    return found.annotate(unit_name=Subquery(names[:1])).order_by("-occurred_on", "-pk")


def _narrowed(filters: Filters, on: dt.date) -> Q:
    found = Q(state=filters.state) if filters.state else ~Q(state=State.VOID)
    if filters.kind:
        found &= Q(kind=filters.kind) | Q(
            Exists(ActivityPart.objects.filter(activity=OuterRef("pk"), kind=filters.kind))
        )
    if filters.period:
        found &= Q(occurred_on__gte=filters.period.start, occurred_on__lt=filters.period.end)
    if filters.late:
        found &= Q(recorded_on__gt=F("occurred_on"))
    if filters.unit:
        unit = Unit.objects.filter(code=filters.unit).first()
        found &= Q(unit_id__in=subtree_ids(unit.pk, on) if unit else [])
    return found


def units_for(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may do this on `on`, branches before their groups, by code."""
    found = units_on(on).filter(units_q(actor, capability, on, "pk")).order_by("code")
    return [to_row(unit) for unit in found[:200]]


def units_to_record_for(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units whose activities the actor may record on `on`."""
    return units_for(actor, ACTIVITY_RECORD, on)


def attendance_list(member: Member) -> QuerySet[Attendance]:
    """Return what the member did at confirmed activities, newest first; the member came through an access door."""
    mine = Attendance.objects.filter(member=member, activity__state=State.CONFIRMED)
    kept = mine.exclude(Q(is_guest=True) & ~Q(status=AttendanceStatus.PRESENT))
    return kept.select_related("activity__unit").order_by("-activity__occurred_on", "-pk")


def talk_list(actor: Actor, on: dt.date) -> QuerySet[HeartTalk]:
    """Return the talks of the units for which the actor keeps them, and the own ones, newest first."""
    mine = Q(first_id=actor.member_id) | Q(second_id=actor.member_id) if actor.member_id else Q(pk__in=[])
    seen = HeartTalk.objects.filter(units_q(actor, TALK_RECORD, on) | mine)
    return seen.select_related("unit", "first", "second").order_by("-occurred_on", "-pk")


def batch_list(actor: Actor) -> QuerySet[DeedBatch]:
    """Return the imports that the actor applied, newest first."""
    if not DEEDS_IMPORT.is_held_by(actor):
        return DeedBatch.objects.none()
    return DeedBatch.objects.filter(applied_by=actor.account_id).order_by("-applied_at")
