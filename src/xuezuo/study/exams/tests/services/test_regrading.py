"""A wrong key put right: everybody concerned, nobody else, once."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import KeyNotCorrectable, QuestionIncomplete, ReasonMissing
from xuezuo.study.exams.models import QuestionVersion, Result, ResultRevision
from xuezuo.study.exams.queries.regrading import version_asked
from xuezuo.study.exams.services.questions import question_edit
from xuezuo.study.exams.services.regrading import KeyChange, key_correct, key_preview
from xuezuo.study.exams.services.submitting import sitting_submit
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import QuestionText

pytestmark = pytest.mark.django_db
AT = papers.BEGIN + dt.timedelta(hours=3)


def hand_in(actor, exam, choice):
    sitting = papers.begin(actor, exam)
    answers = papers.right(sitting)
    order = sitting.items[0][2]
    answers["0"] = [order.index(choice)]
    with acting_as(actor):
        saving = papers.saving(answers, papers.BEGIN)
        sitting_submit(actor=actor, sitting_uid=sitting.uid, submit_uid=new_id(), saving=saving, at=papers.BEGIN)
    return sitting


@pytest.fixture(autouse=True)
def acting(cast):
    """Requests act as somebody whom the database knows."""
    with acting_as(cast.actor(cast.wu)):
        yield


@pytest.fixture
def exam(cast):
    """An exam of the committee whose first key says B; 赵 answered B, 钱 C."""
    with acting_as(SYSTEM):
        made = papers.exam(cast.committee, shuffles_questions=False)
        hand_in(cast.actor(cast.zhao), made, 1)
        hand_in(cast.actor(cast.qian), made, 2)
    return made


def results():
    with acting_as(SYSTEM):
        found = Result.objects.select_related("sitting__member").order_by("sitting__member__number")
        return [(one.marks, one.version, one.reason) for one in found]


def test_everybody_is_graded_anew_and_told_why(cast, exam):
    wu, version = cast.actor(cast.wu), version_asked(exam, "1")
    change = KeyChange(version.pk, (2,), "原答案引用旧条文")
    seen = key_preview(actor=wu, change=change, at=AT)
    assert (seen.exams, seen.sittings, seen.more, seen.fewer) == (1, 2, 1, 1)
    assert results() == [(10000, 1, ""), (7500, 1, "")]

    done = key_correct(actor=wu, change=change, at=AT)
    told = "题目 1 的答案更正：原答案引用旧条文"
    assert (done.sittings, done.changed) == (2, 2)
    assert results() == [(7500, 2, told), (10000, 2, told)]
    with acting_as(SYSTEM):
        assert sorted(ResultRevision.objects.values_list("marks", flat=True)) == [7500, 10000]
        question = version.question
        question.refresh_from_db()
        assert (question.version, question.versions.get(number=2).key) == (2, [2])
    assert trail().filter(name="exams.key_corrected").count() == 1

    again = key_correct(actor=wu, change=change, at=AT)
    assert (again.changed, question.versions.count()) == (0, 2)
    assert trail().filter(name="exams.key_corrected").count() == 1
    assert key_preview(actor=wu, change=change, at=AT).changed == 0


def test_those_who_hand_in_later_are_judged_by_the_right_key(cast, exam):
    version = version_asked(exam, "1")
    key_correct(actor=cast.actor(cast.wu), change=KeyChange(version.pk, (2,), "更正"), at=AT)
    with acting_as(SYSTEM):
        hand_in(cast.actor(cast.li), exam, 2)
    assert (10000, 1, "") in results()


def test_a_second_correction_and_a_later_text_stay_right(cast, exam):
    wu, version = cast.actor(cast.wu), version_asked(exam, "1")
    text = QuestionText("改问另一件事", ("一", "二"), (0,))
    question_edit(actor=wu, question=version.question, topic="", text=text, reason="换题", at=AT)
    key_correct(actor=wu, change=KeyChange(version.pk, (2,), "更正"), at=AT)
    key_correct(actor=wu, change=KeyChange(version.pk, (1,), "原答案无误"), at=AT)
    assert [marks for marks, _, _ in results()] == [10000, 7500]
    version.refresh_from_db()
    assert version.corrected_by.key == [1]
    version.question.refresh_from_db()
    latest = QuestionVersion.objects.get(question=version.question, number=version.question.version)
    assert (latest.stem, latest.corrected_by) == ("改问另一件事", None)


def test_what_cannot_be_corrected(cast, exam):
    wu, version = cast.actor(cast.wu), version_asked(exam, "1")
    with pytest.raises(ReasonMissing):
        key_correct(actor=wu, change=KeyChange(version.pk, (2,), " "), at=AT)
    with pytest.raises(QuestionIncomplete):
        key_correct(actor=wu, change=KeyChange(version.pk, (9,), "更正"), at=AT)
    blanks = version_asked(exam, "4")
    with pytest.raises(KeyNotCorrectable):
        key_correct(actor=wu, change=KeyChange(blanks.pk, (["七"],), "更正"), at=AT)
    with acting_as(SYSTEM):
        short = papers.bank_of(cast.committee, [papers.SHORT])[0]
    with pytest.raises(KeyNotCorrectable):
        key_correct(actor=wu, change=KeyChange(short.pk, ("别的",), "更正"), at=AT)
    with pytest.raises(NotFound):
        key_correct(actor=cast.actor(cast.wang), change=KeyChange(version.pk, (2,), "更正"), at=AT)
    with pytest.raises(Forbidden):
        key_correct(actor=cast.actor(cast.sun), change=KeyChange(version.pk, (2,), "更正"), at=AT)
    with pytest.raises(NotFound):
        version_asked(exam, "99")
