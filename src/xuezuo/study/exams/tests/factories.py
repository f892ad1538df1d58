"""Exams and sittings for tests, written past the services."""

import datetime as dt

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member, Unit
from xuezuo.study.exams.models import Exam, Sitting
from xuezuo.study.exams.types import ExamMode, ExamState, SittingState

AT = dt.datetime(2026, 3, 1, 1, tzinfo=dt.UTC)


def exam(unit: Unit, *, mode: str = ExamMode.FORMAL, ask_id: int | None = None) -> Exam:
    """Make a published exam whose window is a year wide."""
    return Exam.objects.create(
        uid=new_id(),
        unit=unit,
        title="考学",
        mode=mode,
        ask_id=ask_id,
        opens_at=AT,
        closes_at=AT + dt.timedelta(days=365),
        state=ExamState.PUBLISHED,
        published_at=AT,
        made_at=AT,
    )


def sitting(
    sat: Exam, member: Member, unit: Unit, on: dt.date, *, state: str = SittingState.GRADED, attempt: int = 1
) -> Sitting:
    """Make a sitting of that civil day."""
    return Sitting.objects.create(
        uid=new_id(),
        exam=sat,
        member=member,
        unit=unit,
        attempt=attempt,
        occurred_on=on,
        recorded_on=on,
        state=state,
        started_at=AT,
        due_at=AT,
        submitted_at=None if state == SittingState.STARTED else AT,
    )
