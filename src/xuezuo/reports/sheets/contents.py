"""Which rows and heads the files of a report have: the same reads as the pages."""

import datetime as dt
from collections.abc import Iterator

from xuezuo.platform.access import beyond_scope
from xuezuo.reports.figures import definition
from xuezuo.reports.queries.asks import duties_counted
from xuezuo.reports.queries.behind import HEADS, Behind
from xuezuo.reports.queries.choices import Asked, cut_off
from xuezuo.reports.queries.counts import Counts
from xuezuo.reports.queries.rollup import figure_names
from xuezuo.reports.sheets.tables import Cell, Table


def notes_of(unit_name: str, unit_code: str, asked: Asked, at: dt.datetime | None = None) -> tuple[str, ...]:
    """Return what every file says about itself."""
    return (
        f"组织：{unit_name}（{unit_code}）",
        f"统计期：{asked.label}（{asked.start} 至 {asked.last_day}）",
        f"隶属关系：{asked.held.label}",
        f"截至：{cut_off(asked.today, at)}",
    )


def rollup_table(counts: Counts, asked: Asked) -> Table:
    """Return the roll-up: a row for the unit's own, one for each child, and the sum."""
    result = counts.rollup
    about = [definition(key) for key in figure_names(duties_counted(result))]
    rows: list[list[Cell]] = [[result.code, f"{result.name}（本级）", *(result.own[one.key] for one in about)]]
    rows += [[child.code, child.name, *(child.figures[one.key] for one in about)] for child in result.children]
    rows.append(["合计", "", *(result.figures[one.key] for one in about)])
    heads = ("组织代码", "组织名称", *(f"{one.label}（{one.unit}）" for one in about))
    return Table(f"{result.name}汇总", notes_of(result.name, result.code, asked, counts.at), heads, rows, about)


def behind_table(found: Behind, unit_name: str, unit_code: str, asked: Asked) -> Table:
    """Return all rows behind a figure."""
    one = definition(found.key)
    notes = (*notes_of(unit_name, unit_code, asked), f"{one.label}：{found.total} {one.unit}")
    return Table(f"{unit_name}：{one.label}明细", notes, HEADS[found.shape], _cells(found), [one])


def _cells(found: Behind) -> Iterator[tuple[Cell, ...]]:
    with beyond_scope():
        for row in found.stream():
            yield row.cells(found.shape)
