"""An attendance sheet: one choice for each member of a roster, with the reason of a leave.

Not a `forms.Form`: eighty fields for forty people would cost more than the rest of the page.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from xuezuo.life.models import Activity
from xuezuo.life.queries.detail import attendance_rows
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import AttendanceRow, AttendanceStatus, Mark, RosterRow, Sheet


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One member on the screen."""

    member_id: int
    label: str
    note: str
    value: str
    reason: str
    error: str = ""

    @property
    def name(self) -> str:
        """Name of the choice."""
        return f"status-{self.member_id}"

    @property
    def reason_name(self) -> str:
        """Name of the field for the reason."""
        return f"reason-{self.member_id}"


@dataclasses.dataclass(slots=True)
class SheetForm:
    """The sheet as it is shown (`lines`) and, once `read` has seen what was posted, as it is meant (`sheet`)."""

    lines: list[Line]
    errors: list[str] = dataclasses.field(default_factory=list)

    @classmethod
    def of_roster(cls, roster: Iterable[RosterRow], value: str = AttendanceStatus.PRESENT) -> "SheetForm":
        """Make a fresh sheet: everybody did `value`."""
        return cls([Line(row.member_id, row.name, "", value, "") for row in roster])

    @classmethod
    def of_rows(cls, rows: Iterable[AttendanceRow]) -> "SheetForm":
        """Make the sheet of what is recorded; guests are not asked about."""
        return cls([Line(r.member_id, r.name, "", r.status, r.reason) for r in rows if not r.is_guest])

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

    def read(self, posted: Mapping[str, object]) -> bool:
        """Take over what was posted; tell whether it can be used."""
        self.lines = [self._line(line, posted) for line in self.lines]
        self.errors = [f"{line.label}：{line.error}" for line in self.lines if line.error]
        return not self.errors

    def _line(self, line: Line, posted: Mapping[str, object]) -> Line:
        value, reason = str(posted.get(line.name) or line.value), str(posted.get(line.reason_name) or "").strip()[:100]
        error = "" if value in AttendanceStatus.values else "出勤情况不对。"
        if value == AttendanceStatus.LEAVE and not reason:
            error = "请填写请假事由。"
        kept = reason if value == AttendanceStatus.LEAVE else ""
        return dataclasses.replace(line, value=value, reason=kept, error=error)

    def add_error(self, _field: None, message: str) -> None:
        """Show what a service refused; the same call as a Django form has."""
        self.errors.append(message)

    @property
    def sheet(self) -> Sheet:
        """What everybody did, each named."""
        return Sheet(tuple(Mark(line.member_id, line.value, line.reason) for line in self.lines))

    @property
    def tally(self) -> dict[str, int]:
        """How many did what."""
        values = [line.value for line in self.lines]
        return {status: values.count(status) for status in AttendanceStatus.values}
