"""What several deeds about members have to check."""

import datetime as dt

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.people import DayBeforeJoining, MemberEnded, ReasonMissing, UnitTakesNoMembers
from xuezuo.org.errors.structure import UnitNotAlive
from xuezuo.org.models import Affiliation, Edge, Member, Stage, Unit
from xuezuo.org.queries.access import keeper_id, require_unit
from xuezuo.org.queries.tree import span_of, unit_row
from xuezuo.org.types import AffiliationKind, MemberStage, UnitKind
from xuezuo.platform.access import Actor, Capability
from xuezuo.platform.db.ranges import date_range, to_span

LEAST_REASON = 4  # characters
ROSTER_KINDS = (UnitKind.BRANCH, UnitKind.GROUP)


def locked(member: Member) -> Member:
    """Return the member as stored now, locked: deeds about one person run one after the other."""
    return Member.objects.select_for_update(no_key=True).get(pk=member.pk)


def clean_reason(text: str) -> str:
    """Return the reason without odd blanks.

    Raises:
        ReasonMissing: it is too short to mean anything.
    """
    reason = squeeze(text)
    if len(reason) < LEAST_REASON:
        raise ReasonMissing
    return reason[:200]


def check_alive(unit: Unit, on: dt.date) -> None:
    """Check that the unit exists on the day.

    Raises:
        UnitNotAlive: it does not.
    """
    life = span_of(unit)
    if on not in life:
        raise UnitNotAlive(unit=unit_row(unit.pk, on).name, on=on, life=life_text(life))


def check_takes_members(unit: Unit, on: dt.date) -> None:
    """Check that members can belong to the unit on the day.

    Raises:
        UnitNotAlive: it does not exist then.
        UnitTakesNoMembers: it is a committee or a general branch.
    """
    check_alive(unit, on)
    if unit.kind not in ROSTER_KINDS:
        raise UnitTakesNoMembers(kind=UnitKind(unit.kind).label)


def check_is_member(member: Member, on: dt.date) -> Stage:
    """Return the member's stage on the day.

    Raises:
        DayBeforeJoining: the person was not yet a member.
        MemberEnded: the person is no longer one.
    """
    if on < member.joined_on:
        raise DayBeforeJoining(on=on)
    stage = Stage.objects.filter(member=member, during__contains=on).exclude(stage=MemberStage.ENDED).first()
    if stage is None:
        raise MemberEnded(on=on)
    return stage


def formal_on(member: Member, on: dt.date) -> Affiliation | None:
    """Return the formal affiliation of the day."""
    formal = Affiliation.objects.filter(member=member, kind=AffiliationKind.FORMAL, during__contains=on)
    return formal.select_related("unit").first()


def require_member(actor: Actor, capability: Capability, member: Member, at_day: dt.date) -> int:
    """Return the id of the unit that keeps the member's record, once `actor` may do this there.

    That is the unit of the formal affiliation today, or of the last one.

    Raises:
        NotFound: the member is outside everything the actor may see.
        Forbidden: seen but not allowed.
    """
    unit_id = keeper_id(member.pk, at_day) or 0
    require_unit(actor, capability, unit_id, at_day)
    return unit_id


def branch_id(unit: Unit, on: dt.date) -> int:
    """Return the branch of a unit that takes members: itself, or the unit above a group."""
    if unit.kind != UnitKind.GROUP:
        return unit.pk
    edge = Edge.objects.filter(unit=unit, during__contains=on).first()
    return edge.parent_id if edge else unit.pk


def end_range[T: Affiliation | Stage](row: T, on: dt.date) -> T:
    """End a dated row on the day (its last day is the day before) and store it."""
    row.during = date_range(to_span(row.during).start, on)
    row.save(update_fields=["during"])
    return row


def life_text(life: DateSpan) -> str:
    """Say a span for people: `2025-01-01 至 今`."""
    return f"{life.start} 至 {life.last_day or '今'}"
