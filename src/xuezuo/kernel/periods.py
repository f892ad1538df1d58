"""Periods in which duties fall due: a year, a quarter, a month of the civil calendar, or a stretch of days.

A period has a short name that people and programs share: `2025`, `2025-Q1`, `2025-03`, `2025-03-05_2025-06-30` (first
and last day). It is half-open: `end` is the first day after it, `last_day` the last day inside. Years run from 1900 to
9998, so that `end` is always a real date.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from enum import StrEnum
from typing import Final

from xuezuo.kernel.dates import ONE_DAY, DateSpan

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9998

_SPAN_FORM: Final = re.compile(r"(?P<first>[0-9]{4}-[0-9]{2}-[0-9]{2})_(?P<last>[0-9]{4}-[0-9]{2}-[0-9]{2})")
_FORM: Final = re.compile(r"(?P<year>[0-9]{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?")


class PeriodKind(StrEnum):
    """How long a period is; the value is used in rule packs and in the database.

    `span` is no kind of the calendar: a stretch of days of its own, for what is asked once in a certain time.
    """

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    SPAN = "span"

    @property
    def months(self) -> int:
        """Length in calendar months; a span has none (KeyError)."""
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """How many of them make a year."""
        return 12 // self.months


CALENDAR_KINDS: Final = (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


_MONTHS: Final = {PeriodKind.YEAR: 12, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Period:
    """One year, quarter or month, or a stretch of days.

    Order is by first day, then the shorter period first, so a mixed list reads like a calendar.

    Attributes:
        start: first day, always the first day of a period of this kind.
        kind: year, quarter, month or span.
        until: the first day after a span; None for the others.

    Raises:
        ValueError: when no period of this kind begins on `start`, or the year is outside 1900..9998.

    >>> Period.parse("2025-Q1").last_day
    datetime.date(2025, 3, 31)
    """

    start: dt.date
    kind: PeriodKind
    until: dt.date | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.start.year <= LAST_YEAR:
            raise ValueError(f"year outside {FIRST_YEAR}..{LAST_YEAR}: {self.start}")
        if (self.kind is PeriodKind.SPAN) != (self.until is not None):
            raise ValueError(f"a span has two ends, a {self.kind} has one")
        if self.until is not None:
            if not self.start < self.until <= dt.date(LAST_YEAR + 1, 1, 1):
                raise ValueError(f"not a span of days: {self.start}..{self.until}")
            return
        if self.start.day != 1 or (self.start.month - 1) % self.kind.months:
            raise ValueError(f"no {self.kind} begins on {self.start}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `2025`, `2025-Q1`, `2025-03` or `2025-03-05_2025-06-30`.

        Raises:
            ValueError: for any other form, and for years outside 1900..9998.
        """
        if span := _SPAN_FORM.fullmatch(text):
            return cls.spanning(
                DateSpan(dt.date.fromisoformat(span["first"]), dt.date.fromisoformat(span["last"]) + ONE_DAY)
            )
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"not a period (2025, 2025-Q1, 2025-03): {text!r}")
        year, quarter, month = int(found["year"]), found["quarter"], found["month"]
        if quarter:
            return cls.numbered(PeriodKind.QUARTER, year, int(quarter))
        if month:
            return cls.numbered(PeriodKind.MONTH, year, int(month))
        return cls.numbered(PeriodKind.YEAR, year, 1)

    @classmethod
    def numbered(cls, kind: PeriodKind, year: int, number: int) -> Period:
        """Return the period of `kind` with this `number` (from 1) in `year`.

        Raises:
            ValueError: when the year has no such period.
        """
        if not 1 <= number <= kind.per_year or not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"no {kind} number {number} in {year}")
        return cls(dt.date(year, (number - 1) * kind.months + 1, 1), kind)

    @classmethod
    def spanning(cls, days: DateSpan) -> Period:
        """Return the stretch of these days.

        Raises:
            ValueError: when it has no end.
        """
        return cls(days.start, PeriodKind.SPAN, days.end)

    @classmethod
    def containing(cls, kind: PeriodKind, day: dt.date) -> Period:
        """Return the period of `kind` in which the civil date `day` lies."""
        return cls(dt.date(day.year, (day.month - 1) // kind.months * kind.months + 1, 1), kind)

    @property
    def year(self) -> int:
        """The calendar year in which the period lies."""
        return self.start.year

    @property
    def number(self) -> int:
        """Its number within the year, from 1; a span has none (KeyError)."""
        return (self.start.month - 1) // self.kind.months + 1

    @property
    def id(self) -> str:
        """The name shared with files and programs: `2025`, `2025-Q1`, `2025-03`, `2025-03-05_2025-06-30`."""
        if self.kind is PeriodKind.SPAN:
            return f"{self.start}_{self.last_day}"
        if self.kind is PeriodKind.YEAR:
            return f"{self.year:04}"
        if self.kind is PeriodKind.QUARTER:
            return f"{self.year:04}-Q{self.number}"
        return f"{self.year:04}-{self.number:02}"

    @property
    def label(self) -> str:
        """The name for readers: `2025年`, `2025年第1季度`, `2025年3月`, `2025年3月5日至2025年6月30日`."""
        if self.kind is PeriodKind.SPAN:
            return f"{_words(self.start)}至{_words(self.last_day)}"
        suffix = {PeriodKind.YEAR: "", PeriodKind.QUARTER: f"第{self.number}季度", PeriodKind.MONTH: f"{self.number}月"}
        return f"{self.year}年{suffix[self.kind]}"

    @property
    def end(self) -> dt.date:
        """The first day after the period."""
        if self.until is not None:
            return self.until
        months = self.start.month - 1 + self.kind.months
        return dt.date(self.year + months // 12, months % 12 + 1, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day inside the period."""
        return self.end - ONE_DAY

    @property
    def span(self) -> DateSpan:
        """Its days as a half-open range."""
        return DateSpan(self.start, self.end)

    def next(self) -> Period:
        """Return the period of the same kind that begins where this one ends.

        Raises:
            ValueError: after the year 9998; for a span.
        """
        return Period(self.end, self.kind)

    def previous(self) -> Period:
        """Return the period of the same kind that ends where this one begins.

        Raises:
            ValueError: before the year 1900.
        """
        return Period.containing(self.kind, self.start - ONE_DAY)

    def __contains__(self, day: object) -> bool:
        """Tell whether the civil date `day` lies in the period."""
        return isinstance(day, dt.date) and self.start <= day < self.end

    def __str__(self) -> str:
        return self.id


def _words(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def periods_between(kind: PeriodKind, start: dt.date, end: dt.date) -> tuple[Period, ...]:
    """Return the periods of `kind` that have at least one day in `[start, end)`, in order.

    Args:
        kind: year, quarter or month.
        start: first day of the range.
        end: first day after the range; not after `start` = no period.
    """
    found = []
    if start < end:
        period = Period.containing(kind, start)
        while period.start < end:
            found.append(period)
            period = period.next()
    return tuple(found)


def periods_ending_in(kind: PeriodKind, start: dt.date, end: dt.date) -> tuple[Period, ...]:
    """Return the periods of `kind` whose last day lies in `[start, end)`, in order.

    This is how figures choose periods: a quarter counts in a report exactly when its last day lies inside.
    """
    return tuple(period for period in periods_between(kind, start, end) if period.last_day < end)


def periods_of_year_until(kind: PeriodKind, day: dt.date) -> tuple[Period, ...]:
    """Return the periods of `kind` of the calendar year of `day` that have begun on `day`, in order."""
    return periods_between(kind, dt.date(day.year, 1, 1), day + ONE_DAY)
