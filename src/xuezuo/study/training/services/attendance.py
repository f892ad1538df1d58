"""Correcting who came to a session."""

import datetime as dt
from collections.abc import Collection

from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import NotOnList
from xuezuo.study.training.models import Session
from xuezuo.study.training.services.checks import check_reason, check_session, lock_session, note_session
from xuezuo.study.training.services.rows import COUNTS, Stamp, add_guests, check_marks, recount, rows_of, write_mark
from xuezuo.study.training.services.sessions import keep_version
from xuezuo.study.training.types import AttendanceStatus, Mark, SessionState, Sheet


@use_case("training.attendance_correct")
def attendance_correct(  # CONFIG keyword-only: who, what, the new marks, the guests taken away, why, when
    *,
    actor: Actor,
    session: Session,
    sheet: Sheet,
    removed: Collection[int] = (),
    reason: str,
    at: dt.datetime,
) -> Session:
    """Correct what people did at a recorded session; each former value stays with the reason. Hours follow.

    `sheet.guests` are added as guests, `removed` were none after all (they stay as absent, in no count). What changes
    nothing is passed over; when nothing changes, nothing is written at all.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        ReasonMissing: no reason given.
        WrongState: not recorded yet, or void.
        NotOnList, LeaveNeedsReason, AlreadyOnList: a mark or guest does not fit the recorded list.
    """
    session = lock_session(actor, session, at)
    check_session(session, (SessionState.CONFIRMED,), "更正出勤")
    stamp, rows = Stamp(actor, at, check_reason(reason)), rows_of(session)
    check_marks(sheet.marks, {pk for pk, row in rows.items() if not row.is_guest})
    if any(pk not in rows or not rows[pk].is_guest for pk in removed):
        raise NotOnList
    marks = [*sheet.marks, *(Mark(pk, AttendanceStatus.ABSENT) for pk in removed)]
    changed = sum(write_mark(rows[mark.member_id], mark, stamp) for mark in marks)
    changed += add_guests(session, sheet.guests, stamp)
    if not changed:
        return session
    keep_version(session, stamp)
    recount(session)
    session.save(update_fields=[*COUNTS, "version"])
    note_session(facts.ATTENDANCE_CORRECTED, actor, session, at, changed=changed, reason=stamp.why)
    return session
