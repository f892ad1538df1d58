"""Marks of a short answer are changed with a reason; the former ones are kept, the result follows."""

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import AnswerNotMarked, MarksOutOfRange, NothingChanged, ReasonMissing
from xuezuo.study.exams.models import Response, ResponseRevision, Result, ResultRevision
from xuezuo.study.exams.queries.marking import held_answer, marked_get, marked_page
from xuezuo.study.exams.services.marking import MarkChange, answer_claim, answer_mark, mark_change
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.tests.services.test_marking import AT, QUESTIONS, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam(cast):
    """An exam of the office branch: 赵党员 handed in two short answers, 王书记 has marked both with 1000."""
    with acting_as(SYSTEM):
        made = papers.exam(cast.office, questions=QUESTIONS, pass_marks=6000)
        hand_in(cast.actor(cast.zhao), made, "为人民服务", "密切联系群众")
    with acting_as(cast.actor(cast.wang)) as wang:
        for _ in range(2):
            mark_next(wang, made)
    return made


def mark_next(actor, exam):
    answer_claim(actor=actor, exam=exam, at=AT)
    held = held_answer(exam, actor.account_id, AT).response_id
    answer_mark(actor=actor, exam=exam, response_id=held, marks=1000, note="一般", at=AT)


def first():
    with acting_as(SYSTEM):
        return Response.objects.order_by("position").first()


def changed(actor, exam, response, marks, reason="漏看要点", note="要点全"):
    with acting_as(actor):
        change = MarkChange(response.pk, marks, note, reason)
        mark_change(actor=actor, exam=exam, change=change, at=AT)


def test_the_former_marks_stay_and_the_result_follows(cast, exam):
    changed(cast.actor(cast.li), exam, first(), 2500)
    changed(cast.actor(cast.wang), exam, first(), 2000, reason="复核", note="")
    with acting_as(SYSTEM):
        kept = ResponseRevision.objects.order_by("number").values_list("number", "marks", "note", "reason")
        assert list(kept) == [(1, 1000, "一般", "漏看要点"), (2, 2500, "要点全", "复核")]
        result = Result.objects.get()
        assert (result.marks, result.version, result.reason) == (2500 + 1000 + 2000, 3, "简答题改评：复核")
        assert list(ResultRevision.objects.order_by("version").values_list("marks", flat=True)) == [4500, 6000]
    entries = trail().filter(name="exams.mark_changed")
    assert [entry.reason for entry in entries.order_by("pk")] == ["漏看要点", "复核"]
    with acting_as(cast.actor(cast.zhao)):
        assert ResponseRevision.objects.count() == 2  # one's own
    with acting_as(cast.actor(cast.qian)):
        assert ResponseRevision.objects.count() == 0


def test_a_changed_answer_counts_once_the_others_are_marked(cast):
    with acting_as(SYSTEM):
        made = papers.exam(cast.office, questions=QUESTIONS, pass_marks=6000)
        hand_in(cast.actor(cast.zhao), made, "甲", "乙")
    wang = cast.actor(cast.wang)
    with acting_as(wang):
        mark_next(wang, made)
    with acting_as(SYSTEM):
        marked = Response.objects.get(marks=1000)
    changed(wang, made, marked, 2500)
    with acting_as(wang):
        mark_next(wang, made)
    with acting_as(SYSTEM):
        result = Result.objects.get()
    assert (result.marks, result.version) == (2500 + 2500 + 1000, 1)


def test_what_is_refused(cast, exam):
    wang, response = cast.actor(cast.wang), first()
    with pytest.raises(ReasonMissing):
        changed(wang, exam, response, 2500, reason=" ")
    with pytest.raises(MarksOutOfRange):
        changed(wang, exam, response, 2501)
    with pytest.raises(NothingChanged):
        changed(wang, exam, response, 1000, note="一般")
    with pytest.raises(Forbidden):
        changed(cast.actor(cast.zhao), exam, response, 2500)
    with pytest.raises(NotFound):
        changed(cast.actor(cast.zheng), exam, response, 2500)
    with acting_as(SYSTEM):
        other = papers.exam(cast.office)
        hand_in(wang, exam, "丙", "丁")
        own = Response.objects.filter(sitting__member=cast.wang).first()
        waiting = Response.objects.filter(sitting__member=cast.wang).last()
    with pytest.raises(NotFound):
        changed(wang, other, response, 2500)
    with pytest.raises(NotFound):
        changed(wang, exam, own, 2500)
    with pytest.raises(AnswerNotMarked):
        changed(cast.actor(cast.li), exam, waiting, 2500)


def test_markers_see_no_name_and_not_their_own(cast, exam):
    with acting_as(cast.actor(cast.li)) as li:
        page = marked_page(exam, not_of=li.member_id, number=1)
        assert {(row.answer.text, row.marks) for row in page.rows} == {("为人民服务", "10"), ("密切联系群众", "10")}
        assert "赵" not in repr(page)
        changed(li, exam, first(), 2500)
        shown = marked_get(exam, first().pk, not_of=None)
        assert (shown.marks, shown.changes, shown.former[0][:2]) == ("25", 1, ("10", "漏看要点"))
    with acting_as(cast.actor(cast.zhao)):
        assert marked_page(exam, not_of=cast.zhao.pk, number=1).rows == []
        with pytest.raises(NotFound):
            marked_get(exam, first().pk, not_of=cast.zhao.pk)
