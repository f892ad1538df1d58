"""Short answers that wait for people or were marked, as a marker sees them: without any name."""

import dataclasses
import datetime as dt

from django.db.models import Count, Q, QuerySet

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.http import Page, paginate
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


@dataclasses.dataclass(frozen=True, slots=True)
class Marked:
    """An answer that was marked, as a marker sees it: without its person.

    Attributes:
        marks: in marks as people write them.
        former: marks, reason and instant of each change, newest first; empty in lists.
        changes: how often the marks were changed.
    """

    answer: Answer
    marks: str
    note: str
    marked_at: dt.datetime | None
    changes: int
    former: tuple[tuple[str, str, dt.datetime], ...] = ()


def marked_page(exam: Exam, *, not_of: int | None, number: int) -> Page[Marked]:
    """Return a page of the answers that were marked, the last marked first, without those of this member.

    The caller asked for the right.
    """
    with beyond_scope():  # without persons
        page = paginate(_marked(exam, not_of).order_by("-marked_at", "-pk"), number, count=False)
        rows = [_as_marked(one) for one in page.rows]
    return Page(rows, page.number, page.has_next, per_page=page.per_page)


def marked_get(exam: Exam, response_id: int, *, not_of: int | None) -> Marked:
    """Return one answer that was marked, with its former marks; the caller asked for the right.

    Raises:
        NotFound: no such answer in the exam, not marked, or this member's own.
    """
    with beyond_scope():  # without its person
        found = _marked(exam, not_of).filter(pk=response_id).first()
        if found is None:
            raise NotFound
        former = found.revisions.order_by("-number").values_list("marks", "reason", "replaced_at")
        told = tuple((marks_text(marks), reason, at) for marks, reason, at in former)
    return dataclasses.replace(_as_marked(found), former=told)


def _marked(exam: Exam, not_of: int | None) -> QuerySet[Response]:
    of_others = Response.objects.filter(sitting__exam=exam, marks__isnull=False)
    if not_of is not None:
        of_others = of_others.exclude(sitting__member_id=not_of)
    live = of_others.exclude(sitting__state=SittingState.VOID).annotate(changes=Count("revisions"))
    return live.select_related("version__question")


def _as_marked(response: Response) -> Marked:
    changes: int = response.changes  # type: ignore[attr-defined]  # annotated
    marks = marks_text(response.marks)
    return Marked(answer_of(response), marks, response.note, response.marked_at, changes)


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
