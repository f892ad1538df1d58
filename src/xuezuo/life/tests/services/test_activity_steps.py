"""plan -> call -> hold -> confirm."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import errors
from xuezuo.life.events import ActivityConfirmed
from xuezuo.life.models import Activity
from xuezuo.life.services import activity_call, activity_confirm, activity_hold, activity_plan, agenda_set
from xuezuo.life.tests.desk import LEAVE, MEETING, audit_names, fresh, run_as, statuses
from xuezuo.life.types import AgendaPoint, Mark, Sheet, State
from xuezuo.org.tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast: Cast, at: dt.datetime) -> Activity:
    return run_as(cast.actor(cast.wang), activity_plan, unit_id=cast.office.pk, gathering=MEETING, at=at)


def test_from_plan_to_confirmation(cast: Cast, at: dt.datetime, planned: Activity, told: list[object]) -> None:
    wang = cast.actor(cast.wang)
    assert planned.state == State.DRAFT
    called = run_as(wang, activity_call, activity=planned, notice=" 请参加 ", at=at)
    assert (called.state, called.notice, called.called_at) == (State.CALLED, "请参加", at)
    marks = (Mark(cast.zhao.pk, LEAVE, "出差"),)
    held = run_as(wang, activity_hold, activity=planned, sheet=Sheet(marks), at=at)
    assert (held.state, held.recorded_on, held.expected_count, held.leave_count) == (State.HELD, TODAY, 5, 1)
    assert told == []
    confirmed = run_as(wang, activity_confirm, activity=planned, at=at)
    assert (confirmed.state, confirmed.confirmed_at) == (State.CONFIRMED, at)
    assert told == [ActivityConfirmed(cast.office.pk, (TODAY,), planned.uid)]
    assert audit_names() == [f"life.activity_{what}" for what in ("planned", "called", "held", "confirmed")]


def test_a_plan_sent_twice_is_one_plan(cast: Cast, at: dt.datetime) -> None:
    wang, uid = cast.actor(cast.wang), new_id()
    values = {"unit_id": cast.office.pk, "gathering": MEETING, "uid": uid, "at": at}
    assert run_as(wang, activity_plan, **values).pk == run_as(wang, activity_plan, **values).pk
    assert audit_names() == ["life.activity_planned"]


def test_a_future_meeting_is_planned_but_not_held(cast: Cast, at: dt.datetime) -> None:
    wang, later = cast.actor(cast.wang), dataclasses.replace(MEETING, occurred_on=TODAY + dt.timedelta(days=1))
    planned = run_as(wang, activity_plan, unit_id=cast.office.pk, gathering=later, at=at)
    with pytest.raises(errors.ActivityInFuture):
        run_as(wang, activity_hold, activity=planned, sheet=Sheet(), at=at)
    assert statuses(planned) == {}


def test_the_agenda_keeps_its_order(cast: Cast, at: dt.datetime, planned: Activity) -> None:
    wang = cast.actor(cast.wang)
    run_as(wang, agenda_set, activity=planned, points=[AgendaPoint(title) for title in ("二", " ", " 一 ")], at=at)
    run_as(wang, agenda_set, activity=planned, points=[AgendaPoint("三"), AgendaPoint("二")], at=at)
    assert list(planned.agenda.order_by("position").values_list("title", flat=True)) == ["三", "二"]


def test_steps_out_of_order_are_refused(cast: Cast, at: dt.datetime, planned: Activity) -> None:
    wang = cast.actor(cast.wang)
    with pytest.raises(errors.ActivityWrongState, match="草稿"):
        run_as(wang, activity_confirm, activity=planned, at=at)
    run_as(wang, activity_hold, activity=planned, sheet=Sheet(), at=at)
    for deed, values in ((activity_call, {"notice": ""}), (activity_hold, {"sheet": Sheet()})):
        with pytest.raises(errors.ActivityWrongState, match="已召开"):
            run_as(wang, deed, activity=planned, at=at, **values)  # type: ignore[arg-type]  # a table of services
    run_as(wang, activity_confirm, activity=planned, at=at)
    with pytest.raises(errors.ActivityWrongState, match="已确认"):
        run_as(wang, activity_confirm, activity=planned, at=at)
    with pytest.raises(errors.ActivityWrongState):
        run_as(wang, agenda_set, activity=planned, points=[AgendaPoint("晚了")], at=at)
    assert fresh(planned).state == State.CONFIRMED


def test_a_stranger_finds_no_activity(cast: Cast, at: dt.datetime, planned: Activity) -> None:
    with pytest.raises(NotFound):
        run_as(cast.actor(cast.zheng), activity_confirm, activity=planned, at=at)
