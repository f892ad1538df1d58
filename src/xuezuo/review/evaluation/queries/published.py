"""Counts as anybody who may see the unit may see them: what reports are made of, the same whoever asks.

Like the page of counts (`figures`), with every page above the unit taken as open to the reader: a unit that stands in a
pool on any of them tells no grades. So nothing of a report can be set against a page to tell fewer than ten people.
"""

import dataclasses
import datetime as dt
from typing import Final

from xuezuo.review.evaluation.queries.counting import Raw, raw_counts
from xuezuo.review.evaluation.queries.figures import LEAST, OWN, pooled_of, rows_of, stands_in_a_pool
from xuezuo.review.evaluation.types import Counts

NOTHING: Final = Counts()


@dataclasses.dataclass(frozen=True, slots=True)
class Published:
    """What a report may say of a child of the unit, or (`via` None) of what belongs to none and of the pool.

    Attributes:
        via: the child.
        evaluated: with a grade.
        told: by grade; nothing where the row stands in the pool.
    """

    via: int | None
    evaluated: int
    told: Counts


def published(unit_id: int, year: int, on: dt.date, *, today: dt.date | None) -> list[Published]:
    """Return the rows of a unit and year; their sum is the unit's. Empty when nobody was evaluated.

    Args:
        unit_id: the unit.
        year: the year that was evaluated.
        on: the civil day on which the units above are looked for.
        today: the tree of this day; None = the tree of the day of each list.
    """
    raw = raw_counts(unit_id, year, today=today)
    if not raw.total.evaluated:
        return []
    rows, together = rows_of(raw), _together(unit_id, raw, on, year, today)
    told = {} if together is None else {via: one for via, one in rows.items() if via not in together}
    pool = sum((rows[via] for via in together or ()), NOTHING)
    found = [Published(via, one.evaluated, told.get(via, NOTHING)) for via, one in rows.items() if via is not OWN]
    mine = Published(OWN, raw.own.evaluated, told.get(OWN, NOTHING) + pool)
    return [*found, mine] if mine.evaluated or mine.told.evaluated else found


def _together(unit_id: int, raw: Raw, on: dt.date, year: int, today: dt.date | None) -> set[int | None] | None:
    """Return the rows that stand in the pool; None when nothing of the unit may be told."""
    if raw.total.evaluated < LEAST or stands_in_a_pool(unit_id, year, on, today=today):
        return None
    return pooled_of(raw)
