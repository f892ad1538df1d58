"""An attendance sheet: one choice for each member of a roster, with the reason of a leave."""

import dataclasses
from collections.abc import Iterable

from xuezuo.life.models import Activity
from xuezuo.life.queries.detail import attendance_rows
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import AttendanceRow, AttendanceStatus, Mark, RosterRow, Sheet
from xuezuo.platform.http.roll_call import Line, RollCall


@dataclasses.dataclass(slots=True)
class SheetForm(RollCall):
    """The roll call of a meeting."""

    @classmethod
    def of_roster(cls, roster: Iterable[RosterRow], value: str = AttendanceStatus.PRESENT) -> "SheetForm":
        """Make a fresh sheet: everybody did `value`."""
        return cls.of(Line(row.member_id, row.name, value=value) for row in roster)

    @classmethod
    def of_rows(cls, rows: Iterable[AttendanceRow]) -> "SheetForm":
        """Make the sheet of what is recorded; guests are not asked about."""
        return cls.of(Line(r.member_id, r.name, value=r.status, reason=r.reason) for r in rows if not r.is_guest)

    @classmethod
    def before_hold(cls, activity: Activity) -> "SheetForm":
        """Make the sheet of a planned activity: who signed in is present, the others too unless sign-in was used."""
        signed = {row.member_id: row for row in attendance_rows(activity, with_reasons=True)}
        fresh = cls.of_roster(
            roster_on(activity.unit_id, activity.kind, activity.occurred_on),
            AttendanceStatus.ABSENT if signed else AttendanceStatus.PRESENT,
        )
        fresh.lines = [
            dataclasses.replace(line, value=signed[line.member_id].status, note="已签到")
            if line.member_id in signed
            else line
            for line in fresh.lines
        ]
        return fresh

    @property
    def sheet(self) -> Sheet:
        """What everybody did, each named."""
        return Sheet(tuple(Mark(line.member_id, line.value, line.reason) for line in self.lines))
