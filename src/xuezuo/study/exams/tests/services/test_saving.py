"""Saving answers: which answer wins, what counts, what is only kept."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import acting_as
from xuezuo.study.exams.errors import AnswersUnreadable
from xuezuo.study.exams.models import AnswerSheet, Result, Step
from xuezuo.study.exams.services.saving import step_save
from xuezuo.study.exams.services.submitting import sitting_submit, sittings_close
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import NET_GRACE, SYNC_GRACE

BEGIN = papers.BEGIN
DUE = BEGIN + dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def sitting(zhao, exam):
    return papers.begin(zhao, exam)


def save(actor, sitting, answers, at, **values):
    return step_save(actor=actor, sitting_uid=sitting.uid, saving=papers.saving(answers, at, **values), at=at)


def sheet(sitting):
    return {place: answer for place, (answer, _) in AnswerSheet.objects.get(sitting=sitting).answers.items()}


def test_stores_positions_of_the_version_not_of_the_screen(zhao, sitting):
    order = sitting.items[0][2]
    saved = save(zhao, sitting, {"0": [2]}, BEGIN + MINUTE)
    assert (saved.number, saved.is_counted, sheet(sitting)) == (1, True, {"0": [order[2]]})


def test_the_last_answer_wins_whatever_came_first(zhao, sitting):
    save(zhao, sitting, {"0": [1], "3": ["七", ""]}, BEGIN + 3 * MINUTE)
    late = save(zhao, sitting, {"0": [0], "2": [1]}, BEGIN + 4 * MINUTE, given_at=BEGIN + 2 * MINUTE)
    assert sheet(sitting) == {"0": [sitting.items[0][2][1]], "3": ["七", ""], "2": [1]}
    assert late.theirs["0"][0] == [1], "the device is told what was answered elsewhere"
    assert Step.objects.count() == 2


def test_the_same_step_again_changes_nothing(zhao, sitting):
    step = papers.saving({"0": [1]}, BEGIN + MINUTE)
    for _ in range(2):
        saved = step_save(actor=zhao, sitting_uid=sitting.uid, saving=step, at=BEGIN + MINUTE)
    assert (saved.number, Step.objects.count()) == (1, 1)


def test_a_wrong_clock_is_set_right_by_the_servers(zhao, sitting):
    ahead = dt.timedelta(days=3)
    wrong = papers.saving({"0": [1]}, BEGIN + MINUTE + ahead, given_at=BEGIN + ahead + MINUTE / 2)
    step_save(actor=zhao, sitting_uid=sitting.uid, saving=wrong, at=BEGIN + MINUTE)
    _, when = AnswerSheet.objects.get(sitting=sitting).answers["0"]
    assert dt.datetime.fromtimestamp(when / 1000, dt.UTC) == BEGIN + MINUTE / 2


def test_clearing_an_answer_is_an_answer(zhao, sitting):
    save(zhao, sitting, {"0": [1]}, BEGIN + MINUTE)
    save(zhao, sitting, {"0": []}, BEGIN + 2 * MINUTE)
    assert sheet(sitting) == {"0": []}


def test_in_time_but_a_little_late_by_the_network_counts(zhao, sitting):
    saved = save(zhao, sitting, {"0": [1]}, DUE + NET_GRACE, given_at=DUE, has_start=False)
    assert saved.is_counted
    assert sheet(sitting)


def test_answered_after_the_end_is_kept_and_does_not_count(zhao, sitting):
    save(zhao, sitting, {"0": [1]}, DUE + MINUTE / 2, given_at=DUE + MINUTE / 4)
    assert (sheet(sitting), Step.objects.count()) == ({}, 1)


@pytest.mark.parametrize("closed", [False, True])
def test_offline_answers_count_with_the_signed_start_and_are_labelled(zhao, sitting, closed):
    if closed:
        sittings_close(actor=zhao, at=DUE + 2 * MINUTE)
    saved = save(zhao, sitting, papers.right(sitting), DUE + SYNC_GRACE, given_at=DUE - MINUTE, is_offline=True)
    assert saved.is_counted
    assert AnswerSheet.objects.get(sitting=sitting).was_offline
    sittings_close(actor=zhao, at=DUE + SYNC_GRACE)
    result = Result.objects.get(sitting=sitting)
    assert (result.marks, result.is_passed) == (10000, True)
    assert result.version == (2 if closed else 1)


@pytest.mark.parametrize(
    ("at", "has_start"), [(DUE + 2 * MINUTE, False), (DUE + SYNC_GRACE + MINUTE, True)], ids=["unsigned", "too late"]
)
def test_without_start_or_too_late_it_is_only_kept(zhao, sitting, at, has_start):
    saved = save(zhao, sitting, {"0": [1]}, at, given_at=BEGIN, has_start=has_start)
    assert (saved.is_counted, sheet(sitting), Step.objects.count()) == (False, {}, 1)


def test_after_handing_in_nothing_counts(zhao, sitting):
    sitting_submit(actor=zhao, sitting_uid=sitting.uid, submit_uid=new_id(), at=BEGIN + MINUTE)
    saved = save(zhao, sitting, papers.right(sitting), BEGIN + 2 * MINUTE, given_at=BEGIN)
    assert (saved.is_counted, sheet(sitting), Result.objects.get().marks) == (False, {}, 0)


@pytest.mark.parametrize(
    "answers", [{"9": [0]}, {"x": [0]}, {"0": [7]}, {"0": ["甲"]}, {"0": "甲"}, {"3": [1]}, {"0": [True]}, {"2": [2]}]
)
def test_what_is_no_answer_is_refused(zhao, sitting, answers):
    with pytest.raises(AnswersUnreadable):
        save(zhao, sitting, answers, BEGIN + MINUTE)


def test_nobody_saves_for_somebody_else(cast, sitting):
    with acting_as(cast.actor(cast.wang)) as wang, pytest.raises(NotFound):
        save(wang, sitting, {"0": [0]}, BEGIN + MINUTE)
