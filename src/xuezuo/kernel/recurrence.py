"""Days that come again: every second Monday, the first Friday or the 5th of every month.

A rule gives one day per turn. A turn is a month or a week and is named by its first day, so that a day that was moved
still belongs to its turn.
"""

import calendar
import dataclasses
import datetime as dt
from collections.abc import Iterator

from xuezuo.kernel.dates import add_months

WEEK = dt.timedelta(days=7)
LAST = -1  # the last weekday of the month


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """How days come again from `starts_on` to `ends_on` (both included, None = open).

    Attributes:
        every: each so many months or weeks, counted from that of `starts_on`.
        day: day of the month, in a shorter month its last; excludes the two below.
        weekday: 0 = Monday; with `ordinal` in a month, else in a week.
        ordinal: which one of the month, 1 to 4, or `LAST`.

    Raises:
        ValueError: the numbers do not make a rule.
    """

    starts_on: dt.date
    ends_on: dt.date | None = None
    every: int = 1
    day: int | None = None
    weekday: int | None = None
    ordinal: int | None = None

    def __post_init__(self) -> None:
        by_day = self.day is not None and self.weekday is None and self.ordinal is None and 1 <= self.day <= 31
        by_weekday = self.day is None and self.weekday is not None and 0 <= self.weekday <= 6
        if not (by_day or (by_weekday and self.ordinal in (None, 1, 2, 3, 4, LAST))) or self.every < 1:
            raise ValueError("these numbers make no rule")
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("it ends before it starts")

    @property
    def is_weekly(self) -> bool:
        """Tell whether a turn is a week, not a month."""
        return self.weekday is not None and self.ordinal is None

    def turn_of(self, day: dt.date) -> dt.date:
        """Return the first day of the week or month in which the day lies."""
        return day - dt.timedelta(days=day.weekday()) if self.is_weekly else day.replace(day=1)

    def day_of(self, turn: dt.date) -> dt.date:
        """Return the rule's day in a turn.

        >>> Rule(dt.date(2026, 1, 1), weekday=4, ordinal=1).day_of(dt.date(2026, 5, 1))
        datetime.date(2026, 5, 1)
        >>> Rule(dt.date(2026, 1, 1), day=31).day_of(dt.date(2026, 2, 1))
        datetime.date(2026, 2, 28)
        """
        if self.is_weekly:
            return turn + dt.timedelta(days=self.weekday or 0)
        length = calendar.monthrange(turn.year, turn.month)[1]
        if self.day is not None:
            return turn.replace(day=min(self.day, length))
        days = [turn.replace(day=day) for day in range(1, length + 1)]
        fitting = [day for day in days if day.weekday() == self.weekday]
        return fitting[LAST] if self.ordinal == LAST else fitting[(self.ordinal or 1) - 1]

    def turns(self, until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
        """Yield turn and day in order, days from `starts_on` to `until` (included) or to the end of the rule."""
        last = min(until, self.ends_on) if self.ends_on else until
        turn = self.turn_of(self.starts_on)
        while turn <= last:
            day = self.day_of(turn)
            if self.starts_on <= day <= last:
                yield turn, day
            turn = turn + WEEK * self.every if self.is_weekly else add_months(turn, self.every)
