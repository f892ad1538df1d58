"""Short answers marked by people: one answer at a time, held by one marker, without any name, in random order.

Marks that were given can be changed, with a reason; the former ones are kept.
"""

import dataclasses
import datetime as dt
from typing import Final

from django.db.models import Q

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import AnswerNotHeld, AnswerNotMarked, MarksOutOfRange, NothingChanged
from xuezuo.study.exams.models import Exam, Response, ResponseRevision, Sitting
from xuezuo.study.exams.policies import EXAM_MARK
from xuezuo.study.exams.queries.marking import to_mark
from xuezuo.study.exams.queries.papers import marks_text
from xuezuo.study.exams.services.checks import check_reason
from xuezuo.study.exams.services.grading import result_compute
from xuezuo.study.exams.types import SittingState

HOLD: Final = dt.timedelta(minutes=15)


@use_case("exams.answer_claim")
def answer_claim(*, actor: Actor, exam: Exam, at: dt.datetime) -> bool:
    """Give the marker one answer that waits, by chance, for `HOLD`; whether there was one. A held one is kept.

    Nobody is given the own answer. Two markers at once get two different answers.

    Raises:
        NotFound, Forbidden: the actor may not mark for the exam's unit.
    """
    require_unit(actor, EXAM_MARK, exam.unit_id, civil_date(at))
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
    with beyond_scope():  # the answer goes to the marker without its person
        waiting = Response.objects.filter(to_mark(exam, not_of=actor.member_id))
        if waiting.filter(claimed_by=actor.account_id, claimed_until__gte=at).exists():
            return True
        locked = waiting.filter(free).select_for_update(skip_locked=True, of=("self",))
        found = locked.order_by("?").first()
        if found is not None:
            found.claimed_by, found.claimed_until = actor.account_id, at + HOLD
            found.save(update_fields=["claimed_by", "claimed_until"])
    return found is not None


@use_case("exams.answer_release")
def answer_release(*, actor: Actor, exam: Exam, at: dt.datetime) -> None:
    """Give back what the marker holds of this exam, unmarked.

    Raises:
        NotFound, Forbidden: the actor may not mark for the exam's unit.
    """
    require_unit(actor, EXAM_MARK, exam.unit_id, civil_date(at))
    with beyond_scope():
        mine = Response.objects.filter(sitting__exam=exam, claimed_by=actor.account_id, marks__isnull=True)
        mine.update(claimed_by=None, claimed_until=None)


@use_case("exams.answer_mark")
def answer_mark(*, actor: Actor, exam: Exam, response_id: int, marks: int, note: str = "", at: dt.datetime) -> bool:
    """Mark the answer that the actor holds; whether the sitting's result is complete with it.

    Locks the sitting, then the answer: of two last answers of one sitting, marked at once, one completes the result.

    Raises:
        NotFound, Forbidden: the actor may not mark for the exam's unit.
        AnswerNotHeld: the hold ran out and somebody else has it, or it is marked.
        MarksOutOfRange: more than the question is worth.
    """
    require_unit(actor, EXAM_MARK, exam.unit_id, civil_date(at))
    with beyond_scope():
        sitting = Sitting.objects.select_for_update().filter(responses=response_id, exam=exam).first()
        response = Response.objects.select_for_update().filter(pk=response_id, claimed_by=actor.account_id).first()
        if sitting is None or response is None or response.marks is not None:
            raise AnswerNotHeld
        if not 0 <= marks <= response.full_marks:
            raise MarksOutOfRange(full=marks_text(response.full_marks))
        response.marks, response.note = marks, note
        response.marked_by, response.marked_at = actor.account_id, at
        response.claimed_by = response.claimed_until = None
        response.save(update_fields=["marks", "note", "marked_by", "marked_at", "claimed_by", "claimed_until"])
        is_complete = not sitting.responses.filter(marks__isnull=True).exists()
        if is_complete:
            result_compute(sitting_ids=[sitting.pk], at=at, by=actor.account_id)
    record(events.ANSWER_MARKED, actor=actor, subject=("exams.exam", exam.uid), at=at, unit_id=exam.unit_id)
    return is_complete


@dataclasses.dataclass(frozen=True, slots=True)
class MarkChange:
    """Other marks, in hundredths, and another note for an answer that is marked; why."""

    response_id: int
    marks: int
    note: str
    reason: str


@use_case("exams.mark_change")
def mark_change(*, actor: Actor, exam: Exam, change: MarkChange, at: dt.datetime) -> None:
    """Change the marks that an answer was given; the former ones are kept, a complete result is computed anew.

    Locks the sitting, then the answer, as `answer_mark` does. The person sees the reason with the new result.

    Raises:
        NotFound, Forbidden: the actor may not mark for the exam's unit.
        NotFound: no such answer in this exam, or the actor's own.
        AnswerNotMarked: nobody has marked it (any more).
        MarksOutOfRange, ReasonMissing, NothingChanged: what was said is not enough.
    """
    require_unit(actor, EXAM_MARK, exam.unit_id, civil_date(at))
    why = check_reason(change.reason)
    with beyond_scope():
        sitting, response = _lock_marked(actor, exam, change.response_id)
        if not 0 <= change.marks <= response.full_marks:
            raise MarksOutOfRange(full=marks_text(response.full_marks))
        if (response.marks, response.note) == (change.marks, change.note):
            raise NothingChanged
        _keep_marks(actor, response, why, at)
        response.marks, response.note = change.marks, change.note
        response.marked_by, response.marked_at = actor.account_id, at
        response.save(update_fields=["marks", "note", "marked_by", "marked_at"])
        if not sitting.responses.filter(marks__isnull=True).exists():
            told = f"简答题改评：{why}"[:200]
            result_compute(sitting_ids=[sitting.pk], at=at, reason=told, by=actor.account_id)
    subject = ("exams.exam", exam.uid)
    record(events.MARK_CHANGED, actor=actor, subject=subject, at=at, unit_id=exam.unit_id, reason=why)


def _lock_marked(actor: Actor, exam: Exam, response_id: int) -> tuple[Sitting, Response]:
    sitting = Sitting.objects.select_for_update().filter(responses=response_id, exam=exam).first()
    if sitting is None or sitting.state == SittingState.VOID or sitting.member_id == actor.member_id:
        raise NotFound
    return sitting, Response.objects.select_for_update().get(pk=response_id)


def _keep_marks(actor: Actor, response: Response, reason: str, at: dt.datetime) -> None:
    if response.marks is None:
        raise AnswerNotMarked
    ResponseRevision.objects.create(
        response=response,
        number=response.revisions.count() + 1,
        marks=response.marks,
        note=response.note,
        marked_by=response.marked_by,
        marked_at=response.marked_at,
        replaced_by=actor.account_id,
        replaced_at=at,
        reason=reason,
    )
