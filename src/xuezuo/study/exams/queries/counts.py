"""How many should sit an exam, have sat, have passed: by the units directly below, in the order of their codes.

Counts of persons, never marks; nothing is ordered by them. Where fewer than `FEW` have sat, passed is not told apart,
nor where it could be worked out from the other lines.
"""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.queries.audience import KINDS

FEW: Final = 10

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
)
SELECT c.via_id, count(*), count(s.member_id), count(*) FILTER (WHERE s.is_passed)
  FROM audience a
  JOIN org_closure c ON c.descendant_id = a.unit_id AND c.ancestor_id = %(unit)s AND c.during @> %(day)s::date
  LEFT JOIN sat s ON s.member_id = a.member_id
 GROUP BY c.via_id"""


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
    with beyond_scope():  # counts only; who and how much stays behind row security
        found = {via: numbers for via, *numbers in fetch_all(_COUNTS, params)}
        labels = unit_labels([unit_id, *(via for via in found if via)], day)
    lines = [
        CountRow(via or unit_id, labels[via or unit_id].uid, labels[via or unit_id].name, *numbers)
        for via, numbers in sorted(found.items(), key=lambda one: labels[one[0] or unit_id].code)
    ]
    sums = [sum(getattr(line, name) or 0 for line in lines) for name in ("expected", "sat", "passed")]
    total = CountRow(unit_id, labels[unit_id].uid, labels[unit_id].name, *sums)
    lines, total = _hidden(lines, total, has_pass=exam.pass_marks is not None)
    own = next((line for line in lines if line.unit_id == unit_id), None)
    return Counts(total, own, [line for line in lines if line.unit_id != unit_id], day)


def _hidden(lines: list[CountRow], total: CountRow, *, has_pass: bool) -> tuple[list[CountRow], CountRow]:
    """Take `passed` away where fewer than `FEW` sat, and from so many further lines that no difference tells it."""
    if not has_pass or total.sat < FEW:
        return [dataclasses.replace(line, passed=None) for line in lines], dataclasses.replace(total, passed=None)
    hidden = {line.unit_id for line in lines if 0 < line.sat < FEW}
    by_size = sorted((line for line in lines if line.sat >= FEW), key=lambda line: line.sat)
    while hidden and sum(line.sat for line in lines if line.unit_id in hidden) < FEW and by_size:
        hidden.add(by_size.pop(0).unit_id)
    return [dataclasses.replace(line, passed=None) if line.unit_id in hidden else line for line in lines], total


def nodes_in(exam: Exam, unit_ids: list[int], on: dt.date) -> list[int]:
    """Return those of the units that stand at or below the exam's unit on `on`, the highest first."""
    sql = """SELECT descendant_id FROM org_closure WHERE ancestor_id = %(unit)s AND descendant_id = ANY(%(ids)s)
        AND during @> %(day)s::date ORDER BY depth, descendant_id"""
    return [row[0] for row in fetch_all(sql, {"unit": exam.unit_id, "ids": unit_ids, "day": on})]
