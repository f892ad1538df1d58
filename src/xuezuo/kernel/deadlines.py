"""What falls due for somebody: a line for lists of reminders."""

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True, slots=True)
class Deadline:
    """Something to be done until a day.

    Attributes:
        label: what, in words.
        href: where it is done.
        due_on: the last civil day; None = no day is set, somebody waits.
        note: who asks, or how much is left.
    """

    label: str
    href: str
    due_on: dt.date | None
    note: str = ""

    def is_overdue(self, on: dt.date) -> bool:
        """The last day is past."""
        return self.due_on is not None and self.due_on < on


def soonest_first(found: list[Deadline]) -> list[Deadline]:
    """Return what falls due first before the rest; what has no day last."""
    return sorted(found, key=lambda one: (one.due_on is None, one.due_on or dt.date.max, one.label))
