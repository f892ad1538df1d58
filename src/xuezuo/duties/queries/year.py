"""A unit's year: one line per duty and subject, one cell per period; and the class hours of its members."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from xuezuo.duties.queries.asks import asks_around, of_members, of_units
from xuezuo.duties.queries.choices import unit_duties
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.types import DutyState, Status
from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import groups_within
from xuezuo.rules.types import Duty

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
    found = _of_year(unit_id, year, on, unit_duties(), of_units)
    return [
        Line(label, name, rows[0].unit_id != unit_id, tuple(Cell(row, short_name(row.period)) for row in rows))
        for (_, label, name), rows in (
            (key, list(rows)) for key, rows in groupby(found, key=lambda row: (row.duty, row.label, row.subject_name))
        )
    ]


def short_name(period: str) -> str:
    """Return the name of a period inside its year: `3月`, `第1季度`, `全年`; of a span its days without years."""
    label = Period.parse(period).label
    return "至".join(part.partition("年")[2] for part in label.split("至")) or "全年"


def hours_of(unit_id: int, year: int, on: dt.date) -> list[Status]:
    """Return what each member owes and has done in the year: class hours, and what is asked of members for a time.

    By duty, then by member as the roster stands.
    """
    return _of_year(unit_id, year, on, of_members(packs().duties), of_members)


def _of_year(
    unit_id: int, year: int, on: dt.date, duties: Sequence[Duty], kept: Callable[[Iterable[Duty]], Sequence[Duty]]
) -> list[Status]:
    start, last = dt.date(year, 1, 1), min(on, dt.date(year, 12, 31))
    units = [unit_id, *groups_within(unit_id, start, last)]
    wanted = (*duties, *kept(asks_around(units, start, last + ONE_DAY)))
    return statuses(units, on, [(duty, duty.periods_between(start, last + ONE_DAY)) for duty in wanted])
