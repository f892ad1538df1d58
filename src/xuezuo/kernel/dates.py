"""Half-open ranges of civil days: `[start, end)`, `end` None = open.

A range answers "since when, until when"; its last day is the day before `end`.
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt

FAR_FUTURE = dt.date(9999, 12, 31)
ONE_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """A half-open range of civil days.

    Raises:
        ValueError: when `end` is not after `start` (an empty range holds nothing and is never meant).
    """

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"empty range of days: {self.start}..{self.end}")

    def __contains__(self, day: object) -> bool:
        """Tell whether the civil date `day` lies in the range."""
        return isinstance(day, dt.date) and self.start <= day and (self.end is None or day < self.end)

    @property
    def last_day(self) -> dt.date | None:
        """The last day inside, None when open."""
        return None if self.end is None else self.end - ONE_DAY

    def overlaps(self, other: DateSpan) -> bool:
        """Tell whether at least one day lies in both."""
        return self.intersection(other) is not None

    def intersection(self, other: DateSpan) -> DateSpan | None:
        """Return the days in both, None when there are none."""
        start = max(self.start, other.start)
        end = min(self.end or FAR_FUTURE, other.end or FAR_FUTURE)
        if end <= start:
            return None
        return DateSpan(start, None if end == FAR_FUTURE else end)

    def minus(self, other: DateSpan) -> list[DateSpan]:
        """Return the days of this range that are not in `other`: none, one or two ranges, in order."""
        if not self.overlaps(other):
            return [self]
        before = [DateSpan(self.start, other.start)] if self.start < other.start else []
        if other.end is None or (self.end is not None and self.end <= other.end):
            return before
        return [*before, DateSpan(other.end, self.end)]


def parse_civil_date(text: str) -> dt.date:
    """Read `YYYY-MM-DD` (GB/T 7408.1-2023, calendar date, extended form).

    Raises:
        ValueError: for any other form and for days that do not exist.
    """
    if len(text) != 10 or text[7] != "-":  # 2025-W01-1 is also ISO 8601, but a week date
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month `months` later (may be negative); the month's last day when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
