"""A published exam that closes later: running sittings get the time that the window had cut off."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import ExamWrongState, ExtensionImpossible, ReasonMissing
from xuezuo.study.exams.queries.sitting import my_exams
from xuezuo.study.exams.services.exams import exam_close, exam_extend
from xuezuo.study.exams.services.saving import step_save
from xuezuo.study.exams.services.submitting import sitting_submit, sittings_close
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import NET_GRACE, SittingState

pytestmark = pytest.mark.django_db
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)
LATE = papers.CLOSES - 10 * MINUTE  # an hour from here is cut by the window


@pytest.fixture
def wu(cast):
    with acting_as(cast.actor(cast.wu)) as actor:
        yield actor


def extended(actor, exam, closes_at, at=LATE, reason="停电"):
    return exam_extend(actor=actor, exam=exam, closes_at=closes_at, reason=reason, at=at)


def due(sitting):
    with acting_as(SYSTEM):
        sitting.refresh_from_db()
    return sitting.due_at


@pytest.mark.parametrize(
    ("begun", "longer", "then"),
    [
        (papers.CLOSES - 2 * HOUR, HOUR, papers.CLOSES - HOUR),  # the limit had ended it: nothing changes
        (papers.CLOSES - HOUR, HOUR, papers.CLOSES),  # both at once: the limit stands
        (LATE, 20 * MINUTE, papers.CLOSES + 20 * MINUTE),  # cut by the window, and by the new one again
        (LATE, 2 * HOUR, LATE + HOUR),  # cut by the window: now it is the limit that ends it
    ],
)
def test_running_sittings_get_what_the_window_cut(cast, wu, exam, begun, longer, then):
    with acting_as(SYSTEM):
        sitting = papers.begin(cast.actor(cast.zhao), exam, begun)
    extended(wu, exam, papers.CLOSES + longer)
    assert due(sitting) == then


def test_without_a_limit_the_new_end_is_the_limit(cast, wu):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee, minutes=None)
        sitting = papers.begin(cast.actor(cast.zhao), exam, LATE)
        done = papers.begin(cast.actor(cast.qian), exam, LATE)
        sitting_submit(actor=cast.actor(cast.qian), sitting_uid=done.uid, submit_uid=done.uid, at=LATE)
    extended(wu, exam, papers.CLOSES + HOUR)
    assert (due(sitting), due(done)) == (papers.CLOSES + HOUR, papers.CLOSES)


def test_members_see_the_new_end_and_their_answers_count(cast, wu, exam):
    zhao, after = cast.actor(cast.zhao), papers.CLOSES + 5 * MINUTE
    with acting_as(SYSTEM):
        sitting = papers.begin(zhao, exam, LATE)
    extended(wu, exam, papers.CLOSES + HOUR)
    assert trail().get(name="exams.exam_extended").reason == "停电"
    with acting_as(SYSTEM):
        assert sittings_close(actor=SYSTEM, at=papers.CLOSES + NET_GRACE + MINUTE) == 0
    with acting_as(zhao):
        (mine,) = my_exams(zhao, after, 1).ahead
        assert (mine.exam.closes_at, mine.phase) == (papers.CLOSES + HOUR, "open")
        saving = papers.saving({"0": [0]}, after)
        saved = step_save(actor=zhao, sitting_uid=sitting.uid, saving=saving, at=after)
    assert (saved.is_counted, saved.due_at) == (True, LATE + HOUR)
    with acting_as(cast.actor(cast.qian)) as qian:  # and who had not begun may begin
        assert papers.begin(qian, exam, after).state == SittingState.STARTED


def test_what_is_refused(cast, wu, exam):
    with pytest.raises(ReasonMissing):
        extended(wu, exam, papers.CLOSES + HOUR, reason=" ")
    for not_later in (papers.CLOSES, papers.CLOSES - MINUTE):
        with pytest.raises(ExtensionImpossible, match="提前结束"):
            extended(wu, exam, not_later)
    with pytest.raises(ExamWrongState, match="补考"):
        extended(wu, exam, papers.CLOSES + HOUR, at=papers.CLOSES)
    with pytest.raises(NotFound):
        extended(cast.actor(cast.wang), exam, papers.CLOSES + HOUR)
    exam_close(actor=wu, exam=exam, reason="提前", at=LATE)
    with pytest.raises(ExamWrongState):
        extended(wu, exam, papers.CLOSES + HOUR)
