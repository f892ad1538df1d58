"""Counts by grade as they may be shown: nothing that would tell the grades of fewer than ten people.

A row below `LEAST` people is pooled with others until the pool has at least `LEAST`; the rows and the pool still add up
to the unit. A unit whose row is pooled on the page of the unit above shows no grades on its own page either, to whoever
can open both: otherwise the difference of the two would tell what the pool hides. Keepers of a branch know its grades.
"""

import dataclasses
import datetime as dt
import itertools
from typing import Final

from xuezuo.kernel.pooling import pooled
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import ancestors_on, unit_labels, unit_row
from xuezuo.org.types import UnitLabel, UnitRow
from xuezuo.platform.access import Actor
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN
from xuezuo.review.evaluation.policies import COUNTS_VIEW, PART_KEEP
from xuezuo.review.evaluation.queries.counting import Raw, raw_counts
from xuezuo.review.evaluation.types import Counts

LEAST: Final = LEAST_TO_BREAK_DOWN
OWN: Final = None

type Rows = dict[int | None, Counts]


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One row of the page: a child, or what belongs to no child; `counts` None = pooled."""

    label: UnitLabel | None
    evaluated: int
    counts: Counts | None


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """A unit's counts of one year as one asker may see them.

    Attributes:
        unit: the unit.
        evaluated: with a grade, counted here.
        total: by grade; None where that would tell too much.
        lines: by child, in the order of the codes.
        pool: the grades of the rows without counts, together; None when there is no such row, or nothing may be told.
        guests: evaluated here, counted at a home elsewhere.
    """

    unit: UnitRow
    year: int
    is_today: bool
    evaluated: int
    total: Counts | None
    lines: tuple[Line, ...]
    pool: Counts | None
    guests: int


def figures_of(actor: Actor, unit_id: int, year: int, on: dt.date, *, is_today: bool) -> Figures:
    """Return the counts of a unit; the caller has checked the right to the unit (`COUNTS_VIEW`)."""
    unit = unit_row(unit_id, on)
    raw = raw_counts(unit_id, year, today=on if is_today else None)
    may = may_tell(actor, unit, raw, year, on, is_today=is_today)
    pooled = pooled_of(raw) if may else {*raw.children, OWN}
    names = unit_labels(list(raw.children), on)
    lines = [Line(names[key], one.evaluated, None if key in pooled else one) for key, one in raw.children.items()]
    if raw.own.evaluated:
        lines.append(Line(None, raw.own.evaluated, None if OWN in pooled else raw.own))
    lines.sort(key=lambda line: (line.label is None, line.label.code if line.label else ""))
    pool = sum((one for key, one in rows_of(raw).items() if key in pooled), Counts())
    return Figures(
        unit=unit,
        year=year,
        is_today=is_today,
        evaluated=raw.total.evaluated,
        total=raw.total if may else None,
        lines=tuple(lines),
        pool=pool if may and pool.evaluated else None,
        guests=raw.guests,
    )


def rows_of(raw: Raw) -> Rows:
    """Return the rows of a unit by child; `OWN` is what belongs to none, if anything does."""
    rows: Rows = dict(raw.children.items())
    return rows | {OWN: raw.own} if raw.own.evaluated else rows


def pooled_of(raw: Raw) -> set[int | None]:
    """Return which rows are shown together: those below `LEAST`, and the next smallest until the pool has `LEAST`.

    Rows of nobody stay as they are. Ties go by id, so that the same rows are pooled every time.
    """
    sizes = {key: one.evaluated for key, one in rows_of(raw).items()}
    return pooled({key: sizes[key] for key in sorted(sizes, key=lambda key: key or 0)}, LEAST)


def may_tell(  # CONFIG: one asker, one unit, one year, one tree
    actor: Actor, unit: UnitRow, raw: Raw, year: int, on: dt.date, *, is_today: bool
) -> bool:
    """Tell whether the asker may see the grades of the unit as a whole."""
    if unit_decision(actor, PART_KEEP, unit.id, on) and unit.kind == "branch":
        return True
    if raw.total.evaluated < LEAST:
        return False
    return not stands_in_a_pool(unit.id, year, on, today=on if is_today else None, seen_by=actor)


def stands_in_a_pool(
    unit_id: int, year: int, on: dt.date, *, today: dt.date | None, seen_by: Actor | None = None
) -> bool:
    """Tell whether the unit, or one above it, stands in a pool on a page above.

    Args:
        unit_id: the unit.
        year: the year that was evaluated.
        on: the civil day on which the units above are looked for.
        today: the tree of this day; None = the tree of the day of each list.
        seen_by: only pages that this asker may open; None = all.
    """
    chain = [row.id for row in ancestors_on(unit_id, on)]
    for above, below in itertools.pairwise(chain):
        if seen_by is not None and not unit_decision(seen_by, COUNTS_VIEW, above, on):
            continue
        raw = raw_counts(above, year, today=today)
        if raw.total.evaluated < LEAST or below in pooled_of(raw):
            return True
    return False


def sentence(figures: Figures) -> str:
    """Return the account in one sentence, with exact shares; empty where the grades may not be told."""
    if figures.total is None or not figures.evaluated:
        return ""
    one: Counts = figures.total
    return (
        f"{figures.year}年度共评议党员{one.evaluated}名，其中优秀{one.excellent}名、合格{one.qualified}名、"
        f"基本合格{one.nearly}名、不合格{one.unqualified}名；合格及以上{one.good}名，占{one.rate}%。"
    )
