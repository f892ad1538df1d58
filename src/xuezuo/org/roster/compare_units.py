"""党组织 against the database: what is new, what changes as of which day, what the database refuses."""

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
        elif _agrees(line, unit, report):
            change = _change(line, unit)
            plan.rows["unchanged" if change is None else "changed"] += 1
            if change is not None:
                plan.unit_changes.append(change)


def _add(report: Report, code: str, line: UnitLine, key: str, value: object, **params: object) -> None:
    report.add(code, (UNITS, line.row, HEADERS[UNITS][key]), str(value or ""), **params)


def _agrees(line: UnitLine, unit: KnownUnit, report: Report) -> bool:
    """Note what no deed can change: kind, founding day, and a dissolution that has taken place."""
    if line.kind and line.kind != unit.kind:
        _add(report, "unit_kind_differs", line, "kind", UnitKind(line.kind).label, known=UnitKind(unit.kind).label)
    elif line.founded and line.founded != unit.founded:
        _add(report, "unit_founded_differs", line, "founded", line.founded, known=unit.founded)
    elif unit.dissolved and line.dissolved != unit.dissolved:
        _add(report, "unit_dissolved_differs", line, "dissolved", line.dissolved, known=unit.dissolved)
    elif line.dissolved and not unit.dissolved and line.dissolved <= unit.changed_on:
        _add(report, "unit_dissolved_too_early", line, "dissolved", line.dissolved, on=unit.changed_on)
    else:
        return True
    return False


def _change(line: UnitLine, unit: KnownUnit) -> UnitChange | None:
    if unit.dissolved:
        return None
    change = UnitChange(
        unit,
        name=line.name if line.name and line.name != unit.name else None,
        parent=line.parent if line.parent and line.parent != unit.parent else None,
        unit_type=line.unit_type if line.unit_type and line.unit_type != unit.unit_type else None,
        dissolved=line.dissolved,
    )
    return None if change == UnitChange(unit) else change
