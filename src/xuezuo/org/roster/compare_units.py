"""党组织 against the database: what is new, what changes as of which day, what the database refuses."""

import datetime as dt
from collections.abc import Mapping, Sequence

from xuezuo.org.roster.columns import HEADERS, UNITS
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import UnitLine
from xuezuo.org.roster.plan import Plan, UnitChange
from xuezuo.org.roster.state import KnownUnit
from xuezuo.org.types import UnitKind


def compare_units(lines: Sequence[UnitLine], known: Mapping[str, KnownUnit], plan: Plan, report: Report) -> None:
    """Add the units of the file to the plan.

    A new name or parent holds from the day of the import; a 撤销日期 that the database has not
    yet is the day of dissolution. Empty cells leave alone what is known.
    """
    for line in lines:
        unit = known.get(line.code or "")
        if unit is None:
            plan.new_units.append(line)
            plan.rows["new"] += 1
        elif not unit.in_scope:
            _add(report, "unit_out_of_scope", line, "code", line.code)
        elif _agrees(line, unit, plan.on, report):
            change = _change(line, unit, plan.on)
            if change is not None and (ahead := _ahead(change, plan.on)):
                key, value, day = ahead
                _add(report, "unit_change_ahead", line, key, value, on=day)
            plan.rows["unchanged" if change is None else "changed"] += 1
            if change is not None:
                plan.unit_changes.append(change)


def _add(report: Report, code: str, line: UnitLine, key: str, value: object, **params: object) -> None:
    report.add(code, (UNITS, line.row, HEADERS[UNITS][key]), str(value or ""), **params)


def _agrees(line: UnitLine, unit: KnownUnit, on: dt.date, report: Report) -> bool:
    """Note what no deed can change: kind, founding day, and a dissolution that has taken place by the day `on`."""
    if line.kind and line.kind != unit.kind:
        _add(report, "unit_kind_differs", line, "kind", UnitKind(line.kind).label, known=UnitKind(unit.kind).label)
    elif line.founded and line.founded != unit.founded:
        _add(report, "unit_founded_differs", line, "founded", line.founded, known=unit.founded)
    elif unit.dissolved and line.dissolved != unit.dissolved and (line.dissolved or unit.dissolved <= on):
        _add(report, "unit_dissolved_differs", line, "dissolved", line.dissolved, known=unit.dissolved)
    elif line.dissolved and not unit.dissolved and line.dissolved <= unit.changed_on:
        _add(report, "unit_dissolved_too_early", line, "dissolved", line.dissolved, on=unit.changed_on)
    else:
        return True
    return False


def _change(line: UnitLine, unit: KnownUnit, on: dt.date) -> UnitChange | None:
    if unit.dissolved and unit.dissolved <= on:
        return None
    change = UnitChange(
        unit,
        name=line.name if line.name and line.name != unit.name else None,
        parent=line.parent if line.parent and line.parent != unit.parent else None,
        unit_type=line.unit_type if line.unit_type and line.unit_type != unit.unit_type else None,
        dissolved=None if unit.dissolved else line.dissolved,
    )
    return None if change == UnitChange(unit) else change


def _ahead(change: UnitChange, on: dt.date) -> tuple[str, str, dt.date] | None:
    """Return the cell, its value and the day of what was entered for later and would be overturned by the change."""
    unit, later = change.unit, [day for day in (change.unit.name_until, change.unit.edge_until) if day and day > on]
    if change.name and (until := unit.name_until or unit.dissolved):
        return "name", change.name, until
    if change.parent and (until := unit.edge_until or unit.dissolved):
        return "parent", change.parent, until
    if change.dissolved and later:
        return "dissolved", change.dissolved.isoformat(), min(later)
    return None
