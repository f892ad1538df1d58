"""The rows behind a figure with the addresses they lead to, as far as the asker may follow."""

import dataclasses
from typing import Final

from django.urls import reverse

from xuezuo.duties.queries.asks import duty_named
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.reports.queries.behind import HEADS, Behind, BehindRow, Cell
from xuezuo.reports.queries.pages import visible_units
from xuezuo.reports.types import Shape
from xuezuo.rules.vocabulary import SubjectKind

RECORDED: Final = frozenset({Shape.DEEDS, Shape.TALKS})  # whose `recorded_on` says when they were written down


@dataclasses.dataclass(frozen=True, slots=True)
class Listed:
    """A row of the page: its cells, where it leads (empty = nowhere the asker may go), and whether it came late."""

    cells: tuple[tuple[str, Cell], ...]
    url: str
    is_late: bool


def listed(actor: Actor, found: Behind, number: int, per_page: int) -> list[Listed]:
    """Return one page of the rows behind a figure, pages counted from 1."""
    with beyond_scope():
        rows = found.page(number, per_page)
    seen = visible_units(actor, [row.unit_id for row in rows], found.scope.today)
    heads = HEADS[found.shape]
    return [
        Listed(
            tuple(zip(heads, row.cells(found.shape), strict=True)),
            _url(found, row) if seen[row.unit_id] else "",
            _is_late(row, found.shape),
        )
        for row in rows
    ]


def _is_late(row: BehindRow, shape: Shape) -> bool:
    return row.recorded_on is not None and row.day is not None and row.recorded_on > row.day and shape in RECORDED


def _url(found: Behind, row: BehindRow) -> str:
    if found.shape is Shape.DEEDS:
        return reverse("life:activity-detail", args=[row.uid])
    if found.shape is Shape.SLOTS:
        duty = found.key.split(".")[1]
        if SubjectKind.MEMBER not in duty_named(duty).subjects:
            return reverse("duties:trace", args=[row.unit.uid, duty, row.pid])
    if found.shape is Shape.TALKS:
        return ""
    if found.shape is Shape.SURVEYS:
        return reverse("assessments:survey-detail", args=[row.uid])
    if found.shape is Shape.EVALUATED:
        return f"{reverse('evaluation:counts', args=[row.unit.uid])}?year={row.pid}"
    return reverse("reports:rollup", args=[row.unit.uid])
