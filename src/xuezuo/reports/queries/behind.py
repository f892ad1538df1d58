"""The rows behind a figure, page by page or all of them, and figures counted from them."""

import dataclasses
import datetime as dt
import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from django.db import connection, transaction

from xuezuo.duties.queries.choices import unit_duties
from xuezuo.kernel.periods import Period
from xuezuo.life.types import ActivityKind, TalkPair
from xuezuo.org.queries.tree import UnitLabel, unit_labels
from xuezuo.org.types import UnitKind
from xuezuo.platform.db.reading import fetch_all
from xuezuo.reports.figures import definitions, found
from xuezuo.reports.queries.columns import Source
from xuezuo.reports.queries.places import Places, places_of
from xuezuo.reports.queries.reviews import EVALUATION_FIGURES, PROBLEM_KINDS, evaluation_totals
from xuezuo.reports.queries.sources import source, subject_totals
from xuezuo.reports.types import Figures, Scope, Shape, quiet

OWN = 0  # asks for what belongs to no child
CHUNK = 2000
KIND_LABELS = {
    **{kind.value: str(kind.label) for kind in ActivityKind},
    **{f"heart_talk_{pair.value}": str(pair.label) for pair in TalkPair},
    **{kind.value: str(kind.label) for kind in UnitKind},
    **PROBLEM_KINDS,
}
EXTRA_FIGURES = (
    "deeds",
    "deeds.late",
    "talks",
    "resolutions",
    "resolutions.done",
    "resolutions.overdue",
    "problems",
    "problems.done",
    "problems.overdue",
    "assessments.surveys",
    "assessments.asked",
    "assessments.returned",
    "lectures.by_secretary",
    "lectures.by_committee",
    "lectures.by_other",
    "tree.founded",
    "tree.ended",
    "tree.moved",
    "tree.renamed",
)

type Cell = str | int | dt.date
HEADS: dict[Shape, tuple[str, ...]] = {
    Shape.UNITS: ("组织代码", "组织名称", "类型"),
    Shape.MEMBERS: ("组织代码", "组织名称", "人数"),
    Shape.DEEDS: ("组织代码", "组织名称", "日期", "类型", "应到", "实到", "记录日期"),
    Shape.TALKS: ("组织代码", "组织名称", "日期", "类型", "记录日期"),
    Shape.DECISIONS: ("组织代码", "组织名称", "会议日期", "会议类型", "办结日期"),
    Shape.SLOTS: ("组织代码", "组织名称", "期间", "应做", "已做"),
    Shape.MEMBER_SLOTS: ("组织代码", "组织名称", "期间", "人数"),
    Shape.SUBJECTS: ("组织代码", "组织名称", "应落实期数", "已落实期数"),
    Shape.EVENTS: ("组织代码", "组织名称", "日期"),
    Shape.PROBLEMS: ("组织代码", "组织名称", "列入日期", "来自", "办结日期"),
    Shape.EVALUATED: ("组织代码", "组织名称", "年度", "评议人数", "计入"),
    Shape.SURVEYS: ("组织代码", "组织名称", "结束日期", "计入"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class BehindRow:
    """One row behind a figure.

    Attributes:
        unit_id: the unit.
        unit: how it is named on the last day of the report.
        day: day of the deed, event or meeting that decided, last day of the period of a slot.
        uid: of the deed or meeting.
        kind: of the deed or unit.
        pid: id of the period of a slot.
        asked: expected people, required number, periods bound.
        done: present people, number done, periods met.
        recorded_on: the day the deed was first recorded, or a decision was carried out.
        quantity: what the row adds to the figure.
    """

    unit_id: int
    unit: UnitLabel
    day: dt.date | None
    uid: uuid.UUID | None
    kind: str
    pid: str
    asked: int
    done: int
    recorded_on: dt.date | None
    quantity: int

    def cells(self, shape: Shape) -> tuple[Cell, ...]:
        """Return the cells under `HEADS[shape]`."""
        kind, day = KIND_LABELS.get(self.kind, self.kind), self.day or ""
        period = Period.parse(self.pid).label if self.pid else ""
        rest: dict[Shape, tuple[Cell, ...]] = {
            Shape.UNITS: (kind,),
            Shape.MEMBERS: (self.quantity,),
            Shape.DEEDS: (day, kind, self.asked, self.done, self.recorded_on or ""),
            Shape.TALKS: (day, kind, self.recorded_on or ""),
            Shape.DECISIONS: (day, kind, self.recorded_on or ""),
            Shape.SLOTS: (period, self.asked, self.done),
            Shape.MEMBER_SLOTS: (period, self.quantity),
            Shape.SUBJECTS: (self.asked, self.done),
            Shape.EVENTS: (day,),
            Shape.PROBLEMS: (day, kind, self.recorded_on or ""),
            Shape.EVALUATED: (period, self.asked, self.quantity),
            Shape.SURVEYS: (day, self.quantity),
        }
        return (self.unit.code, self.unit.name, *rest[shape])


@dataclasses.dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one count: how many rows, what they add up to, and a way to read them."""

    scope: Scope
    key: str
    shape: Shape
    total: int
    rows: int
    via: int | None
    found: Source | None

    def page(self, number: int, per_page: int) -> list[BehindRow]:
        """Return one page of the rows, pages counted from 1."""
        if self.found is None:
            return []
        sql = f"{_ordered(self.found)} LIMIT %(limit)s OFFSET %(offset)s"
        place: dict[str, object] = {"via": self.via, "limit": per_page, "offset": (number - 1) * per_page}
        return list(_named(fetch_all(sql, {**self.found.params, **place}), self.scope.last_day))

    def stream(self) -> Iterator[BehindRow]:
        """Yield all rows without holding them in memory; the transaction stays open meanwhile."""
        if self.found is None:
            return
        with transaction.atomic(), connection.chunked_cursor() as cursor:
            cursor.execute(_ordered(self.found), cast("Mapping[str, Any]", {**self.found.params, "via": self.via}))
            while chunk := cursor.fetchmany(CHUNK):
                yield from _named(chunk, self.scope.last_day)


def behind(scope: Scope, key: str, via: int | None = None) -> Behind:
    """Return what stands behind the count `key`; the caller has checked that the asker may see the report's unit.

    Args:
        scope: unit, days, tree, day of the report.
        key: a figure of the registry that is counted, not derived.
        via: only what counts through this child; `OWN` = only the unit's own; None = all.
    """
    found = source(scope, places_of(scope), key)
    if found is None:
        return Behind(scope, key, Shape.SLOTS, 0, 0, via, None)
    [(total, rows)] = fetch_all(
        f"SELECT COALESCE(sum(qty), 0), count(*) FROM ({found.sql}) s WHERE {_THROUGH}", {**found.params, "via": via}
    )
    return Behind(scope, key, found.shape, int(total), int(rows), via, found)


def extra_figures(scope: Scope, *, step: Callable[[str], None] = quiet) -> Figures:
    """Return the counted figures of the registry that a roll-up does not have; one query each, one for each duty."""
    places = places_of(scope)
    found: Figures = {}
    for key in EXTRA_FIGURES:
        step(definitions()[key].label)
        found[key] = _total(scope, places, key)
    step("民主评议")
    found |= evaluation_totals(scope)
    for duty in unit_duties():
        step(f"{duty.label}，逐个组织")
        found |= subject_totals(scope, places, duty)
    return found


def extra_names() -> tuple[str, ...]:
    """Return the figures that are counted but not part of a roll-up, in order."""
    subjects = itertools.product(unit_duties(), ("bound", "complete", "missing"))
    return (*EXTRA_FIGURES, *EVALUATION_FIGURES, *(f"subjects.{duty.id}.{which}" for duty, which in subjects))


def is_counted(key: str) -> bool:
    """Tell whether the registry has `key` and it is counted, not derived from others."""
    one = found(key)
    return one is not None and not one.is_derived


_THROUGH = "(%(via)s::bigint IS NULL OR COALESCE(s.via_id, 0) = %(via)s::bigint)"


def _ordered(found: Source) -> str:
    return f"""SELECT s.unit_id, s.day, s.uid, s.kind, s.pid, s.asked, s.done, s.recorded_on, s.qty
  FROM ({found.sql}) s JOIN org_unit o ON o.id = s.unit_id
 WHERE {_THROUGH} ORDER BY s.day NULLS FIRST, o.code, s.pid, s.uid"""


def _total(scope: Scope, places: Places, key: str) -> int:
    found = source(scope, places, key)
    if found is None:
        return 0
    [(total,)] = fetch_all(f"SELECT COALESCE(sum(qty), 0) FROM ({found.sql}) s", found.params)
    return int(total)


def _named(rows: Iterable[tuple[Any, ...]], day: dt.date) -> Iterator[BehindRow]:
    found = list(rows)
    labels = unit_labels({row[0] for row in found}, day)
    for unit_id, on, uid, kind, pid, asked, done, recorded_on, quantity in found:
        yield BehindRow(
            unit_id=unit_id,
            unit=labels[unit_id],
            day=on,
            uid=uid,
            kind=kind or "",
            pid=pid or "",
            asked=asked or 0,
            done=done or 0,
            recorded_on=recorded_on,
            quantity=int(quantity),
        )
