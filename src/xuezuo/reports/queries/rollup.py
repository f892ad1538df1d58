"""Roll-up: the figures of a unit and period, split by direct child.

held=then: a deed counts under the ancestors of its unit on the day of the deed, members and units under the tree of the
last day, a duty under the tree of its period's last day (or of the unit's own last day when it ended inside).
held=today changes only the tree, to that of the day the report is made. Facts never change: members and units are those
of the period's last day in both.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence

from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.relations import deeds_of
from xuezuo.duties.queries.slots import slot_query
from xuezuo.duties.queries.templates import STATE
from xuezuo.duties.types import DutyState
from xuezuo.life.types import ActivityKind
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.reports.queries.asks import asks_of, since
from xuezuo.reports.queries.places import Places, places_of
from xuezuo.reports.types import ChildPart, Figures, Rollup, Scope, quiet
from xuezuo.rules.types import Duty

type Cell = tuple[int | None, str, int]  # via, figure, number

BASE_FIGURES = ("members", "units", "branches")
MEETING_FIGURES = tuple(f"meetings.{kind.value}" for kind in ActivityKind)
ATTENDANCE_FIGURES = ("attendance.expected", "attendance.present")


@beyond_scope()
def rollup(scope: Scope, *, duties: Sequence[Duty] | None = None, step: Callable[[str], None] = quiet) -> Rollup:
    """Compute the roll-up; the caller has checked that the asker may see the unit.

    Counts are the same whoever asks: what has left the asker's part of the tree since still belongs to the period.

    Args:
        scope: unit, days, tree, day of the report.
        duties: only these; None = all of the packs in force, and what is asked of the unit.
        step: hears what is counted next.
    """
    step("组织、党员和活动")
    asks = asks_of(scope) if duties is None else ()
    wanted = (*packs().duties, *asks) if duties is None else tuple(duties)
    places = places_of(scope, since(scope, wanted))
    cells = [*_units(scope, places), *_members(scope, places), *_deeds(scope, places)]
    for duty in wanted:
        step(duty.label)
        cells.extend(_duty(duty, scope, places))
    return dataclasses.replace(_arrange(scope, places, cells, wanted), asks=asks)


def _arrange(scope: Scope, places: Places, cells: Iterable[Cell], duties: Sequence[Duty]) -> Rollup:
    zero = dict.fromkeys(figure_names(duties), 0)
    parts: dict[int | None, Figures] = {None: dict(zero)} | {via: dict(zero) for via in sorted(places.vias)}
    total = dict(zero)
    for via, figure, number in cells:
        parts.setdefault(via, dict(zero))[figure] += number
        total[figure] += number
    own = parts.pop(None)
    labels = unit_labels({scope.unit_id, *(via for via in parts if via is not None)}, scope.last_day)
    children = [
        ChildPart(via, labels[via].code, labels[via].name, figures) for via, figures in parts.items() if via is not None
    ]
    unit = labels[scope.unit_id]
    ordered = tuple(sorted(children, key=lambda child: child.code))
    return Rollup(scope.unit_id, unit.code, unit.name, scope, total, own, ordered)


def figure_names(duties: Sequence[Duty]) -> tuple[str, ...]:
    """Return the names of all figures of a roll-up, in order."""
    states = [f"duties.{duty.id}.{state.value}" for duty in duties for state in DutyState]
    return (*BASE_FIGURES, *MEETING_FIGURES, *ATTENDANCE_FIGURES, *states)


def _cells(rows: Iterable[tuple[int | None, ...]], names: Sequence[str]) -> Iterator[Cell]:
    """Read rows `via, number, number, …` whose numbers are the figures `names`."""
    for via, *numbers in rows:
        for name, number in zip(names, numbers, strict=True):
            yield via, name, int(number or 0)


def _units(scope: Scope, places: Places) -> Iterator[Cell]:
    sql = f"""WITH place AS ({places.sql})
SELECT place.via_id, count(*), count(*) FILTER (WHERE u.kind = 'branch')
  FROM org_unit u JOIN place ON place.descendant_id = u.id AND place.during @> %(last_day)s::date
 WHERE u.during @> %(last_day)s::date GROUP BY place.via_id"""
    return _cells(fetch_all(sql, {**places.params, "last_day": scope.last_day}), ("units", "branches"))


def _members(scope: Scope, places: Places) -> Iterator[Cell]:
    sql = f"""WITH place AS ({places.sql})
SELECT place.via_id, count(*)
  FROM org_affiliation a JOIN place ON place.descendant_id = a.unit_id AND place.during @> %(last_day)s::date
 WHERE a.kind = 'formal' AND a.during @> %(last_day)s::date GROUP BY place.via_id"""
    return _cells(fetch_all(sql, {**places.params, "last_day": scope.last_day}), ("members",))


def _deeds(scope: Scope, places: Places) -> Iterator[Cell]:
    where = "b.occurred_on >= %(start)s AND b.occurred_on < %(end)s"
    where += "" if places.units is None else " AND b.unit_id = ANY(%(units)s)"
    sql = f"""WITH place AS ({places.sql})
SELECT place.via_id, d.kind, count(*), sum(d.expected) FILTER (WHERE d.is_main),
       sum(d.present) FILTER (WHERE d.is_main)
  FROM ({deeds_of(ActivityKind.values, where)}) d
  JOIN place ON place.descendant_id = d.unit_id AND place.during @> d.occurred_on
 WHERE d.kind = ANY(%(kinds)s) GROUP BY place.via_id, d.kind"""
    params = {**places.params, "start": scope.start, "end": scope.end, "units": places.units}
    for via, kind, *numbers in fetch_all(sql, params | {"kinds": list(ActivityKind.values)}):
        yield from _cells([(via, *numbers)], (f"meetings.{kind}", *ATTENDANCE_FIGURES))


def _duty(duty: Duty, scope: Scope, places: Places) -> Iterator[Cell]:
    periods = duty.periods_ending_in(scope.start, scope.end)
    query = slot_query(duty, periods, scope.today, units=places.units) if periods else None
    if query is None:
        return
    sql = f"""WITH place AS ({places.sql}), {query.ctes}
SELECT place.via_id, {STATE} AS state, count(*)
  FROM slot JOIN place ON place.descendant_id = slot.unit_id AND place.during @> slot.placed_on
 GROUP BY place.via_id, state"""
    for via, state, number in fetch_all(sql, {**query.params, **places.params}):
        yield from _cells([(via, number)], (f"duties.{duty.id}.{state}",))
