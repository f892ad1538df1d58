import dataclasses
import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import ExamImpossible, ExamWrongState, PaperNotReady, PickingFailed, ReasonMissing
from xuezuo.study.exams.services.exams import exam_change, exam_close, exam_draft, exam_publish, exam_void
from xuezuo.study.exams.services.papers import paper_set, rules_set
from xuezuo.study.exams.services.questions import question_retire
from xuezuo.study.exams.tests import factories, papers
from xuezuo.study.exams.types import Draw, ExamMode, ExamSpec, ExamState, PaperKind, QuestionKind, SittingState

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 6, 16, 1, tzinfo=dt.UTC)
SPEC = ExamSpec("党章考学", ExamMode.FORMAL, PaperKind.FIXED, AT, AT + dt.timedelta(days=1), pass_marks=300)


@pytest.fixture
def author(cast):
    with acting_as(cast.actor(cast.wu)) as actor:
        yield actor


@pytest.fixture
def versions(cast):
    with acting_as(SYSTEM):
        return papers.bank_of(cast.committee)


def drafted(cast, author, **values):
    spec = dataclasses.replace(SPEC, **values)
    return exam_draft(actor=author, unit_id=cast.committee.pk, spec=spec, at=AT)


def test_only_who_holds_exams_there_drafts(cast):
    with pytest.raises(Forbidden):
        exam_draft(actor=cast.actor(cast.li), unit_id=cast.office.pk, spec=SPEC, at=AT)
    with pytest.raises(NotFound):
        exam_draft(actor=cast.actor(cast.zhou), unit_id=cast.office.pk, spec=SPEC, at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"closes_at": AT},
        {"minutes": 0},
        {"minutes": 481},
        {"minutes": 90, "closes_at": AT + dt.timedelta(hours=1)},
        {"attempts": 0},
    ],
)
def test_settings_that_contradict_each_other(cast, author, wrong):
    with pytest.raises(ExamImpossible):
        drafted(cast, author, **wrong)


def test_practice_has_no_limits(cast, author):
    exam = drafted(cast, author, mode=ExamMode.PRACTICE, attempts=3, minutes=30)
    assert (exam.attempts, exam.minutes, exam.pass_marks) == (0, None, None)


def test_publishing_freezes_paper_and_settings(cast, author, versions):
    exam = drafted(cast, author)
    paper_set(actor=author, exam=exam, items=[(version.pk, 200) for version in versions], at=AT)
    exam = exam_publish(actor=author, exam=exam, at=AT)

    assert (exam.state, exam.full_marks, exam.published_at) == (ExamState.PUBLISHED, 800, AT)
    assert trail().filter(name="exams.exam_published").count() == 1
    for deed in (
        lambda: exam_publish(actor=author, exam=exam, at=AT),
        lambda: exam_change(actor=author, exam=exam, spec=SPEC, at=AT),
        lambda: paper_set(actor=author, exam=exam, items=[], at=AT),
    ):
        with pytest.raises(ExamWrongState):
            deed()


def test_what_is_not_ready_is_not_published(cast, author, versions):
    exam = drafted(cast, author)
    with pytest.raises(PaperNotReady, match="没有题目"):
        exam_publish(actor=author, exam=exam, at=AT)
    paper_set(actor=author, exam=exam, items=[(versions[0].pk, 200)], at=AT)
    with pytest.raises(PaperNotReady, match="合格分"):
        exam_publish(actor=author, exam=exam, at=AT)
    with pytest.raises(PaperNotReady, match="已经过去"):
        exam_publish(actor=author, exam=exam, at=AT + dt.timedelta(days=2))
    paper_set(actor=author, exam=exam, items=[(versions[0].pk, 400)], at=AT)
    question_retire(actor=author, question=versions[0].question, reason="修订", at=AT)
    with pytest.raises(PaperNotReady, match="已停用"):
        exam_publish(actor=author, exam=exam, at=AT)


def test_a_paper_takes_each_question_once_and_only_from_own_banks(cast, author, versions):
    exam = drafted(cast, author)
    with acting_as(SYSTEM):
        private = factories.question(factories.bank(cast.office), "1").versions.get()
    one = versions[0].pk
    for items in ([(one, 100), (one, 100)], [(one, 0)], [(one, 2_000_00)], [(private.pk, 100)], [(0, 100)]):
        with pytest.raises(PickingFailed):
            paper_set(actor=author, exam=exam, items=items, at=AT)
    with pytest.raises(PickingFailed, match="固定试卷"):
        rules_set(actor=author, exam=exam, draws=[], at=AT)


def test_rules_need_enough_questions(cast, author, versions):
    with acting_as(SYSTEM):
        bank = versions[0].question.bank
        for number in range(20, 23):
            factories.question(bank, str(number), topic="党章")
    exam = drafted(cast, author, paper=PaperKind.DRAWN)
    with pytest.raises(PaperNotReady, match="规则"):
        exam_publish(actor=author, exam=exam, at=AT)

    def ready(*draws):
        rules_set(actor=author, exam=exam, draws=draws, at=AT)
        return exam_publish(actor=author, exam=exam, at=AT)

    single = QuestionKind.SINGLE
    with pytest.raises(PaperNotReady, match="只有 3 道"):
        ready(Draw(bank.pk, single, 4, 100, "党章"))
    with pytest.raises(PaperNotReady, match="只有 4 道"):
        ready(Draw(bank.pk, single, 2, 100), Draw(bank.pk, single, 3, 100, "党章"))
    with pytest.raises(PickingFailed):
        ready(Draw(bank.pk, single, 1, 100), Draw(bank.pk, single, 2, 100))
    with pytest.raises(PickingFailed):
        ready(Draw(0, single, 1, 100))
    assert ready(Draw(bank.pk, single, 1, 100), Draw(bank.pk, single, 3, 100, "党章")).full_marks == 400
    assert list(exam.draw_rules.order_by("position").values_list("topic", flat=True)) == ["党章", ""]


def test_closing_early_hands_in_what_was_saved(cast, author):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee)
        sitting = papers.begin(cast.actor(cast.zhao), exam)
    with pytest.raises(ReasonMissing):
        exam_close(actor=author, exam=exam, reason=" ", at=papers.BEGIN)
    exam = exam_close(actor=author, exam=exam, reason="试卷泄露", at=papers.BEGIN)
    with acting_as(SYSTEM):
        sitting.refresh_from_db()
    assert (exam.state, exam.closed_at, sitting.state) == (ExamState.CLOSED, papers.BEGIN, SittingState.GRADED)
    with pytest.raises(ExamWrongState):
        exam_close(actor=author, exam=exam, reason="试卷泄露", at=papers.BEGIN)


def test_a_void_exam_counts_nowhere(cast, author):
    with acting_as(SYSTEM):
        exam = factories.exam(cast.committee)
        sitting = factories.sitting(exam, cast.zhao, cast.office, dt.date(2026, 3, 1))
    exam_void(actor=author, exam=exam, reason="发错范围", at=AT)
    with acting_as(SYSTEM):
        sitting.refresh_from_db()
    assert (sitting.state, sitting.void_reason) == (SittingState.VOID, "发错范围")
    with pytest.raises(ExamWrongState):
        exam_void(actor=author, exam=exam, reason="发错范围", at=AT)
