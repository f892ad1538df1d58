"""The printed status sheet of a unit and period, as PDF made by Typst."""

import datetime as dt
import functools
import json
from importlib import resources
from pathlib import Path

import typst
from django.conf import settings

from xuezuo.duties.queries.choices import unit_duties
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.types import DutyState
from xuezuo.kernel.periods import Period, periods_ending_in
from xuezuo.org.queries.tree import groups_within
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import beyond_scope
from xuezuo.reports.errors import NoFonts
from xuezuo.reports.figures import definition, value_of
from xuezuo.reports.queries.choices import Asked, cut_off
from xuezuo.reports.queries.counts import Counts
from xuezuo.reports.queries.pages import DutyLine, duty_lines
from xuezuo.reports.types import Figures

# Preferred first; Noto stands in where no licensed font is given.
FONTS = {
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "Noto Serif CJK SC"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "Noto Serif CJK SC"),
    "head": ("SimHei", "黑体", "Noto Sans CJK SC"),
}
FALLBACKS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif SC", "Noto Sans SC", "Source Han Serif SC")
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
        table = _periods(unit, asked) if is_small else _counts(figures, asked.last_day)
    data = {
        "title": f"{unit.name}{asked.label}组织生活落实情况表",
        "title-lines": [f"{unit.name}{asked.label}", "组织生活落实情况表"],
        "notes": _notes(unit, asked, figures),
        "after": [f"由系统内截至{until}已确认的记录计算，{asked.held.label}。迟报计入已落实率；不适用的不计。"],
        "signatures": ["填表人", "审核人", "负责人", "日期"],
        "fonts": chosen_fonts(settings.FONTS_DIR),
    }
    return compiled(json.dumps(data | table, ensure_ascii=False))


def compiled(data: str) -> bytes:
    """Return the PDF of the sheet with these values (JSON)."""
    template = resources.files("xuezuo.reports").joinpath("data/sheet.typ").read_bytes()
    folders = _folders(settings.FONTS_DIR)
    made: bytes = typst.compile(template, sys_inputs={"data": data}, font_paths=folders)  # type: ignore[misc]  # its stub
    return made


@functools.cache
def chosen_fonts(folder: str) -> dict[str, list[str]]:
    """Return the font families for title, body and heads that exist here, the preferred first.

    Raises:
        NoFonts: when a role has none.
    """
    known = set(typst.Fonts(font_paths=_folders(folder)).families())
    found = {role: [name for name in (*names, *FALLBACKS) if name in known] for role, names in FONTS.items()}
    if not all(found.values()):
        raise NoFonts
    return found


def _folders(folder: str) -> list[Path]:
    return [Path(folder)] if folder else []


def _notes(unit: UnitRow, asked: Asked, figures: Figures) -> list[str]:
    counted = "，".join(
        f"{one.label}{value_of(one, figures)}{'%' if one.unit == '%' and figures['attendance.expected'] else one.unit}"
        for one in map(definition, ("units", "branches", "members", "attendance.rate"))
        if one.key != "attendance.rate" or figures["attendance.expected"]
    )
    return [f"组织：{unit.name}（{unit.code}）。统计期：{asked.start}至{asked.last_day}。{counted}。"]


def _counts(figures: Figures, day: dt.date) -> dict[str, object]:
    lines = duty_lines(figures)
    heads = ["要求", "依据", "待办", "迟报", "已落实", "未落实", "不适用", "落实率（%）"]
    rows = [[line.label, _clause(line, day), *(cell.value for cell in line.cells)] for line in lines]
    return {"heads": heads, "rows": rows, "widths": [22, CLAUSE, 9, 9, 11, 11, 11, 12], "numeric": [2, 3, 4, 5, 6, 7]}


def _clause(line: DutyLine, day: dt.date) -> str:
    """Return the clause of the version in force on the report's last day, else of the first one."""
    versions = sorted(packs().duty(line.duty_id).versions, key=lambda version: version.start)
    in_force = [version for version in versions if version.start <= day]
    return (in_force or versions[:1])[-1].clause.citation


def _periods(unit: UnitRow, asked: Asked) -> dict[str, object]:
    wanted = [(duty, periods_ending_in(duty.period, asked.start, asked.end)) for duty in unit_duties()]
    units = [unit.id, *groups_within(unit.id, asked.start, asked.last_day)]
    found = statuses(units, asked.today, [(duty, periods) for duty, periods in wanted if periods])
    rows = [
        [
            row.label if row.unit_id == unit.id else f"{row.label}（{row.subject_name}）",
            Period.parse(row.period).label,
            str(row.required),
            str(row.done),
            STATE_LABELS[row.state] + (f"：{row.why}" if row.why else ""),
            row.clause,
        ]
        for row in found
    ]
    heads = ["要求", "期间", "应做", "已做", "状态", "依据"]
    return {"heads": heads, "rows": rows, "widths": [24, 20, 9, 9, 20, CLAUSE], "numeric": [2, 3]}
