"""What must hold before anything is written: rights, states, reasons. Shared by the deeds of authors."""

import datetime as dt
import uuid

from django.db import connection

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.exams.errors import ExamWrongState, ReasonMissing
from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.types import ExamState


def check_reason(reason: str) -> str:
    """Return the reason without stray blanks; raise `ReasonMissing` when nothing is left."""
    text = squeeze(reason)
    if not text:
        raise ReasonMissing
    return text


def lock_exam(actor: Actor, capability: Capability, exam: Exam, at: dt.datetime) -> Exam:
    """Return the exam's row as it is now, locked until the transaction ends, if `actor` may do this at its unit.

    Raises:
        NotFound, Forbidden: the actor may not.
    """
    require_unit(actor, capability, exam.unit_id, civil_date(at))
    return Exam.objects.select_for_update(of=("self",)).get(pk=exam.pk)


def lock_window(exam_uid: uuid.UUID, member_id: int | None = None) -> None:
    """Hold until the transaction ends when the exam is open: whoever begins to sit shares it with others who begin.

    Whoever changes the window (no `member_id`) waits for those who are about to begin with the old one, and they for
    that. A member begins one sitting at a time: two taps, or two phones, are one sitting.
    """
    lock = "hashtextextended(%s, 0)"
    with connection.cursor() as cursor:
        if member_id is None:
            cursor.execute(f"SELECT pg_advisory_xact_lock({lock})", [f"exam {exam_uid}"])
            return
        both = f"SELECT pg_advisory_xact_lock_shared({lock}), pg_advisory_xact_lock({lock})"
        cursor.execute(both, [f"exam {exam_uid}", f"exam {exam_uid} {member_id}"])


def check_state(exam: Exam, allowed: tuple[ExamState, ...], deed: str, hint: str) -> None:
    """Raise `ExamWrongState` unless the exam is in one of the allowed states."""
    if exam.state not in allowed:
        raise ExamWrongState(state=ExamState(exam.state).label, deed=deed, hint=hint)
