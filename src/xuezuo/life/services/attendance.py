"""Attendance by exception, from paper, and its later correction."""

import datetime as dt

from xuezuo.life import events as facts
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.services.checks import check_reason, check_state, lock_for
from xuezuo.life.services.fields import keep_version
from xuezuo.life.services.planning import audit
from xuezuo.life.services.rows import (
    COUNTS,
    Stamp,
    add_guests,
    change_guests,
    check_marks,
    recount,
    rows_of,
    write_mark,
)
from xuezuo.life.types import GuestChange, Mark, Sheet, Source, State
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit

_REOPEN = "请用“更正出勤”，写明原因，原记录会保留。"
_NO_GUESTS = GuestChange()


@use_case("life.attendance_set")
def attendance_set(*, actor: Actor, activity: Activity, sheet: Sheet, at: dt.datetime) -> Activity:
    """Write the attendance of a held activity anew: everybody not marked did what `sheet.rest` says.

    Before confirmation nothing is a correction yet, so no versions are kept.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: not held (planned: hold it; confirmed: correct it).
        NotOnRoster, LeaveNeedsReason, AlreadyOnRoster: the sheet does not fit the frozen roster.
    """
    return _set(actor, activity, sheet, at, Source.SCREEN)


@use_case("life.attendance_from_paper")
def attendance_from_paper(*, actor: Actor, activity: Activity, sheet: Sheet, at: dt.datetime) -> Activity:
    """Enter the printed sheet of a held activity; the same as `attendance_set`, labelled as from paper.

    Raises: as `attendance_set`.
    """
    return _set(actor, activity, sheet, at, Source.PAPER)


def _set(actor: Actor, activity: Activity, sheet: Sheet, at: dt.datetime, source: Source) -> Activity:
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.HELD,), "登记出勤", _REOPEN)
    stamp, marks = Stamp(actor, source, at), {mark.member_id: mark for mark in sheet.marks}
    expected = [row for row in rows_of(activity) if not row.is_guest]
    check_marks(sheet.marks, {row.member_id for row in expected})
    for attendance in expected:
        write_mark(attendance, marks.get(attendance.member_id) or Mark(attendance.member_id, sheet.rest), stamp)
    add_guests(activity, sheet.guests, roster_on(activity.unit_id, activity.kind, activity.occurred_on), stamp)
    _save_counts(activity)
    name = facts.ATTENDANCE_FROM_PAPER if source is Source.PAPER else facts.ATTENDANCE_SET
    audit(name, actor, activity, at, expected=activity.expected_count, present=activity.present_count)
    return activity


@use_case("life.attendance_correct")
def attendance_correct(
    *,
    actor: Actor,
    activity: Activity,
    marks: tuple[Mark, ...],
    reason: str,
    guests: GuestChange = _NO_GUESTS,
    at: dt.datetime,
) -> Activity:
    """Correct what members did at a held or confirmed activity; each former value stays as a revision with its reason.

    Guests are added and taken away by the same correction. A mark that changes only the reason of a leave is one
    too. What changes nothing is passed over; when nothing changes, nothing is written at all.

    Raises:
        NotFound, Forbidden: the actor may not correct deeds of the unit.
        ReasonMissing: no reason given.
        ActivityWrongState: neither held nor confirmed.
        NotOnRoster, LeaveNeedsReason, AlreadyOnRoster: a mark or guest does not fit the frozen roster.
    """
    activity = lock_for(actor, ACTIVITY_CORRECT, activity, at)
    check_state(activity, (State.HELD, State.CONFIRMED), "更正出勤", "")
    why, stamp = check_reason(reason), Stamp(actor, Source.CORRECTION, at)
    rows = {row.member_id: row for row in rows_of(activity) if not row.is_guest}
    check_marks(marks, set(rows))
    changed = sum(write_mark(rows[mark.member_id], mark, stamp, why) for mark in marks)
    changed += change_guests(activity, guests, stamp, why)
    if not changed:
        return activity
    keep_version(activity, actor, why, at)
    _save_counts(activity)
    audit(facts.ATTENDANCE_CORRECTED, actor, activity, at, why, changed=changed, present=activity.present_count)
    if activity.state == State.CONFIRMED:
        publish_on_commit(facts.ActivityCorrected(activity.unit_id, (activity.occurred_on,), activity.uid))
    return activity


@use_case("life.guest_add")
def guest_add(*, actor: Actor, activity: Activity, member_id: int, at: dt.datetime) -> Activity:
    """Note a member from elsewhere as a guest 列席, in no count; a second time changes nothing.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: not held.
        AlreadyOnRoster: the member is expected anyway.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.HELD,), "登记列席人员", _REOPEN)
    roster = roster_on(activity.unit_id, activity.kind, activity.occurred_on)
    add_guests(activity, [member_id], roster, Stamp(actor, Source.SCREEN, at))
    _save_counts(activity)
    audit(facts.GUEST_ADDED, actor, activity, at, guests=activity.guest_count)
    return activity


def _save_counts(activity: Activity) -> None:
    recount(activity)
    activity.save(update_fields=[*COUNTS, "version"])
