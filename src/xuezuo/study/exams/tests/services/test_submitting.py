"""Handing in and what it comes to."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import QuestionVersion, Response, Result, ResultRevision, Sitting
from xuezuo.study.exams.queries.results import result_page
from xuezuo.study.exams.queries.sitting import sitting_get_for
from xuezuo.study.exams.services.grading import result_compute
from xuezuo.study.exams.services.submitting import sitting_submit, sittings_close
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import SYNC_GRACE

BEGIN = papers.BEGIN
DUE = BEGIN + dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


def hand_in(actor, sitting, answers, at=BEGIN + MINUTE, uid=None):
    saving = papers.saving(answers, at)
    return sitting_submit(actor=actor, sitting_uid=sitting.uid, submit_uid=uid or new_id(), saving=saving, at=at)


@pytest.mark.parametrize(
    ("wrong", "marks"), [((), 10000), (("single",), 7500), (("fill_in", "multiple", "true_false"), 2500)]
)
def test_is_graded_at_once(zhao, exam, wrong, marks):
    sitting = papers.begin(zhao, exam)
    assert hand_in(zhao, sitting, papers.right(sitting, wrong=wrong))
    sitting.refresh_from_db()
    result = Result.objects.get(sitting=sitting)
    assert (sitting.state, result.marks, result.full_marks, result.is_passed) == ("graded", marks, 10000, marks >= 5000)
    assert sum(result.item_marks) == marks
    assert trail().get(name="exams.sitting_submitted").after == {"answered": 4, "of": 4}


def test_blanks_are_normalised_and_share_the_marks(zhao, exam):
    sitting = papers.begin(zhao, exam)
    hand_in(zhao, sitting, {"3": ["《党 章》", "七七"]})
    assert Result.objects.get().marks == 1250


def test_a_repeat_and_a_second_device_change_nothing(zhao, exam):
    sitting, uid = papers.begin(zhao, exam), new_id()
    assert hand_in(zhao, sitting, papers.right(sitting), uid=uid)
    assert not hand_in(zhao, sitting, papers.right(sitting), uid=uid)
    assert not hand_in(zhao, sitting, {}, at=BEGIN + 2 * MINUTE)
    sitting.refresh_from_db()
    assert (sitting.submit_uid, sitting.submitted_at, Result.objects.get().version) == (uid, BEGIN + MINUTE, 1)
    assert trail().filter(name="exams.sitting_submitted").count() == 1


def test_handed_in_offline_arrives_late_and_counts(zhao, exam):
    sitting = papers.begin(zhao, exam)
    sittings_close(actor=SYSTEM, at=DUE + 2 * MINUTE)
    saving = papers.saving(papers.right(sitting), DUE + SYNC_GRACE, given_at=DUE - MINUTE)
    sitting_submit(actor=zhao, sitting_uid=sitting.uid, submit_uid=new_id(), saving=saving, at=DUE + SYNC_GRACE)
    result = Result.objects.get()
    assert (result.marks, result.reason) == (10000, "补收离线时的答案")
    assert ResultRevision.objects.get().marks == 0


def test_short_answers_wait_for_a_person(cast):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee, questions=(*papers.QUESTIONS[:1], papers.SHORT))
    with acting_as(cast.actor(cast.zhao)) as zhao:
        sitting = papers.begin(zhao, exam)
        hand_in(zhao, sitting, papers.right(sitting))
        sitting.refresh_from_db()
        assert (sitting.state, Result.objects.get().marks) == ("submitted", None)
    with acting_as(SYSTEM):
        assert Response.objects.filter(marks__isnull=True).update(marks=2000) == 1
        assert result_compute(sitting_ids=[sitting.pk], at=DUE) == 1
        assert result_compute(sitting_ids=[sitting.pk], at=DUE) == 0
        result = Result.objects.get()
        assert (result.marks, result.version, result.item_marks) == (4500, 1, [2500, 2000])
        assert Sitting.objects.get().state == "graded"


def test_an_empty_short_answer_waits_for_nobody(cast):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee, questions=(*papers.QUESTIONS[:1], papers.SHORT))
    with acting_as(cast.actor(cast.zhao)) as zhao:
        sitting = papers.begin(zhao, exam)
        hand_in(zhao, sitting, {"1": [" "]})
        assert (Result.objects.get().marks, Response.objects.count()) == (0, 0)


def test_a_corrected_key_changes_results_and_keeps_what_they_said(zhao, exam):
    sitting = papers.begin(zhao, exam)
    hand_in(zhao, sitting, papers.right(sitting, wrong=("single",)))
    given = sitting.sheet.__class__.objects.get(sitting=sitting).answers["0"][0]
    with acting_as(SYSTEM):
        old = QuestionVersion.objects.get(pk=sitting.items[0][0])
        values = {"stem": old.stem, "options": old.options, "key": given, "made_at": DUE}
        new = QuestionVersion.objects.create(question=old.question, number=2, **values)
        QuestionVersion.objects.filter(pk=old.pk).update(corrected_by=new)
        assert result_compute(sitting_ids=[sitting.pk], at=DUE, reason="第1题答案有误", by=7) == 1
    result, before = Result.objects.get(), ResultRevision.objects.get()
    assert (result.marks, result.version, result.reason) == (10000, 2, "第1题答案有误")
    assert (before.marks, before.version, before.replaced_by) == (7500, 1, 7)


def test_the_clock_closes_what_nobody_came_back_for(cast, exam):
    for member in (cast.zhao, cast.li):
        with acting_as(cast.actor(member)) as actor:
            papers.begin(actor, exam)
    with acting_as(SYSTEM):
        assert sittings_close(actor=SYSTEM, at=DUE) == 0, "answers may still be on their way"
        assert sittings_close(actor=SYSTEM, at=DUE + 2 * MINUTE) == 2
        assert set(Sitting.objects.values_list("state", "submitted_at", "submit_uid")) == {("graded", DUE, None)}
        assert trail().get(name="exams.sittings_closed").after == {"count": 2}


def test_the_author_closes_an_exam_early(cast, exam):
    with acting_as(cast.actor(cast.zhao)) as zhao:
        sitting = papers.begin(zhao, exam)
    with acting_as(cast.actor(cast.wu)) as wu:
        assert sittings_close(actor=wu, exam=exam, at=BEGIN + MINUTE) == 1
    with acting_as(cast.actor(cast.zhao)):
        sitting.refresh_from_db()
        assert (sitting.due_at, sitting.submitted_at) == (BEGIN + MINUTE, BEGIN + MINUTE)


def test_right_answers_are_shown_when_nothing_is_to_be_gained_from_them(zhao, exam):
    sitting = papers.begin(zhao, exam)
    hand_in(zhao, sitting, papers.right(sitting))
    before, after = (
        result_page(sitting_get_for(zhao, sitting.uid), at)
        for at in (papers.CLOSES + SYNC_GRACE - MINUTE, papers.CLOSES + SYNC_GRACE)
    )
    assert (before.questions, before.key_at) == ((), papers.CLOSES + SYNC_GRACE)
    assert [one.marks for one in after.questions] == [2500] * 4
    assert after.questions[3].right == ("黨章 / 中国共产党章程", "七")


def test_practice_shows_them_at_once(cast):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee, mode="practice", attempts=0)
    with acting_as(cast.actor(cast.zhao)) as zhao:
        for attempt in (1, 2):
            sitting = papers.begin(zhao, exam)
            hand_in(zhao, sitting, {})
            page = result_page(sitting_get_for(zhao, sitting.uid), BEGIN + 2 * MINUTE)
            assert (sitting.attempt, len(page.questions), len(page.others)) == (attempt, 4, attempt - 1)
