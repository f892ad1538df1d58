"""What a sitting came to, for the person who sat it and nobody else.

Marks are shown at once. Right answers and explanations are shown when nothing can be gained from them any more: in
practice after handing in; else, where the exam says so, once it is over and the time for answers from phones without a
network has passed too.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.study.exams.models import Result, ResultRevision, Sitting
from xuezuo.study.exams.queries.keys import Key, keys_of
from xuezuo.study.exams.queries.paper import Asked, paper_of
from xuezuo.study.exams.queries.sheet import NOTHING, STATEMENT, words_of
from xuezuo.study.exams.queries.sitting import is_over
from xuezuo.study.exams.types import SYNC_GRACE, ExamMode, Item, QuestionKind, SittingState

type Outcome = tuple[int | None, str]  # marks, and what the marker wrote


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One question with one's own answer and the right one.

    Attributes:
        marks: in hundredths; None = waits for a person.
        note: what the marker wrote.
        is_corrected: the key was put right after the exam.
    """

    number: int
    kind: str
    stem: str
    given: tuple[str, ...]
    right: tuple[str, ...]
    explanation: str
    marks: int | None
    full_marks: int
    note: str
    is_corrected: bool

    @property
    def look(self) -> str:
        """Which badge fits: met, missed, due (waits) or exempt (part of the marks)."""
        if self.marks is None:
            return "due"
        return "met" if self.marks == self.full_marks else "exempt" if self.marks else "missed"


@dataclasses.dataclass(frozen=True, slots=True)
class ResultPage:
    """One's own result.

    Attributes:
        result: None while nothing has been graded.
        questions: empty until right answers may be shown.
        key_at: when they will be; None = never, or they are shown.
        revisions: what the result said before, newest first.
        others: one's other sittings of the exam, newest first.
    """

    sitting: Sitting
    result: Result | None
    questions: tuple[Judged, ...]
    key_at: dt.datetime | None
    revisions: tuple[ResultRevision, ...]
    others: tuple[Sitting, ...]


def key_from(sitting: Sitting) -> dt.datetime | None:
    """Return the instant from which the person may see right answers; None = never."""
    exam = sitting.exam
    if exam.mode == ExamMode.PRACTICE:
        return sitting.submitted_at
    if not exam.shows_key_at_end:
        return None
    return min(exam.closes_at, exam.closed_at or exam.closes_at) + SYNC_GRACE


def result_page(sitting: Sitting, at: dt.datetime) -> ResultPage:
    """Return the page of one's own sitting, as `sitting_get_for` has found it."""
    result: Result | None = getattr(sitting, "result", None)  # Django raises when there is none
    shown_from = key_from(sitting)
    may_see = shown_from is not None and shown_from <= at and is_over(sitting, at)
    before = ResultRevision.objects.filter(result__sitting=sitting).order_by("-version")
    others = Sitting.objects.filter(exam=sitting.exam, member_id=sitting.member_id).exclude(pk=sitting.pk)
    return ResultPage(
        sitting=sitting,
        result=result,
        questions=_judged(sitting, result) if may_see and result and sitting.items else (),
        key_at=None if may_see else shown_from,
        revisions=tuple(before) if result and result.version > 1 else (),
        others=tuple(others.exclude(state=SittingState.VOID).select_related("result").order_by("-attempt")),
    )


def _judged(sitting: Sitting, result: Result) -> tuple[Judged, ...]:
    keys = keys_of(item[0] for item in sitting.items)
    asked, answers = paper_of(sitting.exam).by_version, sitting.sheet.answers
    notes = dict(sitting.responses.values_list("position", "note"))
    marks = result.item_marks or [None] * len(sitting.items)
    given = [answers.get(str(place), NOTHING)[0] for place in range(len(sitting.items))]
    return tuple(
        _one(place, item, asked[item[0]], keys[item[0]], given[place], (marks[place], notes.get(place, "")))
        for place, item in enumerate(sitting.items)
    )


def _one(place: int, item: Item, asked: Asked, key: Key, given: Sequence[object], outcome: Outcome) -> Judged:
    marks, note = outcome
    return Judged(
        number=place + 1,
        kind=QuestionKind(asked.kind).label,
        stem=asked.stem,
        given=tuple(_words(asked, one) for one in given),
        right=tuple(_right(asked, one) for one in key.key),
        explanation=key.explanation,
        marks=marks,
        full_marks=item[1],
        note=note,
        is_corrected=key.is_corrected,
    )


def _words(asked: Asked, given: object) -> str:
    if asked.positions and isinstance(given, int):
        return words_of(asked, given)
    return str(given)


def _right(asked: Asked, one: object) -> str:
    if asked.kind == QuestionKind.TRUE_FALSE:
        return STATEMENT[one is False]
    return " / ".join(map(str, one)) if isinstance(one, list) else _words(asked, one)
