"""The printed status sheet of a unit and period, as PDF made by Typst."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from importlib import resources

from xuezuo.duties.queries.asks import duties_around, of_units
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.types import DutyState, Status
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import groups_within
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.printing import chosen_fonts, compile_pdf
from xuezuo.reports.figures import definition, value_of
from xuezuo.reports.queries.choices import Asked, cut_off
from xuezuo.reports.queries.counts import Counts
from xuezuo.reports.queries.pages import DutyLine, duty_lines
from xuezuo.reports.types import Figures, Rollup

CLAUSE, STATE_LABELS = 34, dict(DutyState.choices)


def sheet_pdf(unit: UnitRow, asked: Asked, counts: Counts) -> bytes:
    """Return the status sheet as PDF: periods and states of a branch, counts of states of anything above.

    The caller has checked the right to the unit. Equal input gives equal bytes on one machine.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    figures, until = counts.rollup.figures, cut_off(asked.today, counts.at)
    with beyond_scope():
        is_small = unit.kind in {UnitKind.BRANCH, UnitKind.GROUP}
        table = periods_table(unit, asked) if is_small else _counts(counts.rollup, asked.last_day)
    data = {
        "title": f"{unit.name}{asked.label}组织生活落实情况表",
        "title-lines": [f"{unit.name}{asked.label}", "组织生活落实情况表"],
        "notes": _notes(unit, asked, figures),
        "after": [f"由系统内截至{until}已确认的记录计算，{asked.held.label}。迟报计入已落实率；不适用的不计。"],
        "signatures": ["填表人", "审核人", "负责人", "日期"],
        "fonts": chosen_fonts(),
    }
    return compiled(json.dumps(data | table, ensure_ascii=False))


def compiled(data: str) -> bytes:
    """Return the PDF of the sheet with these values (JSON)."""
    return compile_pdf(resources.files("xuezuo.reports").joinpath("data/sheet.typ").read_bytes(), data)


def _notes(unit: UnitRow, asked: Asked, figures: Figures) -> list[str]:
    counted = "，".join(
        f"{one.label}{value_of(one, figures)}{'%' if one.unit == '%' and figures['attendance.expected'] else one.unit}"
        for one in map(definition, ("units", "branches", "members", "attendance.rate"))
        if one.key != "attendance.rate" or figures["attendance.expected"]
    )
    return [f"组织：{unit.name}（{unit.code}）。统计期：{asked.start}至{asked.last_day}。{counted}。"]


def _counts(result: Rollup, day: dt.date) -> dict[str, object]:
    lines = duty_lines(result)
    heads = ["要求", "依据", "待办", "迟报", "已落实", "未落实", "不适用", "落实率（%）"]
    rows = [[line.duty.label, _clause(line, day), *(cell.value for cell in line.cells)] for line in lines]
    return {"heads": heads, "rows": rows, "widths": [22, CLAUSE, 9, 9, 11, 11, 11, 12], "numeric": [2, 3, 4, 5, 6, 7]}


def _clause(line: DutyLine, day: dt.date) -> str:
    """Return the clause of the version in force on the report's last day, else of the first one."""
    versions = sorted(line.duty.versions, key=lambda version: version.start)
    in_force = [version for version in versions if version.start <= day]
    return (in_force or versions[:1])[-1].clause.citation


def periods_table(unit: UnitRow, asked: Asked) -> dict[str, object]:
    """Return a row for each requirement of the branch and its groups: counts, and by name the periods not met."""
    duties = of_units(duties_around([unit.id], asked.start, asked.end))
    wanted = [(duty, duty.periods_ending_in(asked.start, asked.end)) for duty in duties]
    units = [unit.id, *groups_within(unit.id, asked.start, asked.last_day)]
    found: dict[tuple[str, int], list[Status]] = {}
    for one in statuses(units, asked.today, [(duty, periods) for duty, periods in wanted if periods]):
        found.setdefault((one.duty, one.unit_id), []).append(one)
    year = f"{asked.start.year}年" if asked.start.year == asked.last_day.year else ""
    rows = []
    for (_, unit_id), of_duty in found.items():
        first, states = of_duty[0], Counter(one.state for one in of_duty)
        name = first.label if unit_id == unit.id else f"{first.label}（{first.subject_name}）"
        met, late, missed = (states[one] for one in (DutyState.MET, DutyState.MET_LATE, DutyState.MISSED))
        clauses = "；".join(dict.fromkeys(one.clause for one in of_duty))
        rows.append([name, *map(str, (len(of_duty), met + late, late, missed)), _not_met(of_duty, year), clauses])
    heads = ["要求", "期数", "已落实", "迟报", "未落实", "哪些期间没有落实", "依据"]
    return {"heads": heads, "rows": rows, "widths": [22, 8, 11, 8, 11, 30, CLAUSE], "numeric": [1, 2, 3, 4]}


def _not_met(rows: Sequence[Status], year: str) -> str:
    """Name the periods that are not plainly met, by state and reason; the year of the report goes without saying."""
    named: dict[str, list[str]] = {}
    for one in rows:
        if one.state != DutyState.MET:
            said = STATE_LABELS[one.state] + (f"（{one.why}）" if one.why else "")
            label = Period.parse(one.period).label
            part = f"（{one.done}/{one.required}）" if one.required > 1 and not one.why else ""
            named.setdefault(said, []).append((label.removeprefix(year) or label) + part)
    return "；".join(f"{said}：{'、'.join(periods)}" for said, periods in named.items()) or "—"
