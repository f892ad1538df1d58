"""What must hold before anything is written: rights, states, reasons, days."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.platform.audit.services import Fields, record
from xuezuo.review.responsibility.errors import DayOutside, KeptByBranch, ReasonMissing, WrongState
from xuezuo.review.responsibility.models import DutyList, Report, ReviewEntry, ReviewRound
from xuezuo.review.responsibility.policies import LIST_EDIT, REVIEW_KEEP
from xuezuo.review.responsibility.types import KEEPING_KINDS, ListState, ReportState, RoundState


def keeping_unit(actor: Actor, capability: Capability, unit_id: int, at: dt.datetime) -> Unit:
    """Return the unit if the actor may do this there and it keeps lists and reports.

    Raises:
        NotFound, Forbidden, KeptByBranch: it may not be.
    """
    require_unit(actor, capability, unit_id, civil_date(at))
    unit = Unit.objects.get(pk=unit_id)
    if unit.kind not in KEEPING_KINDS:
        raise KeptByBranch
    return unit


def reason_of(text: str, what: str, longest: int = 300) -> str:
    """Return the text without stray blanks; raise `ReasonMissing` when nothing is left."""
    reason = squeeze(text)[:longest]
    if not reason:
        raise ReasonMissing(what=what)
    return reason


def check_day(what: str, day: dt.date, *, first: dt.date | None = None, last: dt.date | None = None) -> None:
    """Raise `DayOutside` unless `first` <= `day` <= `last`."""
    if first is not None and day < first:
        raise DayOutside(what=what, day=day, why=f"不能早于 {first}。")
    if last is not None and day > last:
        raise DayOutside(what=what, day=day, why=f"不能晚于 {last}。")


def lock_list(actor: Actor, duty_list: DutyList, at: dt.datetime, deed: str, *states: str) -> DutyList:
    """Return the list's row, locked, if the actor may write it and it is in one of the states (none = a draft).

    Raises:
        NotFound, Forbidden, WrongState: it may not be.
    """
    require_unit(actor, LIST_EDIT, duty_list.unit_id, civil_date(at))
    found = DutyList.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty_list.pk)
    if found.state not in (states or (ListState.DRAFT,)):
        hint = "请先“修订”，在草稿中修改后再通过。"
        raise WrongState(state=ListState(found.state).label, deed=deed, hint=hint)
    return found


def lock_report(report: Report, deed: str, *states: str) -> Report:
    """Return the report's row, locked, if it is in one of the states; the caller has checked the right.

    Raises:
        WrongState: it is not.
    """
    with acting_as(SYSTEM):
        found = Report.objects.select_for_update(of=("self",)).select_related("unit").get(pk=report.pk)
    if found.state not in states:
        hint = "已报送的报告不能修改；确需修改请上级退回。"
        raise WrongState(state=ReportState(found.state).label, deed=deed, hint=hint)
    return found


def lock_round(actor: Actor, round_: ReviewRound, at: dt.datetime, deed: str) -> ReviewRound:
    """Return the round's row, locked, if the actor keeps it and it is open.

    Raises:
        NotFound, Forbidden, WrongState: it may not be.
    """
    require_unit(actor, REVIEW_KEEP, round_.unit_id, civil_date(at))
    found = ReviewRound.objects.select_for_update(of=("self",)).select_related("unit", "poll").get(pk=round_.pk)
    if found.state != RoundState.OPEN:
        raise WrongState(state=RoundState(found.state).label, deed=deed, hint="结果反馈后不再改动。")
    return found


def tell(
    name: str, actor: Actor, thing: DutyList | Report | ReviewRound, at: dt.datetime, reason: str = "", **after: object
) -> None:
    """Write the audit entry of a deed on a list, report or round."""
    kinds = {DutyList: "responsibility.list", Report: "responsibility.report", ReviewRound: "responsibility.round"}
    about: tuple[str, uuid.UUID] = (kinds[type(thing)], thing.uid)
    fields: Fields = {key: value if isinstance(value, int | None) else str(value) for key, value in after.items()}
    record(name, actor=actor, subject=about, at=at, unit_id=thing.unit_id, after=fields, reason=reason)


def tell_entry(name: str, actor: Actor, entry: ReviewEntry, at: dt.datetime) -> None:
    """Write the audit entry of a deed on one secretary's line: for the person too; never the grade or a text."""
    about = ("responsibility.entry", entry.uid)
    unit = entry.round.unit_id
    record(name, actor=actor, subject=about, at=at, unit_id=unit, member_uid=entry.member.uid)
