"""How the units below stand: counts of states per direct child and duty, for the periods of one month."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from xuezuo.duties.queries.asks import asks_around, of_units
from xuezuo.duties.queries.choices import is_recordable, periods_of_month, unit_duties
from xuezuo.duties.queries.slots import slot_query
from xuezuo.duties.queries.templates import STATE
from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import children_on, subtree_between, to_row
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.rules.types import Duty

NARROW = 3000  # up to so many units the base tables are narrowed to them

type Counts = Mapping[str, int]


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A child (or the unit itself, `is_own`) with the counts of states per duty id."""

    unit: UnitRow
    is_own: bool
    counts: Mapping[str, Counts]


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """The table of a committee: one line per child, one column per duty, and the sums."""

    duties: tuple[tuple[Duty, Period], ...]
    lines: tuple[Line, ...]
    total: Mapping[str, Counts]


def standing(unit: UnitRow, month: Period, on: dt.date, duties: Sequence[Duty]) -> Standing:
    """Count the subjects below `unit` by state, as of the end of `on`, under the tree of each period's last day.

    One query per duty, whatever the number of units; duties without a subject below are left out.

    Args:
        unit: a committee or general branch (a branch counts itself and its groups).
        month: periods are those in which it lies.
        on: the civil day whose end is looked at.
        duties: duties of units.
    """
    cells: dict[int | None, dict[str, dict[str, int]]] = {}
    total: dict[str, dict[str, int]] = {}
    shown = []
    below = subtree_between(unit.id, month.start.replace(month=1), max(on, month.last_day) + ONE_DAY)
    narrow = below if len(below) <= NARROW else None
    for duty in duties:
        periods = periods_of_month(duty, month)
        rows = _count(duty, periods, unit.id, on, narrow)
        if rows:
            shown.append((duty, periods[0]))
        for via, state, number in rows:
            cells.setdefault(via, {}).setdefault(duty.id, {})[state] = number
            total.setdefault(duty.id, {})[state] = total.get(duty.id, {}).get(state, 0) + number
    children = [to_row(child) for child in children_on(unit.id, min(on, month.last_day))]
    lines = [Line(child, False, cells.get(child.id, {})) for child in children]
    if None in cells:
        lines.insert(0, Line(unit, True, cells[None]))
    return Standing(tuple(shown), tuple(lines), total)


@beyond_scope()  # counts are the same whoever asks, also of what has left the asker's part of the tree since
def _count(
    duty: Duty, periods: Sequence[Period], unit_id: int, on: dt.date, below: Sequence[int] | None
) -> list[tuple[int | None, str, int]]:
    query = slot_query(duty, periods, on, units=below)
    if query is None:
        return []
    sql = f"""WITH {query.ctes}
SELECT c.via_id, {STATE} AS state, count(*)
  FROM slot JOIN org_closure c ON c.ancestor_id = %(unit)s AND c.descendant_id = slot.unit_id
   AND c.during @> LEAST(slot.placed_on, %(on)s::date)
 GROUP BY c.via_id, state"""
    return [(via, state, number) for via, state, number in fetch_all(sql, {**query.params, "unit": unit_id})]


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One duty of the table: its name, its period and the sums."""

    duty: Duty
    period: Period
    counts: Counts


@dataclasses.dataclass(frozen=True, slots=True)
class Cells:
    """A line of the table as the page shows it."""

    unit: UnitRow
    is_own: bool
    cells: tuple[tuple[Column, Counts], ...]


def columns(table: Standing) -> tuple[tuple[Column, ...], tuple[Cells, ...]]:
    """Return the columns and the lines of a table in the order of the page."""
    heads = tuple(Column(duty, period, table.total.get(duty.id, {})) for duty, period in table.duties)
    lines = tuple(
        Cells(line.unit, line.is_own, tuple((head, line.counts.get(head.duty.id, {})) for head in heads))
        for line in table.lines
    )
    return heads, lines


def shown_duties(which: str, unit_id: int, month: Period) -> tuple[Duty, ...]:
    """Return the duties of a page: meetings by default, with what was asked of the unit or above it in the month.

    `states` stands for terms, committees and sizes.
    """
    if which == "states":
        return tuple(duty for duty in unit_duties() if not is_recordable(duty))
    asks = of_units(asks_around([unit_id], month.start, month.end))
    return (*(duty for duty in unit_duties() if is_recordable(duty)), *asks)
