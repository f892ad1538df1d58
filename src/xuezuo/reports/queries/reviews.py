"""Rows behind the figures of the room `review`: problems put right, members evaluated, questionnaires.

Sealed tables are read by the apps they belong to; only numbers come out that stand on pages of their own already.
Grades are those of `evaluation.queries.published`, the same whoever asks: small units stand together, under the
report's unit.
"""

import itertools
from collections.abc import Iterator
from typing import Final

from xuezuo.reports.queries.columns import Source, row_of
from xuezuo.reports.queries.places import Places
from xuezuo.reports.types import Figures, Held, Scope, Shape
from xuezuo.review.assessments.queries.counts import surveys_closed
from xuezuo.review.evaluation.queries.published import Published, published
from xuezuo.review.evaluation.types import Grade

EVALUATED: Final = ("evaluation.evaluated", "evaluation.told")
GRADES: Final = tuple(f"evaluation.{grade.value}" for grade in Grade)
EVALUATION_FIGURES: Final = (*EVALUATED, *GRADES)
PROBLEM_KINDS: Final = {"of_report": "责任报告", "of_review": "述职评议"}

_HERE: Final = "AT TIME ZONE 'Asia/Shanghai')::date"
_PROBLEM: Final = f"""SELECT p.unit_id, (p.noted_at {_HERE} AS day, p.due_on, p.closed_on,
       CASE WHEN p.entry_id IS NULL THEN 'of_report' ELSE 'of_review' END AS kind FROM responsibility_problem p"""
_PROBLEMS: Final = {  # which count, as things stood on the last day or on the day of the report
    "problems": "TRUE",
    "problems.done": "d.closed_on <= %(as_of)s",
    "problems.overdue": "d.due_on < %(as_of)s AND (d.closed_on IS NULL OR d.closed_on > %(as_of)s)",
}
_SURVEY: Final = """SELECT u.uid, u.unit_id, u.day, u.qty
  FROM unnest(%(as_uids)s::uuid[], %(as_units)s::bigint[], %(as_days)s::date[], %(as_qty)s::bigint[])
    AS u (uid, unit_id, day, qty)"""
_SURVEYS: Final = ("assessments.surveys", "assessments.asked", "assessments.returned")
_ROWS: Final = f"""SELECT {row_of(unit_id="e.unit_id", via_id="e.via_id", pid="e.pid", asked="e.asked", qty="e.qty")}
  FROM unnest(%(ev_units)s::bigint[], %(ev_vias)s::bigint[], %(ev_years)s::text[], %(ev_asked)s::bigint[],
              %(ev_qty)s::bigint[]) AS e (unit_id, via_id, pid, asked, qty)"""


def review_source(scope: Scope, places: Places, key: str) -> Source | None:
    """Return what stands behind a figure of the room; None when the key is none of them."""
    if key in EVALUATION_FIGURES:
        return _evaluation(scope, key)
    days = {"start": scope.start, "end": scope.end, "as_of": min(scope.last_day, scope.today)}
    if key in _PROBLEMS:
        row = row_of(unit_id="d.unit_id", day="d.day", kind="d.kind", recorded_on="d.closed_on")
        return Source(_placed(places, row, _PROBLEM, _PROBLEMS[key]), {**places.params, **days}, Shape.PROBLEMS)
    if key in _SURVEYS:
        row = row_of(unit_id="d.unit_id", day="d.day", uid="d.uid", qty="d.qty")
        params = {**places.params, **days, **_surveys(scope, places, key)}
        return Source(_placed(places, row, _SURVEY, "d.qty > 0"), params, Shape.SURVEYS)
    return None


def _placed(places: Places, row: str, rows: str, condition: str) -> str:
    return f"""WITH place AS ({places.sql})
SELECT {row} FROM ({rows}) d JOIN place ON place.descendant_id = d.unit_id AND place.during @> d.day
 WHERE d.day >= %(start)s AND d.day < %(end)s AND {condition}"""


def _surveys(scope: Scope, places: Places, key: str) -> dict[str, object]:
    """Return how much each closed questionnaire adds to a figure."""
    found = surveys_closed(scope.start, scope.end, places.units)
    place = _SURVEYS.index(key)
    return {
        "as_uids": [one.uid for one in found],
        "as_units": [one.unit_id for one in found],
        "as_days": [one.day for one in found],
        "as_qty": [(1, one.asked, one.returned)[place] for one in found],
    }


def evaluation_totals(scope: Scope) -> Figures:
    """Return the figures of evaluation together: nothing is read when no whole year lies in the days."""
    found = dict.fromkeys(EVALUATION_FIGURES, 0)
    for (_, one), key in itertools.product(_published(scope), EVALUATION_FIGURES):
        found[key] += _quantity(one, key)
    return found


def _evaluation(scope: Scope, key: str) -> Source:
    rows = [(year, one, _quantity(one, key)) for year, one in _published(scope)]
    kept = [(year, one, quantity) for year, one, quantity in rows if quantity]
    asked = [one.evaluated if key == EVALUATED[0] else one.told.evaluated for _, one, _ in kept]
    params = {
        "ev_units": [one.via or scope.unit_id for _, one, _ in kept],
        "ev_vias": [one.via for _, one, _ in kept],
        "ev_years": [str(year) for year, _, _ in kept],
        "ev_asked": asked,
        "ev_qty": [quantity for _, _, quantity in kept],
    }
    return Source(_ROWS, params, Shape.EVALUATED)


def _published(scope: Scope) -> Iterator[tuple[int, Published]]:
    """Yield the rows of each year that lies in the days as a whole: part of a year tells who came between."""
    on, today = min(scope.last_day, scope.today), scope.today if scope.held is Held.TODAY else None
    first = scope.start.year if (scope.start.month, scope.start.day) == (1, 1) else scope.start.year + 1
    for year in range(first, scope.end.year):
        yield from ((year, one) for one in published(scope.unit_id, year, on, today=today))


def _quantity(one: Published, key: str) -> int:
    if key == EVALUATED[0]:
        return one.evaluated
    if key == EVALUATED[1]:
        return one.told.evaluated
    return int(getattr(one.told, key.partition(".")[2]))
