"""A roll call on the screen: one choice for each person of a list, with the reason of a leave.

Not a `forms.Form`: eighty fields for forty people would cost more than the rest of the page. Rooms say which rows they
show and what is meant by them.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final, Self

PRESENT: Final = "present"
LEAVE: Final = "leave"
ABSENT: Final = "absent"
STATUSES: Final = (PRESENT, LEAVE, ABSENT)
_LONGEST: Final = 100  # letters of a reason


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One person on the screen: who, a note beside the name, what was chosen, the reason of a leave."""

    member_id: int
    label: str
    note: str = ""
    value: str = PRESENT
    reason: str = ""
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
class RollCall:
    """The sheet as it is shown (`lines`) and, once `read` has seen what was posted, as it is meant."""

    lines: list[Line]
    errors: list[str] = dataclasses.field(default_factory=list)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        """Show these lines."""
        return cls(list(lines))

    def read(self, posted: Mapping[str, object]) -> bool:
        """Take over what was posted; tell whether it can be used."""
        self.lines = [_read(line, posted) for line in self.lines]
        self.errors = [f"{line.label}：{line.error}" for line in self.lines if line.error]
        return not self.errors

    def add_error(self, _field: None, message: str) -> None:
        """Show what a service refused; the same call as a Django form has."""
        self.errors.append(message)

    @property
    def tally(self) -> dict[str, int]:
        """How many did what."""
        values = [line.value for line in self.lines]
        return {status: values.count(status) for status in STATUSES}


def _read(line: Line, posted: Mapping[str, object]) -> Line:
    value = str(posted.get(line.name) or line.value)
    reason = str(posted.get(line.reason_name) or "").strip()[:_LONGEST] if value == LEAVE else ""
    error = "" if value in STATUSES else "出勤情况不对。"
    if value == LEAVE and not reason:
        error = "请填写请假事由。"
    return dataclasses.replace(line, value=value, reason=reason, error=error)
