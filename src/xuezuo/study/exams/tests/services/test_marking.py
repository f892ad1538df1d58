"""Short answers: one marker each, no names, the result complete with the last one."""

import datetime as dt
import functools

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import AnswerNotHeld, MarksOutOfRange
from xuezuo.study.exams.models import Response, Result, Sitting
from xuezuo.study.exams.queries.marking import held_answer, waiting
from xuezuo.study.exams.services import marking
from xuezuo.study.exams.services.marking import HOLD
from xuezuo.study.exams.services.saving import step_save
from xuezuo.study.exams.services.submitting import sitting_submit, sittings_close
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import NET_GRACE, SittingState

pytestmark = pytest.mark.django_db
AT = papers.BEGIN + dt.timedelta(hours=2)


def _as_actor(deed):
    """Do it as a request does: the actor is also the one whom the database knows."""

    @functools.wraps(deed)
    def run(*, actor, **values):
        with acting_as(actor):
            return deed(actor=actor, **values)

    return run


answer_claim, answer_mark, answer_release = map(
    _as_actor, (marking.answer_claim, marking.answer_mark, marking.answer_release)
)
QUESTIONS = (papers.QUESTIONS[0], papers.SHORT, papers.SHORT)


def hand_in(actor, exam, *texts):
    sitting = papers.begin(actor, exam)
    answers = papers.right(sitting)
    for place, text in zip((1, 2), texts, strict=True):
        answers[str(place)] = [text]
    with acting_as(actor):
        saving = papers.saving(answers, papers.BEGIN)
        sitting_submit(actor=actor, sitting_uid=sitting.uid, submit_uid=new_id(), saving=saving, at=papers.BEGIN)
    return sitting


def held(exam, actor, at=AT):
    with acting_as(actor):
        return held_answer(exam, actor.account_id, at)


@pytest.fixture
def exam(cast):
    """An exam of the office branch with two short answers, handed in by 赵党员."""
    with acting_as(SYSTEM):
        made = papers.exam(cast.office, questions=QUESTIONS, pass_marks=6000)
        hand_in(cast.actor(cast.zhao), made, "为人民服务", "密切联系群众")
    return made


def test_an_answer_is_held_by_one_and_says_no_name(cast, exam):
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    assert answer_claim(actor=wang, exam=exam, at=AT)
    assert answer_claim(actor=wang, exam=exam, at=AT)  # the same one
    assert answer_claim(actor=li, exam=exam, at=AT)
    first, second = held(exam, wang), held(exam, li)
    assert {first.text, second.text} == {"为人民服务", "密切联系群众"}
    assert "赵" not in repr(first)
    with pytest.raises(AnswerNotHeld):
        answer_mark(actor=wang, exam=exam, response_id=second.response_id, marks=0, at=AT)
    with pytest.raises(NotFound):
        answer_claim(actor=cast.actor(cast.zheng), exam=exam, at=AT)
    with pytest.raises(Forbidden):
        answer_claim(actor=cast.actor(cast.zhao), exam=exam, at=AT)


def test_a_hold_runs_out_and_can_be_given_back(cast, exam):
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    for _ in range(2):
        answer_claim(actor=wang, exam=exam, at=AT)
    assert answer_claim(actor=li, exam=exam, at=AT)
    later = AT + HOLD + dt.timedelta(seconds=1)
    assert held(exam, wang, later) is None
    answer_release(actor=li, exam=exam, at=AT)
    assert held(exam, li) is None


def test_the_last_mark_completes_the_result(cast, exam):
    wang = cast.actor(cast.wang)
    for marks, is_last in ((2000, False), (500, True)):
        answer_claim(actor=wang, exam=exam, at=AT)
        answer = held(exam, wang)
        with pytest.raises(MarksOutOfRange):
            answer_mark(actor=wang, exam=exam, response_id=answer.response_id, marks=2501, at=AT)
        done = answer_mark(actor=wang, exam=exam, response_id=answer.response_id, marks=marks, note="要点不全", at=AT)
        assert done is is_last
        with pytest.raises(AnswerNotHeld):
            answer_mark(actor=wang, exam=exam, response_id=answer.response_id, marks=marks, at=AT)
    assert not answer_claim(actor=wang, exam=exam, at=AT)
    with acting_as(SYSTEM):
        assert waiting(exam).left == 0
        result = Result.objects.get()
        assert (result.marks, result.is_passed, result.version) == (5000, False, 1)
        assert Sitting.objects.get().state == SittingState.GRADED


def test_nobody_marks_the_own_answer(cast, exam):
    with acting_as(SYSTEM):
        hand_in(cast.actor(cast.wang), exam, "甲", "乙")
    wang = cast.actor(cast.wang)
    texts = set()
    for _ in range(2):
        assert answer_claim(actor=wang, exam=exam, at=AT)
        answer = held(exam, wang)
        texts.add(answer.text)
        answer_mark(actor=wang, exam=exam, response_id=answer.response_id, marks=0, at=AT)
    assert texts == {"为人民服务", "密切联系群众"}
    assert not answer_claim(actor=wang, exam=exam, at=AT)
    with acting_as(SYSTEM):
        assert Response.objects.filter(marks__isnull=True).count() == 2


def test_marks_of_an_answer_that_changes_late_are_kept(cast):
    """Handed in by the clock, marked, and then a phone without a network brings a later answer."""
    with acting_as(SYSTEM):
        made = papers.exam(cast.office, questions=QUESTIONS[:2])
    zhao, wang = cast.actor(cast.zhao), cast.actor(cast.wang)
    with acting_as(zhao):
        sitting = papers.begin(zhao, made)
        step_save(
            actor=zhao, sitting_uid=sitting.uid, saving=papers.saving({"1": ["旧"]}, papers.BEGIN), at=papers.BEGIN
        )
    over = sitting.due_at + NET_GRACE + dt.timedelta(seconds=1)
    with acting_as(SYSTEM):
        sittings_close(actor=SYSTEM, at=over)
    answer_claim(actor=wang, exam=made, at=over)
    mine = held(made, wang, over)
    answer_mark(actor=wang, exam=made, response_id=mine.response_id, marks=100, note="缺一点", at=over)
    late = papers.saving({"1": ["新"]}, over, given_at=papers.BEGIN + dt.timedelta(minutes=1))
    with acting_as(zhao):
        step_save(actor=zhao, sitting_uid=sitting.uid, saving=late, at=over)
    with acting_as(SYSTEM):
        response = Response.objects.get()
        former = response.revisions.get()
    assert (response.answer, response.marks, response.note) == (["新"], None, "")
    assert (former.marks, former.note, former.marked_by) == (100, "缺一点", wang.account_id)
    assert former.reason == "补收离线时的答案"
