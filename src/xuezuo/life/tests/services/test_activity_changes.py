"""reopen, correct, void."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life import errors
from xuezuo.life.events import ActivityCorrected, ActivityReopened, ActivityVoided
from xuezuo.life.models import Activity, ActivityRevision
from xuezuo.life.services import activity_confirm, activity_correct, activity_reopen, activity_void
from xuezuo.life.tests.desk import MEETING, audit_names, fresh, recorded, run_as, statuses
from xuezuo.life.types import ActivityKind, Part, State
from xuezuo.org.tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(cast: Cast, at: dt.datetime) -> Activity:
    return recorded(cast, at)


def test_reopened_does_not_count_until_confirmed_again(
    cast: Cast, at: dt.datetime, done: Activity, told: list[object]
) -> None:
    wang = cast.actor(cast.wang)
    opened = run_as(wang, activity_reopen, activity=done, reason="出勤有误", at=at)
    assert (opened.state, opened.confirmed_at, opened.version) == (State.HELD, None, 2)
    assert told == [ActivityReopened(cast.office.pk, (TODAY,), done.uid)]
    assert ActivityRevision.objects.get(activity=done).reason == "出勤有误"
    assert run_as(wang, activity_confirm, activity=done, at=at).state == State.CONFIRMED
    with pytest.raises(errors.ReasonMissing):
        run_as(wang, activity_reopen, activity=done, reason=" ", at=at)


def test_a_correction_keeps_the_old(cast: Cast, at: dt.datetime, done: Activity, told: list[object]) -> None:
    new = dataclasses.replace(MEETING, topic="党章", minutes=90, parts=(Part(ActivityKind.LECTURE, 45),))
    fixed = run_as(cast.actor(cast.wang), activity_correct, activity=done, gathering=new, reason="写错了", at=at)
    assert (fixed.topic, fixed.minutes, fixed.version, fixed.state) == ("党章", 90, 2, State.CONFIRMED)
    kept = ActivityRevision.objects.get(activity=done)
    assert (kept.version, kept.fields["topic"], kept.fields["minutes"], kept.fields["parts"]) == (1, "学习", 60, [])
    assert told == [ActivityCorrected(cast.office.pk, (TODAY,), done.uid)]
    assert audit_names()[-1] == "life.activity_corrected"


def test_a_corrected_day_takes_the_roster_of_that_day(
    cast: Cast, at: dt.datetime, done: Activity, told: list[object]
) -> None:
    day = dt.date(2025, 1, 5)  # before one of them was admitted
    new = dataclasses.replace(MEETING, occurred_on=day)
    fixed = run_as(cast.actor(cast.wang), activity_correct, activity=done, gathering=new, reason="日期写错", at=at)
    assert (fixed.expected_count, fixed.present_count, fixed.guest_count) == (4, 4, 1)
    assert statuses(done)["LC0004"] == ("present", True)
    assert told == [ActivityCorrected(cast.office.pk, (day, TODAY), done.uid)]
    back = run_as(cast.actor(cast.wang), activity_correct, activity=done, gathering=MEETING, reason="没写错", at=at)
    assert (back.expected_count, back.guest_count) == (5, 0)


def test_nobody_gets_a_presence_that_was_not_recorded(cast: Cast, at: dt.datetime) -> None:
    early = recorded(cast, at, dataclasses.replace(MEETING, occurred_on=dt.date(2025, 1, 5)))
    fixed = run_as(cast.actor(cast.wang), activity_correct, activity=early, gathering=MEETING, reason="日期", at=at)
    assert (fixed.expected_count, fixed.present_count) == (5, 4)
    assert statuses(early)["LC0004"] == ("absent", False)


def test_corrections_that_cannot_be(cast: Cast, at: dt.datetime, done: Activity) -> None:
    wang = cast.actor(cast.wang)
    cases = [
        (MEETING, "原因", errors.NothingChanged),
        (dataclasses.replace(MEETING, topic="新"), "", errors.ReasonMissing),
        (dataclasses.replace(MEETING, occurred_on=dt.date(2025, 6, 17)), "原因", errors.ActivityInFuture),
        (dataclasses.replace(MEETING, kind=ActivityKind.GROUP_MEETING), "原因", errors.KindDoesNotFit),
    ]
    for gathering, reason, error in cases:
        with pytest.raises(error):
            run_as(wang, activity_correct, activity=done, gathering=gathering, reason=reason, at=at)
    assert fresh(done).version == 1


def test_void_stays_readable_and_counts_no_more(
    cast: Cast, at: dt.datetime, done: Activity, told: list[object]
) -> None:
    wang = cast.actor(cast.wang)
    voided = run_as(wang, activity_void, activity=done, reason="重复登记", at=at)
    assert (voided.state, voided.void_reason, voided.voided_at) == (State.VOID, "重复登记", at)
    assert told == [ActivityVoided(cast.office.pk, (TODAY,), done.uid)]
    with pytest.raises(errors.AlreadyVoided):
        run_as(wang, activity_void, activity=done, reason="再来", at=at)
    with pytest.raises(errors.ActivityWrongState):
        run_as(wang, activity_correct, activity=done, gathering=MEETING, reason="再来", at=at)


@pytest.mark.parametrize(("person", "error"), [("li", Forbidden), ("zhao", Forbidden), ("zhou", NotFound)])
def test_who_may_not(cast: Cast, at: dt.datetime, done: Activity, person: str, error: type[Exception]) -> None:
    actor = cast.actor(getattr(cast, person))
    for deed in (activity_reopen, activity_void):
        with pytest.raises(error):
            run_as(actor, deed, activity=done, reason="因为", at=at)
