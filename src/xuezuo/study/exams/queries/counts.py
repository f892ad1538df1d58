"""How many should sit an exam, have sat, have passed: by the units directly below, in the order of their codes.

Counts of persons, never marks; nothing is ordered by them. Where passed is not told: `queries.few`.
"""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.queries.audience import KINDS
from xuezuo.study.exams.queries.few import is_told, left_out

_COUNTS: Final = """
WITH audience AS MATERIALIZED (
  SELECT DISTINCT ON (a.member_id) a.member_id, a.unit_id
    FROM org_affiliation a
    JOIN org_unit u ON u.id = a.unit_id
    JOIN org_closure c ON c.descendant_id = a.unit_id AND c.ancestor_id = %(exam_unit)s AND c.during @> %(day)s::date
   WHERE a.kind = ANY(%(kinds)s) AND a.during @> %(day)s::date
     AND (%(types)s::text[] = '{}' OR u.unit_type = ANY(%(types)s) OR u.kind = 'group' AND EXISTS (
       SELECT 1 FROM org_closure g JOIN org_unit b ON b.id = g.ancestor_id
        WHERE g.descendant_id = u.id AND g.depth = 1 AND g.during @> %(day)s::date AND b.unit_type = ANY(%(types)s)))
   ORDER BY a.member_id, (a.kind <> 'formal'), a.unit_id
), sat AS MATERIALIZED (
  SELECT s.member_id, bool_or(r.is_passed) AS is_passed
    FROM exams_sitting s LEFT JOIN exams_result r ON r.sitting_id = s.id
   WHERE s.exam_id = %(exam)s AND s.state IN ('submitted', 'graded')
   GROUP BY s.member_id
), own AS MATERIALIZED (
  SELECT a.unit_id, count(*) AS expected, count(s.member_id) AS sat, count(*) FILTER (WHERE s.is_passed) AS passed
    FROM audience a LEFT JOIN sat s ON s.member_id = a.member_id
   GROUP BY a.unit_id
), path AS (
  SELECT up.ancestor_id, up.depth
    FROM org_closure up
    JOIN org_closure c ON c.descendant_id = up.ancestor_id AND c.ancestor_id = %(exam_unit)s
                      AND c.during @> %(day)s::date
   WHERE up.descendant_id = %(unit)s AND up.during @> %(day)s::date
)
SELECT path.ancestor_id, c.via_id, sum(o.expected)::int, sum(o.sat)::int, sum(o.passed)::int,
       coalesce(min(nullif(o.sat, 0)), 0)::int
  FROM path
  JOIN org_closure c ON c.ancestor_id = path.ancestor_id AND c.during @> %(day)s::date
  JOIN own o ON o.unit_id = c.descendant_id
 GROUP BY path.depth, path.ancestor_id, c.via_id
 ORDER BY path.depth DESC"""


@dataclasses.dataclass(frozen=True, slots=True)
class CountRow:
    """A unit's counts; `passed` None = not told, because few have sat or nothing is passed in this exam."""

    unit_id: int
    uid: uuid.UUID | None
    name: str
    expected: int
    sat: int
    passed: int | None


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """The unit's sum, its own members (None = it has none) and the units directly below."""

    total: CountRow
    own: CountRow | None
    rows: list[CountRow]
    day: dt.date


def counts(exam: Exam, unit_id: int, at: dt.datetime) -> Counts:
    """Return the counts of the exam in the unit and the units directly below it; the caller asked for the right.

    The audience is that of the present day, of the first day before the window, of the last day after it.
    """
    day = civil_date(min(max(at, exam.opens_at), exam.closes_at))
    params = {
        "exam": exam.pk, "exam_unit": exam.unit_id, "unit": unit_id, "day": day, "kinds": list(KINDS),
        "types": list(exam.unit_types),
    }  # fmt: skip
    path: dict[int, dict[int | None, tuple[int, int, int, int]]] = defaultdict(
        dict
    )  # from the exam's unit down to this one
    with beyond_scope():  # counts only; who and how much stays behind row security
        for ancestor, via, expected, sat, passed, fewest in fetch_all(_COUNTS, params):
            path[ancestor][via] = expected, sat, passed, fewest
        found = path.get(unit_id, {})
        labels = unit_labels([unit_id, *(via for via in found if via)], day)
    lines = [
        CountRow(via or unit_id, labels[via or unit_id].uid, labels[via or unit_id].name, *numbers[:3])
        for via, numbers in sorted(found.items(), key=lambda one: labels[one[0] or unit_id].code)
    ]
    sums = [sum(getattr(line, name) or 0 for line in lines) for name in ("expected", "sat", "passed")]
    total = CountRow(unit_id, labels[unit_id].uid, labels[unit_id].name, *sums)
    levels = [(unit, {via: numbers[1:] for via, numbers in of.items()}) for unit, of in path.items()]
    is_open = exam.pass_marks is not None and is_told(levels)
    hidden = {via or unit_id for via in (left_out(levels[-1][1]) if is_open else found)}
    lines = [dataclasses.replace(line, passed=None) if line.unit_id in hidden else line for line in lines]
    total = total if is_open else dataclasses.replace(total, passed=None)
    own = next((line for line in lines if line.unit_id == unit_id), None)
    return Counts(total, own, [line for line in lines if line.unit_id != unit_id], day)


def nodes_in(exam: Exam, unit_ids: list[int], on: dt.date) -> list[int]:
    """Return those of the units that stand at or below the exam's unit on `on`, the highest first."""
    sql = """SELECT descendant_id FROM org_closure WHERE ancestor_id = %(unit)s AND descendant_id = ANY(%(ids)s)
        AND during @> %(day)s::date ORDER BY depth, descendant_id"""
    return [row[0] for row in fetch_all(sql, {"unit": exam.unit_id, "ids": unit_ids, "day": on})]
