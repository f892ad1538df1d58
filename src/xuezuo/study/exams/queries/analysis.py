"""How questions did, for the author: counts and shares, no names; nothing below `FEW` sittings.

Each member's first sitting counts. Difficulty is the share of the marks that was reached (1 = everybody right).
Discrimination is the difference of that share between the best and the weakest 27 % by their sums (Kelley); a question
that the weakest answer as well as the best tells nothing, a negative one often has a wrong key.
"""

import dataclasses
from collections import Counter
from typing import Final

from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.study.exams.models import Exam, QuestionVersion
from xuezuo.study.exams.types import LETTERS, QuestionKind

FEW: Final = 10
_WEAK: Final = 0.2  # a discrimination below it is worth a look

_SAT: Final = """
WITH sat AS (
  SELECT DISTINCT ON (s.member_id) s.id, s.items, r.item_marks, r.marks
    FROM exams_sitting s JOIN exams_result r ON r.sitting_id = s.id
   WHERE s.exam_id = %(exam)s AND s.state = 'graded' AND r.item_marks IS NOT NULL
   ORDER BY s.member_id, s.attempt
)"""
_SHARES: Final = f"""{_SAT}, ranked AS (
  SELECT *, row_number() OVER (ORDER BY marks, id) AS place, count(*) OVER () AS n FROM sat
), one AS (
  SELECT (i.item ->> 0)::bigint AS version_id, x.item_marks[i.ord]::numeric / (i.item ->> 1)::int AS share,
         x.place <= ceil(x.n * 0.27) AS is_low, x.place > x.n - ceil(x.n * 0.27) AS is_high
    FROM ranked x CROSS JOIN LATERAL jsonb_array_elements(x.items) WITH ORDINALITY AS i (item, ord)
)
SELECT version_id, count(*), avg(share)::float, (avg(share) FILTER (WHERE is_high))::float,
       (avg(share) FILTER (WHERE is_low))::float
  FROM one GROUP BY version_id HAVING count(*) >= {FEW}"""
_OPTIONS: Final = f"""{_SAT}
SELECT (i.item ->> 0)::bigint, chosen.position, count(*)
  FROM sat x
  JOIN exams_answersheet h ON h.sitting_id = x.id
 CROSS JOIN LATERAL jsonb_array_elements(x.items) WITH ORDINALITY AS i (item, ord)
 CROSS JOIN LATERAL jsonb_array_elements_text(
   CASE jsonb_typeof(h.answers -> (i.ord - 1)::text -> 0) WHEN 'array' THEN h.answers -> (i.ord - 1)::text -> 0
        ELSE '[]' END) AS chosen (position)
 WHERE (i.item ->> 0)::bigint = ANY(%(versions)s)
 GROUP BY 1, 2"""


@dataclasses.dataclass(frozen=True, slots=True)
class OptionShare:
    """How many chose an option."""

    letter: str
    text: str
    count: int
    percent: int
    is_key: bool


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionShare:
    """How one question did; `discrimination` None = nobody at one of the ends had it."""

    number: str
    kind: str
    stem: str
    version_id: int
    sittings: int
    difficulty: float
    discrimination: float | None
    options: list[OptionShare]

    @property
    def percent(self) -> int:
        """Share of the marks that was reached, in percent."""
        return round(self.difficulty * 100)

    @property
    def advice(self) -> str:
        """What an author should look at."""
        if self.discrimination is not None and self.discrimination < 0:
            return "成绩好的反而错得多，请核对答案"
        if self.difficulty < 0.3:
            return "偏难"
        if self.difficulty > 0.95:
            return "偏易"
        if self.discrimination is not None and self.discrimination < _WEAK:
            return "区分度低"
        return ""


def question_shares(exam: Exam) -> list[QuestionShare]:
    """Return how each question of the exam did, by number of its bank; empty below `FEW` sittings."""
    with beyond_scope():  # counts of answers, never whose
        shares = {row[0]: row[1:] for row in fetch_all(_SHARES, {"exam": exam.pk})}
        chosen = fetch_all(_OPTIONS, {"exam": exam.pk, "versions": list(shares)})
    counts: dict[int, Counter[str]] = {}
    for version_id, position, count in chosen:
        counts.setdefault(version_id, Counter())[position] = count
    versions = QuestionVersion.objects.filter(pk__in=shares).select_related("question", "corrected_by")
    found = [_share(version, shares[version.pk], counts.get(version.pk, Counter())) for version in versions]
    places = {
        pk: place for place, pk in enumerate(exam.items.order_by("position").values_list("version_id", flat=True))
    }
    return sorted(found, key=lambda one: (places.get(one.version_id, 0), len(one.number), one.number))


def _share(version: QuestionVersion, row: tuple[object, ...], counts: Counter[str]) -> QuestionShare:
    sittings, difficulty, high, low = row
    kind = QuestionKind(version.question.kind)
    ends = high - low if isinstance(high, float) and isinstance(low, float) else None
    return QuestionShare(
        number=version.question.number,
        kind=kind.label,
        stem=version.stem,
        version_id=version.pk,
        sittings=int(str(sittings)),
        difficulty=float(str(difficulty)),
        discrimination=None if ends is None else round(ends, 2),
        options=_options(version, kind, counts, int(str(sittings))),
    )


def _options(version: QuestionVersion, kind: QuestionKind, counts: Counter[str], sittings: int) -> list[OptionShare]:
    key = (version.corrected_by or version).key
    if kind == QuestionKind.TRUE_FALSE:
        texts, right = [("对", ""), ("错", "")], {0 if key[0] else 1}
    elif version.options:
        texts = [(LETTERS[place], text) for place, text in enumerate(version.options)]
        right = {place for place in key if isinstance(place, int)}
    else:
        return []
    return [
        OptionShare(letter, text, counts[str(place)], round(100 * counts[str(place)] / sittings), place in right)
        for place, (letter, text) in enumerate(texts)
    ]
