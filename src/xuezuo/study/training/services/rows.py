"""The attendance rows of one session: freezing the list, marking, counting. The session is locked by the caller."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable

from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.study.training.errors import AlreadyOnList, LeaveNeedsReason, NotOnList
from xuezuo.study.training.models import Attendance, AttendanceRevision, Session
from xuezuo.study.training.queries.people import homes_on
from xuezuo.study.training.queries.sessions import list_on
from xuezuo.study.training.types import AttendanceStatus, Mark, Sheet

COUNTS = ("expected_count", "present_count", "leave_count", "guest_count")


@dataclasses.dataclass(frozen=True, slots=True)
class Stamp:
    """Who wrote, when, and why if it is a correction."""

    actor: Actor
    at: dt.datetime
    why: str = ""


def check_marks(marks: Iterable[Mark], known: Collection[int]) -> None:
    """Raise when somebody marked is not on the list, or a leave has no reason.

    Raises:
        NotOnList, LeaveNeedsReason: see above.
    """
    for mark in marks:
        if mark.member_id not in known:
            raise NotOnList
        if mark.status == AttendanceStatus.LEAVE and not mark.reason.strip():
            raise LeaveNeedsReason


def freeze(session: Session, sheet: Sheet, stamp: Stamp) -> None:
    """Write the list of the session's day: present unless marked; guests beside it. The caller saves the counts.

    Raises:
        NotOnList, LeaveNeedsReason, AlreadyOnList: the sheet does not fit the list.
    """
    expected = {row.member_id: row.unit_id for row in list_on(session.training_class, session.occurred_on)}
    check_marks(sheet.marks, expected)
    marks = {mark.member_id: mark for mark in sheet.marks}
    homes = homes_on(expected, session.occurred_on)
    said = {
        member_id: _said(marks.get(member_id) or Mark(member_id, AttendanceStatus.PRESENT)) for member_id in expected
    }
    with beyond_scope():
        Attendance.objects.bulk_create(
            Attendance(
                session=session,
                member_id=member_id,
                unit_id=homes.get(member_id, unit_id),
                status=said[member_id][0],
                reason=said[member_id][1],
                recorded_at=stamp.at,
                recorded_by=stamp.actor.account_id,
            )
            for member_id, unit_id in expected.items()
        )
    add_guests(session, sheet.guests, stamp)
    recount(session)


def rows_of(session: Session) -> dict[int, Attendance]:
    """Return the attendances of the session by member, locked, in a fixed order."""
    rows = session.attendances.select_for_update().order_by("member_id")
    return {row.member_id: row for row in rows}


def add_guests(session: Session, guests: Collection[int], stamp: Stamp) -> int:
    """Add guests 旁听, present and in no count, under their own unit of the day; returns how many are new.

    Raises:
        AlreadyOnList: somebody who is on the list.
    """
    there, homes, added = rows_of(session), homes_on(guests, session.occurred_on), 0
    for member_id in guests:
        row = there.get(member_id)
        if row is not None and not row.is_guest:
            raise AlreadyOnList
        if row is not None:
            added += write_mark(row, Mark(member_id, AttendanceStatus.PRESENT), stamp)
            continue
        with beyond_scope():
            Attendance.objects.create(
                session=session,
                member_id=member_id,
                unit_id=homes.get(member_id, session.unit_id),
                is_guest=True,
                status=AttendanceStatus.PRESENT,
                recorded_at=stamp.at,
                recorded_by=stamp.actor.account_id,
            )
        added += 1
    return added


def write_mark(attendance: Attendance, mark: Mark, stamp: Stamp) -> bool:
    """Set what the member did; the former value is kept as a revision. Tell whether anything changed."""
    status, reason = _said(mark)
    if (attendance.status, attendance.reason) == (status, reason):
        return False
    AttendanceRevision.objects.create(
        attendance=attendance,
        version=attendance.version,
        status=attendance.status,
        reason=attendance.reason,
        why=stamp.why,
        changed_at=stamp.at,
        changed_by=stamp.actor.account_id,
    )
    attendance.status, attendance.reason, attendance.version = status, reason, attendance.version + 1
    attendance.recorded_at, attendance.recorded_by = stamp.at, stamp.actor.account_id
    attendance.save(update_fields=["status", "reason", "version", "recorded_at", "recorded_by"])
    return True


def recount(session: Session) -> None:
    """Set the session's counts from its attendances: expected = the list, leave included; guests who came apart."""
    found: Counter[tuple[bool, str]] = Counter(session.attendances.values_list("is_guest", "status"))
    session.guest_count = found[True, AttendanceStatus.PRESENT]
    session.expected_count = sum(number for (is_guest, _), number in found.items() if not is_guest)
    session.present_count = found[False, AttendanceStatus.PRESENT]
    session.leave_count = found[False, AttendanceStatus.LEAVE]


def _said(mark: Mark) -> tuple[str, str]:
    return mark.status, mark.reason.strip() if mark.status == AttendanceStatus.LEAVE else ""
