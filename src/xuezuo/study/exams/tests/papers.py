"""A small published exam with every kind of question, written past the services; and answers to it."""

import datetime as dt
import itertools
import uuid

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Unit
from xuezuo.platform.access import Actor
from xuezuo.study.exams.models import Bank, DrawRule, Exam, PaperItem, Question, QuestionVersion, Sitting
from xuezuo.study.exams.services.saving import Saving, in_ms
from xuezuo.study.exams.services.sitting import sitting_start
from xuezuo.study.exams.types import ExamMode, ExamState, PaperKind, QuestionKind

OPENS = dt.datetime(2025, 6, 16, 1, tzinfo=dt.UTC)
CLOSES = OPENS + dt.timedelta(hours=8)
BEGIN = OPENS + dt.timedelta(hours=1)
OPTIONS = ("甲", "乙", "丙", "丁")
QUESTIONS: tuple[tuple[str, tuple[str, ...], list[object]], ...] = (
    (QuestionKind.SINGLE, OPTIONS, [1]),
    (QuestionKind.MULTIPLE, OPTIONS, [0, 3]),
    (QuestionKind.TRUE_FALSE, (), [False]),
    (QuestionKind.FILL_IN, (), [["黨章", "中国共产党章程"], ["七"]]),
)
SHORT: tuple[str, tuple[str, ...], list[object]] = (QuestionKind.SHORT, (), ["要点"])
_numbers = itertools.count(1)


def exam(unit: Unit, *, questions=QUESTIONS, marks: int = 2500, **values) -> Exam:
    """Make a published exam of the unit: 60 minutes, one attempt, unless said otherwise."""
    usual = {"mode": ExamMode.FORMAL, "opens_at": OPENS, "closes_at": CLOSES, "minutes": 60, "pass_marks": 5000}
    made = Exam.objects.create(
        uid=new_id(),
        unit=unit,
        title=f"党章党规考学{next(_numbers)}",
        full_marks=marks * len(questions),
        state=values.pop("state", ExamState.PUBLISHED),
        published_at=OPENS,
        made_at=OPENS,
        **(usual | values),
    )
    versions = bank_of(unit, questions)
    if made.paper == PaperKind.DRAWN:
        DrawRule.objects.create(
            exam=made, position=1, bank=versions[0].question.bank, kind=questions[0][0], count=2, marks=marks
        )
        return made
    for position, version in enumerate(versions):
        PaperItem.objects.create(exam=made, position=position, version=version, marks=marks)
    return made


def bank_of(unit: Unit, questions=QUESTIONS) -> list[QuestionVersion]:
    """Make a bank with these questions."""
    bank = Bank.objects.create(uid=new_id(), unit=unit, title=f"题库{next(_numbers)}", made_at=OPENS)
    made = []
    for number, (kind, options, key) in enumerate(questions, 1):
        question = Question.objects.create(uid=new_id(), bank=bank, number=str(number), kind=kind)
        values = {"stem": f"第{number}道题怎么说？", "options": list(options), "key": key, "explanation": "见党章。"}
        made.append(QuestionVersion.objects.create(question=question, number=1, made_at=OPENS, **values))
    return made


def begin(actor: Actor, sat: Exam, at: dt.datetime = BEGIN, uid: uuid.UUID | None = None) -> Sitting:
    """Start a sitting."""
    return sitting_start(actor=actor, exam_uid=sat.uid, uid=uid or new_id(), at=at)


def right(sitting: Sitting, *, wrong: tuple[str, ...] = ()) -> dict[str, list[object]]:
    """Return the right answers, as on the screen; those of the kinds `wrong` are wrong."""
    found = {}
    for place, (version_id, _, order) in enumerate(sitting.items):
        version = QuestionVersion.objects.select_related("question").get(pk=version_id)
        kind = version.question.kind
        given = [forms[0] if isinstance(forms, list) else forms for forms in version.key]
        if order:
            given = [order.index({True: 0, False: 1}[one] if kind == QuestionKind.TRUE_FALSE else one) for one in given]
            if kind in wrong:
                given = [place for place in range(len(order)) if place not in given][:1]
        elif kind in wrong:
            given = ["不对" for _ in given]
        found[str(place)] = given
    return found


def saving(answers, at: dt.datetime, **values) -> Saving:
    """Return a save of these answers, all given at one instant by a clock that is right."""
    when = in_ms(values.pop("given_at", at))
    usual = {"uid": new_id(), "made_at": in_ms(at), "has_start": True}
    return Saving(answers={place: (answer, when) for place, answer in answers.items()}, **(usual | values))
