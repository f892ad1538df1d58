"""A unit's year: one line per duty and subject, one cell per period; and the class hours of its members."""

import dataclasses
import datetime as dt
from itertools import groupby

from xuezuo.duties.queries.choices import member_duties, unit_duties
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.types import DutyState, Status
from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period, periods_of_year_until
from xuezuo.org.queries.tree import groups_within

LABELS = dict(DutyState.choices)


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A status in the table, with the short name of its period (`3月`, `第1季度`, `全年`)."""

    status: Status
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A duty of one subject over the year."""

    label: str
    subject_name: str
    is_group: bool
    cells: tuple[Cell, ...]


def year_of(unit_id: int, year: int, on: dt.date) -> list[Line]:
    """Return the unit's year, duties of the unit and of its groups, up to `on` or the year's end."""
    last = min(on, dt.date(year, 12, 31))
    units = [unit_id, *groups_within(unit_id, dt.date(year, 1, 1), last)]
    found = statuses(units, on, [(duty, periods_of_year_until(duty.period, last)) for duty in unit_duties()])
    return [
        Line(label, name, rows[0].unit_id != unit_id, tuple(Cell(row, short_name(row.period)) for row in rows))
        for (label, name), rows in (
            (key, list(rows)) for key, rows in groupby(found, key=lambda row: (row.label, row.subject_name))
        )
    ]


def short_name(period: str) -> str:
    """Return the name of a period inside its year: `3月`, `第1季度`, `全年`."""
    return Period.parse(period).label.partition("年")[2] or "全年"


def hours_of(unit_id: int, year: int, on: dt.date) -> list[Status]:
    """Return the class hours of the unit's members in the year, by duty, then by member as the roster stands."""
    last = min(on, dt.date(year + 1, 1, 1) - ONE_DAY)
    units = [unit_id, *groups_within(unit_id, dt.date(year, 1, 1), last)]
    return statuses(units, on, [(duty, periods_of_year_until(duty.period, last)) for duty in member_duties()])
