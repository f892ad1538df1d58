"""Exams and sittings for tests, written past the services."""

import datetime as dt

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member, Unit
from xuezuo.study.exams.models import Bank, Exam, Question, QuestionVersion, Sitting
from xuezuo.study.exams.types import CHOICES, ExamMode, ExamState, QuestionKind, SittingState

OPTIONS = ["甲", "乙", "丙"]
KEYS: dict[str, list[object]] = {
    QuestionKind.SINGLE: [1],
    QuestionKind.MULTIPLE: [0, 2],
    QuestionKind.TRUE_FALSE: [True],
    QuestionKind.FILL_IN: [["七", "7"]],
    QuestionKind.SHORT: ["要点"],
}
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


def bank(unit: Unit, title: str = "党章题库", *, is_shared: bool = False) -> Bank:
    """Make an empty bank."""
    return Bank.objects.create(uid=new_id(), unit=unit, title=title, is_shared=is_shared, made_at=AT)


def question(of: Bank, number: str, kind: str = QuestionKind.SINGLE, **said: object) -> Question:
    """Make a question with one version; a single choice of three whose key is B unless said otherwise."""
    made = Question.objects.create(uid=new_id(), bank=of, number=number, kind=kind, topic=str(said.pop("topic", "")))
    values = {"stem": f"题干{number}", "key": KEYS[kind], "options": OPTIONS if kind in CHOICES else []} | said
    QuestionVersion.objects.create(question=made, number=1, made_at=AT, **values)
    return made
