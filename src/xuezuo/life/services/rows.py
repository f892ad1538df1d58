"""The attendance rows of one activity: freezing the roster, marking, counting. The activity is locked by the caller."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable

from xuezuo.life.errors import AlreadyOnRoster, LeaveNeedsReason, NotOnRoster
from xuezuo.life.models import Activity, Attendance, AttendanceRevision
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import AttendanceStatus, GuestChange, Mark, RosterRow, Sheet
from xuezuo.platform.access import Actor

COUNTS = ("expected_count", "present_count", "leave_count", "guest_count")


@dataclasses.dataclass(frozen=True, slots=True)
class Stamp:
    """Who wrote an attendance, by which way, when."""

    actor: Actor
    source: str
    at: dt.datetime

    def values(self) -> dict[str, object]:
        """The columns of an attendance that say so."""
        return {"source": self.source, "recorded_at": self.at, "recorded_by": self.actor.account_id}


def check_marks(marks: Iterable[Mark], known: set[int]) -> None:
    """Raise when somebody marked is not on the roster, or a leave has no reason.

    Raises:
        NotOnRoster: a mark for somebody who is not expected.
        LeaveNeedsReason: a leave without reason.
    """
    for mark in marks:
        if mark.member_id not in known:
            raise NotOnRoster
        if mark.status == AttendanceStatus.LEAVE and not mark.reason.strip():
            raise LeaveNeedsReason


def freeze(activity: Activity, sheet: Sheet, stamp: Stamp) -> None:
    """Write the roster of the activity's day with everybody's status, and the guests.

    Who signed in by QR before stays present unless the sheet marks that person. The caller saves the counts.

    Raises:
        NotOnRoster, LeaveNeedsReason, AlreadyOnRoster: see `check_marks` and `add_guests`.
    """
    roster = roster_on(activity.unit_id, activity.kind, activity.occurred_on)
    check_marks(sheet.marks, {row.member_id for row in roster})
    marks = {mark.member_id: mark for mark in sheet.marks}
    signed = {row.member_id: row for row in rows_of(activity)}
    Attendance.objects.bulk_create(
        Attendance(
            activity=activity,
            member_id=row.member_id,
            unit_id=row.unit_id,
            **_said(marks.get(row.member_id) or Mark(row.member_id, sheet.rest)),
            **stamp.values(),
        )
        for row in roster
        if row.member_id not in signed
    )
    for member_id, attendance in signed.items():
        if member_id in marks:
            write_mark(attendance, marks[member_id], stamp)
    add_guests(activity, sheet.guests, roster, stamp)
    recount(activity)


def rows_of(activity: Activity) -> list[Attendance]:
    """Return the attendances of the activity, locked, in a fixed order."""
    return list(Attendance.objects.select_for_update().filter(activity=activity).order_by("member_id"))


def add_guests(activity: Activity, guests: Iterable[int], roster: list[RosterRow], stamp: Stamp) -> None:
    """Add guests 列席: present, in no count, under the meeting's own unit; who is a guest already stays one.

    Raises:
        AlreadyOnRoster: somebody who is expected.
    """
    expected = {row.member_id for row in roster}
    for member_id in guests:
        if member_id in expected:
            raise AlreadyOnRoster
        Attendance.objects.get_or_create(
            activity=activity,
            member_id=member_id,
            defaults={
                "unit_id": activity.unit_id,
                "is_guest": True,
                "status": AttendanceStatus.PRESENT,
                **stamp.values(),
            },
        )


def change_guests(activity: Activity, guests: GuestChange, stamp: Stamp, why: str) -> int:
    """Add and take away guests of a recorded activity; returns how many changed. The caller saves the counts.

    Nobody's attendance is deleted: who was no guest after all stays as absent, in no count, the former value kept.

    Raises:
        AlreadyOnRoster: somebody to add is on the frozen roster.
        NotOnRoster: somebody to take away is no guest.
    """
    there = {row.member_id: row for row in rows_of(activity)}
    if any(member_id in there and not there[member_id].is_guest for member_id in guests.added):
        raise AlreadyOnRoster
    if any(member_id not in there or not there[member_id].is_guest for member_id in guests.removed):
        raise NotOnRoster
    fresh = [member_id for member_id in guests.added if member_id not in there]
    add_guests(activity, fresh, [], stamp)
    marks = [Mark(member_id, AttendanceStatus.PRESENT) for member_id in guests.added if member_id in there]
    marks += [Mark(member_id, AttendanceStatus.ABSENT) for member_id in guests.removed]
    return len(fresh) + sum(write_mark(there[mark.member_id], mark, stamp, why) for mark in marks)


def write_mark(attendance: Attendance, mark: Mark, stamp: Stamp, why: str = "") -> bool:
    """Set what the member did; with `why` the former value is kept as a revision. Tell whether anything changed."""
    said = _said(mark)
    if (attendance.status, attendance.reason) == (said["status"], said["reason"]):
        return False
    if why:
        AttendanceRevision.objects.create(
            attendance=attendance,
            version=attendance.version,
            status=attendance.status,
            reason=attendance.reason,
            why=why,
            changed_at=stamp.at,
            changed_by=stamp.actor.account_id,
        )
        attendance.version += 1
    for name, value in {**said, **stamp.values()}.items():
        setattr(attendance, name, value)
    attendance.save(update_fields=["status", "reason", "version", "source", "recorded_at", "recorded_by"])
    return True


def refreeze(activity: Activity, stamp: Stamp) -> None:
    """After day or kind changed: newly expected members are absent until marked, the others of before become guests.

    Nobody gets a presence that was not recorded. The caller saves the counts.
    """
    roster = {row.member_id: row for row in roster_on(activity.unit_id, activity.kind, activity.occurred_on)}
    there = {row.member_id: row for row in rows_of(activity)}
    Attendance.objects.bulk_create(
        Attendance(
            activity=activity,
            member_id=row.member_id,
            unit_id=row.unit_id,
            status=AttendanceStatus.ABSENT,
            **stamp.values(),
        )
        for row in roster.values()
        if row.member_id not in there
    )
    for member_id, attendance in there.items():
        is_guest = member_id not in roster
        if attendance.is_guest != is_guest:
            attendance.is_guest = is_guest
            attendance.unit_id = activity.unit_id if is_guest else roster[member_id].unit_id
            attendance.save(update_fields=["is_guest", "unit_id"])
    recount(activity)


def recount(activity: Activity) -> None:
    """Set the activity's counts from its attendances: expected = roster, leave included; guests who came apart."""
    found: Counter[str] = Counter()
    for is_guest, status in Attendance.objects.filter(activity=activity).values_list("is_guest", "status"):
        found[f"guest {status}" if is_guest else status] += 1
    guests = {status: found.pop(f"guest {status}", 0) for status in AttendanceStatus.values}
    activity.guest_count = guests[AttendanceStatus.PRESENT]
    activity.expected_count = found.total()
    activity.present_count = found[AttendanceStatus.PRESENT]
    activity.leave_count = found[AttendanceStatus.LEAVE]


def _said(mark: Mark) -> dict[str, str]:
    return {"status": mark.status, "reason": mark.reason.strip() if mark.status == AttendanceStatus.LEAVE else ""}
