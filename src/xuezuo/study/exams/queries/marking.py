"""Short answers that wait for people: how many, and one of them as a marker sees it, without any name."""

import dataclasses
import datetime as dt

from django.db.models import Q

from xuezuo.platform.access import beyond_scope
from xuezuo.study.exams.models import Exam, Response
from xuezuo.study.exams.queries.banks import text_of
from xuezuo.study.exams.queries.papers import marks_text
from xuezuo.study.exams.types import SittingState


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """How many short answers of an exam wait, and how many are marked."""

    left: int
    done: int


def waiting(exam: Exam) -> Waiting:
    """Return how many short answers of sittings that were handed in wait; the caller asked for the right."""
    with beyond_scope():  # counts only
        found = Response.objects.filter(sitting__exam=exam).exclude(sitting__state=SittingState.VOID)
        return Waiting(found.filter(marks__isnull=True).count(), found.filter(marks__isnull=False).count())


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """A short answer for a marker; nothing says whose it is. `full` in marks as people write them."""

    response_id: int
    stem: str
    model_answer: str
    explanation: str
    text: str
    full: str
    held_until: dt.datetime | None


def answer_of(response: Response) -> Answer:
    """Return an answer as a marker sees it; the caller holds it."""
    version = text_of(response.version)
    given = response.answer if isinstance(response.answer, list) else [response.answer]
    return Answer(
        response_id=response.pk,
        stem=version.stem,
        model_answer=str(version.key[0]) if version.key else "",
        explanation=version.explanation,
        text="\n".join(str(part) for part in given if part),
        full=marks_text(response.full_marks),
        held_until=response.claimed_until,
    )


def to_mark(exam: Exam, *, not_of: int | None) -> Q:
    """Return the condition on responses of the exam that wait for a marker who is not this member."""
    mine = Q(sitting__member_id=not_of) if not_of else Q(pk__in=[])
    return Q(sitting__exam=exam, sitting__state=SittingState.SUBMITTED, marks__isnull=True) & ~mine


def held_answer(exam: Exam, account_id: int | None, at: dt.datetime) -> Answer | None:
    """Return the answer of the exam that the marker holds now, if any; the caller asked for the right."""
    with beyond_scope():  # without its person
        held = Response.objects.filter(
            sitting__exam=exam, claimed_by=account_id, claimed_until__gte=at, marks__isnull=True
        )
        response = held.select_related("version").first()
    return answer_of(response) if response else None
