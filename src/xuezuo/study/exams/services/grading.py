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
from xuezuo.study.exams.types import Answers, Item, QuestionKind

BATCH: Final = 5_000

_READ: Final = """
SELECT s.id, s.items, h.answers, e.pass_marks
  FROM exams_sitting s
  JOIN exams_answersheet h ON h.sitting_id = s.id
  JOIN exams_exam e ON e.id = s.exam_id
 WHERE s.id = ANY(%s::bigint[]) AND (s.state IN ('submitted', 'graded') OR %s AND s.state = 'started')
   FOR NO KEY UPDATE OF s, h
"""
_MARKED: Final = "SELECT sitting_id, position, marks FROM exams_response WHERE sitting_id = ANY(%s::bigint[])"
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
  UPDATE exams_sitting s
     SET state = CASE WHEN fresh.marks IS NULL THEN 'submitted' ELSE 'graded' END, graded_at = fresh.graded_at,
         submitted_at = coalesce(s.submitted_at, least(s.due_at, %(at)s)),
         due_at = CASE s.state WHEN 'started' THEN least(s.due_at, %(at)s) ELSE s.due_at END
    FROM fresh
   WHERE s.id = fresh.sitting_id AND (s.state = 'started' OR s.state = 'submitted' AND fresh.marks IS NOT NULL)
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

type Row = tuple[int, list[Item], Answers, int | None]
type Given = dict[tuple[int, int], int | None]  # marks that people gave, by sitting and place
type Line = tuple[int, int | None, int, bool | None, str]  # as `_WRITE` takes them
type Value = dt.datetime | str | int | None
type Waiting = tuple[int, int, int, object, int]


def result_compute(
    *, sitting_ids: Iterable[int], at: dt.datetime, reason: str = "", by: int | None = None, closes: bool = False
) -> int:
    """Grade these sittings anew and return how many results were made or changed; callers have checked the right to.

    Submitted and graded ones only; a sitting without answer sheet (a paper exam of which only the sum is known) is
    left alone. A result without marks waits for a person: when the last short answer is marked, call this again. Runs
    in the transaction of the caller, in batches; repeats change nothing.

    Args:
        sitting_ids: of any exams.
        at: instant of grading.
        reason: why a graded result changes, shown to the person.
        by: account of whoever changed the key or the marks; None = the house.
        closes: running sittings are handed in with it, as of the end of their time.
    """
    grader, changed = _Grader(at, reason, by), 0
    with beyond_scope():
        for batch in itertools.batched(sitting_ids, BATCH):
            changed += grader.grade(list(batch), closes=closes)
    return changed


class _Grader:
    """Holds the keys and the answers judged so far, for all batches of one call."""

    def __init__(self, at: dt.datetime, reason: str, by: int | None) -> None:
        self._stamp: dict[str, Value] = {"at": at, "reason": reason, "by": by}
        self._keys: dict[int, Key] = {}
        self._judged: dict[tuple[object, ...], int | None] = {}
        self._has_short = False

    def grade(self, ids: list[int], *, closes: bool) -> int:
        """Grade one batch; return how many results it made or changed."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [literal(ids), closes])
            rows: Sequence[Row] = [(row[0], json.loads(row[1]), json.loads(row[2]), row[3]) for row in cursor]
            if not rows:
                return 0
            self._learn({item[0] for _, items, _, _ in rows for item in items})
            given = self._with_responses(rows, ids) if self._has_short else {}
            cursor.execute(_WRITE, _columns([self._result(row, given) for row in rows]) | self._stamp)
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
            cursor.execute(_MARKED, [literal(ids)])
            return {(sitting, place): marks for sitting, place, marks in cursor.fetchall()}

    def _result(self, row: Row, given: Given) -> Line:
        sitting, items, answers, pass_marks = row
        marks: list[int | None] = []
        judged = self._judged
        for place, (version, full, _) in enumerate(items):  # the one loop that runs millions of times
            entry = answers.get(str(place))
            if entry is None:
                marks.append(0)
                continue
            answer = (version, full, *entry[0])
            mark = judged[answer] if answer in judged else self._judge(answer, entry[0])
            marks.append(given.get((sitting, place)) if mark is None else mark)
        known = [mark for mark in marks if mark is not None]
        total = sum(known) if len(known) == len(marks) else None
        passed = None if total is None or pass_marks is None else total >= pass_marks
        return sitting, total, sum(item[1] for item in items), passed, literal(marks)

    def _judge(self, place: tuple[object, ...], answer: Sequence[object]) -> int | None:
        version, full = int(str(place[0])), int(str(place[1]))
        key = self._keys[version]
        self._judged[place] = scoring.score(key.kind, key.key, answer, full)
        return self._judged[place]


def literal(values: Iterable[object]) -> str:
    """Write numbers as PostgreSQL writes an array: one text is cheaper than a parameter for each.

    >>> literal([1, None, True])
    '{1,NULL,True}'
    """
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


def _columns(lines: Sequence[Line]) -> dict[str, Value]:
    ids, marks, full, passed, items = zip(*lines, strict=True)
    quoted = '{"' + '","'.join(items) + '"}'
    return {
        "ids": literal(ids),
        "marks": literal(marks),
        "full": literal(full),
        "passed": literal(passed),
        "items": quoted,
    }


def _await(lines: Iterable[Waiting]) -> None:
    """Put short answers before their markers; one that a late save changed is marked again."""
    columns = list(zip(*lines, strict=True))
    if not columns:
        return
    sittings, places, versions, answers, full = map(list, columns)
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, [sittings, places, versions, [Jsonb(answer) for answer in answers], full])
