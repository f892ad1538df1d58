"""What sittings came to: from answer sheets and keys to results, one or 180,000 by the same way.

Answers are judged in Python, each different answer to a question once (`scoring.score`); rows come and go in batches,
one statement each. Marks that a person gave (`Response`) are taken over. What a graded result said before is kept as
its revision.
"""

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Sequence
from typing import Final

from django.db import connection
from psycopg.types.json import Jsonb

from xuezuo.platform.access import beyond_scope
from xuezuo.study.exams.queries.keys import Key, keys_of
from xuezuo.study.exams.services import scoring
from xuezuo.study.exams.types import QuestionKind

BATCH: Final = 5_000

_READ: Final = """
SELECT s.id, s.items, h.answers, e.pass_marks
  FROM exams_sitting s
  JOIN exams_answersheet h ON h.sitting_id = s.id
  JOIN exams_exam e ON e.id = s.exam_id
 WHERE s.id = ANY(%s) AND s.state IN ('submitted', 'graded')
"""
_MARKED: Final = "SELECT sitting_id, position, marks FROM exams_response WHERE sitting_id = ANY(%s)"
_CHANGED: Final = "(r.marks, r.is_passed, r.item_marks) IS DISTINCT FROM ({0}.marks, {0}.is_passed, {0}.item_marks)"
_WRITE: Final = f"""
WITH fresh AS MATERIALIZED (
  SELECT f.sitting_id, f.marks, f.full_marks, f.is_passed, f.item_marks::int[] AS item_marks,
         CASE WHEN f.marks IS NOT NULL THEN %(at)s::timestamptz END AS graded_at
    FROM unnest(%(ids)s::bigint[], %(marks)s::int[], %(full)s::int[], %(passed)s::bool[], %(items)s::text[])
         AS f(sitting_id, marks, full_marks, is_passed, item_marks)
), kept AS (
  INSERT INTO exams_resultrevision
         (result_id, version, marks, is_passed, parts, graded_at, replaced_at, replaced_by)
  SELECT r.id, r.version, r.marks, r.is_passed, r.parts, r.graded_at, %(at)s, %(by)s
    FROM fresh JOIN exams_result r USING (sitting_id)
   WHERE r.graded_at IS NOT NULL AND {_CHANGED.format("fresh")}
), written AS (
  INSERT INTO exams_result AS r
         (sitting_id, marks, full_marks, is_passed, graded_at, version, reason, parts, item_marks)
  SELECT sitting_id, marks, full_marks, is_passed, graded_at, 1, '', '[]', item_marks FROM fresh
  ON CONFLICT (sitting_id) DO UPDATE
     SET marks = excluded.marks, full_marks = excluded.full_marks, is_passed = excluded.is_passed,
         item_marks = excluded.item_marks, graded_at = excluded.graded_at,
         version = r.version + (r.graded_at IS NOT NULL)::int,
         reason = CASE WHEN r.graded_at IS NULL THEN r.reason ELSE %(reason)s END
   WHERE {_CHANGED.format("excluded")}
  RETURNING r.sitting_id
), known AS (
  UPDATE exams_sitting s SET state = 'graded', graded_at = %(at)s
    FROM fresh WHERE s.id = fresh.sitting_id AND fresh.marks IS NOT NULL AND s.state = 'submitted'
)
SELECT count(*) FROM written
"""
_WAIT: Final = """
INSERT INTO exams_response AS r (sitting_id, position, version_id, answer, full_marks, note)
SELECT *, '' FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::jsonb[], %s::int[])
ON CONFLICT (sitting_id, position) DO UPDATE
   SET answer = excluded.answer, marks = NULL, marked_by = NULL, marked_at = NULL
 WHERE r.answer IS DISTINCT FROM excluded.answer
"""

type Item = tuple[int, int, list[object]]
type Answers = dict[str, list[object]]
type Row = tuple[int, list[Item], Answers, int | None]
type Column = list[int | bool | str | None] | dt.datetime | str | int | None
type Waiting = tuple[int, int, int, object, int]


def result_compute(*, sitting_ids: Iterable[int], at: dt.datetime, reason: str = "", by: int | None = None) -> int:
    """Grade these sittings anew and return how many results were made or changed; callers have checked the right to.

    Submitted and graded ones only; a sitting without answer sheet (a paper exam of which only the sum is known) is
    left alone. A result without marks waits for a person: when the last short answer is marked, call this again. Runs
    in the transaction of the caller, in batches; repeats change nothing.

    Args:
        sitting_ids: of any exams.
        at: instant of grading.
        reason: why a graded result changes, shown to the person.
        by: account of whoever changed the key or the marks; None = the house.
    """
    grader, changed = _Grader(at, reason, by), 0
    with beyond_scope():
        for batch in itertools.batched(sitting_ids, BATCH):
            changed += grader.grade(list(batch))
    return changed


class _Grader:
    """Holds the keys and the answers judged so far, for all batches of one call."""

    def __init__(self, at: dt.datetime, reason: str, by: int | None) -> None:
        self._stamp: dict[str, Column] = {"at": at, "reason": reason, "by": by}
        self._keys: dict[int, Key] = {}
        self._judged: dict[tuple[int, int, str], int | None] = {}
        self._has_short = False

    def grade(self, ids: list[int]) -> int:
        """Grade one batch; return how many results it made or changed."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [ids])
            rows: Sequence[Row] = [(row[0], json.loads(row[1]), json.loads(row[2]), row[3]) for row in cursor]
            if not rows:
                return 0
            self._learn({item[0] for _, items, _, _ in rows for item in items})
            given = self._with_responses(rows, ids) if self._has_short else {}
            cursor.execute(_WRITE, self._columns(rows, given))
            return int(cursor.fetchone()[0])

    def _learn(self, version_ids: set[int]) -> None:
        if missing := version_ids - self._keys.keys():
            self._keys |= keys_of(missing)
            self._has_short = any(key.kind == QuestionKind.SHORT for key in self._keys.values())

    def _with_responses(self, rows: Sequence[Row], ids: list[int]) -> dict[tuple[int, int], int | None]:
        """Note short answers for their markers; return what has been marked, by sitting and position."""
        waiting = [
            (sitting, place, item[0], answers[str(place)][0], item[1])
            for sitting, items, answers, _ in rows
            for place, item in enumerate(items)
            if self._keys[item[0]].kind == QuestionKind.SHORT and str(place) in answers
        ]
        _await(line for line in waiting if not scoring.is_empty(line[3]))
        with connection.cursor() as cursor:
            cursor.execute(_MARKED, [ids])
            return {(sitting, place): marks for sitting, place, marks in cursor.fetchall()}

    def _columns(self, rows: Sequence[Row], given: dict[tuple[int, int], int | None]) -> dict[str, Column]:
        lines = [self._result(row, given) for row in rows]
        ids, marks, full, passed, items = zip(*lines, strict=True)
        columns: dict[str, Column] = {"ids": [*ids], "marks": [*marks], "full": [*full]}
        return columns | {"passed": [*passed], "items": [*items]} | self._stamp

    def _result(
        self, row: Row, given: dict[tuple[int, int], int | None]
    ) -> tuple[int, int | None, int, bool | None, str]:
        sitting, items, answers, pass_marks = row
        marks: list[int | None] = []
        for place, (version, full, _) in enumerate(items):
            entry = answers.get(str(place))
            mark = self._judge(version, full, entry[0]) if entry else 0
            marks.append(given.get((sitting, place)) if mark is None else mark)
        known = [mark for mark in marks if mark is not None]
        total = sum(known) if len(known) == len(marks) else None
        passed = None if total is None or pass_marks is None else total >= pass_marks
        texts = ",".join("NULL" if mark is None else str(mark) for mark in marks)
        return sitting, total, sum(item[1] for item in items), passed, f"{{{texts}}}"

    def _judge(self, version: int, full: int, answer: object) -> int | None:
        place = (version, full, repr(answer))
        if place not in self._judged:
            key = self._keys[version]
            self._judged[place] = scoring.score(key.kind, key.key, answer, full)
        return self._judged[place]


def _await(lines: Iterable[Waiting]) -> None:
    """Put short answers before their markers; one that a late save changed is marked again."""
    columns = list(zip(*lines, strict=True))
    if not columns:
        return
    sittings, places, versions, answers, full = map(list, columns)
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, [sittings, places, versions, [Jsonb(answer) for answer in answers], full])
