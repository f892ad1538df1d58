"""What sittings came to: from answer sheets and keys to results, one or 180,000 by the same way.

Answers are judged in Python, each different answer to a question once (`scoring.score`); rows come and go in batches,
one statement each. Marks that a person gave (`Response`) are taken over. What a graded result said before is kept as
its revision.
"""

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db import connection
from psycopg.types.json import Jsonb

from xuezuo.platform.access import beyond_scope
from xuezuo.study.exams.queries.keys import Key, keys_of
from xuezuo.study.exams.services import scoring
from xuezuo.study.exams.types import Answers, Item

BATCH: Final = 5_000

_READ: Final = """
SELECT s.id, s.items, h.answers, e.pass_marks
  FROM exams_sitting s
  JOIN exams_answersheet h ON h.sitting_id = s.id
  JOIN exams_exam e ON e.id = s.exam_id
 WHERE s.id = ANY(%s::bigint[]) AND (s.state IN ('submitted', 'graded') OR %s AND s.state = 'started')
   FOR NO KEY UPDATE OF s, h
"""
_MARKED: Final = "SELECT sitting_id, position, answer, marks FROM exams_response WHERE sitting_id = ANY(%s::bigint[])"
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
WITH fresh AS MATERIALIZED (
  SELECT * FROM unnest(%(sittings)s::bigint[], %(places)s::smallint[], %(versions)s::bigint[], %(answers)s::jsonb[],
                       %(full)s::int[]) AS f(sitting_id, position, version_id, answer, full_marks)
), kept AS (
  INSERT INTO exams_responserevision
         (response_id, number, marks, note, marked_by, marked_at, replaced_by, replaced_at, reason)
  SELECT r.id, 1 + (SELECT count(*) FROM exams_responserevision v WHERE v.response_id = r.id), r.marks, r.note,
         r.marked_by, r.marked_at, %(by)s, %(at)s, %(reason)s
    FROM fresh JOIN exams_response r USING (sitting_id, position)
   WHERE r.marks IS NOT NULL AND r.answer IS DISTINCT FROM fresh.answer
)
INSERT INTO exams_response AS r (sitting_id, position, version_id, answer, full_marks, note)
SELECT *, '' FROM fresh
ON CONFLICT (sitting_id, position) DO UPDATE
   SET answer = excluded.answer, marks = NULL, note = '', marked_by = NULL, marked_at = NULL
 WHERE r.answer IS DISTINCT FROM excluded.answer
"""

type Given = dict[tuple[int, int], tuple[object, int | None]]  # by sitting and place: the answer, marks for it
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
        self._ids: list[int] = []
        self._given: Given | None = None
        self._waiting: list[Waiting] = []

    def grade(self, ids: list[int], *, closes: bool) -> int:
        """Grade one batch; return how many results it made or changed.

        Sittings are taken one by one: to hold them all as objects keeps Python's garbage collector busier than the
        grading itself.
        """
        with connection.cursor() as cursor:
            cursor.execute(_READ, [literal(ids), closes])
            found: Sequence[tuple[int, str, str, int | None]] = cursor.fetchall()
            if not found:
                return 0
            self._ids, self._given, self._waiting = ids, None, []
            lines = [
                self._line(sitting, json.loads(items), json.loads(sheet), full) for sitting, items, sheet, full in found
            ]
            _await(self._waiting, self._stamp)
            cursor.execute(_WRITE, _columns(lines) | self._stamp)
            return int(cursor.fetchone()[0])

    def _line(self, sitting: int, items: Sequence[Item], answers: Answers, pass_marks: int | None) -> Line:
        if missing := {item[0] for item in items} - self._keys.keys():
            self._keys |= keys_of(missing)
        marks: list[int | None] = []
        judged = self._judged
        for place, (version, full, _) in enumerate(items):  # the one loop that runs millions of times
            entry = answers.get(str(place))
            if entry is None:
                marks.append(0)
                continue
            answer = (version, full, *entry[0])
            mark = judged[answer] if answer in judged else self._judge(answer, entry[0])
            marks.append(self._by_people(sitting, place, (version, full), entry[0]) if mark is None else mark)
        known = [mark for mark in marks if mark is not None]
        total = sum(known) if len(known) == len(marks) else None
        passed = None if total is None or pass_marks is None else total >= pass_marks
        return sitting, total, sum(item[1] for item in items), passed, literal(marks)

    def _by_people(self, sitting: int, place: int, item: tuple[int, int], answer: Sequence[object]) -> int | None:
        """Put a short answer before its markers; return the marks it has been given for the same answer."""
        self._waiting.append((sitting, place, item[0], list(answer), item[1]))
        if self._given is None:
            with connection.cursor() as cursor:
                cursor.execute(_MARKED, [literal(self._ids)])
                self._given = {(one, where): (json.loads(text), mark) for one, where, text, mark in cursor.fetchall()}
        said, mark = self._given.get((sitting, place), (None, None))
        return mark if said == answer else None

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


def _await(lines: Iterable[Waiting], stamp: Mapping[str, Value]) -> None:
    """Put short answers before their markers; one that a late save changed is marked again, its marks are kept."""
    columns = list(zip(*lines, strict=True))
    if not columns:
        return
    sittings, places, versions, answers, full = map(list, columns)
    fresh = {"sittings": sittings, "places": places, "versions": versions, "full": full}
    with connection.cursor() as cursor:
        cursor.execute(_WAIT, {**fresh, **stamp, "answers": [Jsonb(answer) for answer in answers]})
