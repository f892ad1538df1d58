"""agenda_set, agenda_carry, outcome_set."""

import datetime as dt

import pytest

from xuezuo.life import errors
from xuezuo.life.models import Activity, AgendaItem, Resolution, ResolutionStep
from xuezuo.life.queries.agenda import agenda_points, agenda_version, unfinished_before, untold_before
from xuezuo.life.services import (
    activity_plan,
    activity_void,
    agenda_carry,
    agenda_set,
    minutes_write,
    outcome_set,
    resolution_add,
)
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import MEETING, audit_names, run_as
from xuezuo.life.types import ActivityKind, AgendaPoint, Decided, Outcome, State, Step, Writing
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast, at: dt.datetime) -> Activity:
    """A held meeting of a week ago with three points, the second unfinished, the third not reached."""
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY - dt.timedelta(days=7), state=State.HELD)
    points = [AgendaPoint("学习", "王书记", cast.wang.pk, 30), AgendaPoint("发展对象"), AgendaPoint("党费")]
    run_as(cast.actor(cast.wang), agenda_set, activity=made, points=points, at=at)
    for title, outcome in (("发展对象", Outcome.UNFINISHED), ("党费", Outcome.NOT_REACHED)):
        item = made.agenda.get(title=title)
        run_as(cast.actor(cast.wang), outcome_set, item=item, outcome=outcome, at=at)
    return made


@pytest.fixture
def planned(cast: Cast, at: dt.datetime) -> Activity:
    return run_as(cast.actor(cast.wang), activity_plan, unit_id=cast.office.pk, gathering=MEETING, at=at)


def test_items_keep_their_rows_when_edited(cast: Cast, at: dt.datetime, held: Activity) -> None:
    wang, before = cast.actor(cast.wang), agenda_points(held)
    assert before[0] == AgendaPoint("学习", "王书记", cast.wang.pk, 30, before[0].uid)
    turned = [before[2], AgendaPoint("新议题", minutes=5), before[0]]
    run_as(wang, agenda_set, activity=held, points=turned, at=at, base=1)
    after = agenda_points(held)
    assert [point.title for point in after] == ["党费", "新议题", "学习"]
    assert (after[0].uid, after[2].uid) == (before[2].uid, before[0].uid)
    assert agenda_version(held) == 2
    with acting_as(SYSTEM):
        kept = held.agenda_revisions.get(version=1).agenda
    assert [point["title"] for point in kept] == ["学习", "发展对象", "党费"]


def test_what_has_records_stays_on_the_agenda(cast: Cast, at: dt.datetime, held: Activity) -> None:
    wang, points = cast.actor(cast.wang), agenda_points(held)
    item = held.agenda.get(title="学习")
    run_as(wang, minutes_write, activity=held, writing=Writing("学了党章", item_id=item.pk), at=at)
    with pytest.raises(errors.ItemInUse, match="学习"):
        run_as(wang, agenda_set, activity=held, points=points[1:], at=at)
    assert len(agenda_points(held)) == 3


def test_odd_points_are_refused(cast: Cast, at: dt.datetime, held: Activity, planned: Activity) -> None:
    wang, point = cast.actor(cast.wang), agenda_points(held)[0]
    for points in ([point], [AgendaPoint("一", uid=point.uid), AgendaPoint("二", uid=point.uid)]):
        with pytest.raises(errors.ItemOfAnotherMeeting):
            run_as(wang, agenda_set, activity=planned, points=points, at=at)
    with pytest.raises(errors.MinutesOutOfRange):
        run_as(wang, agenda_set, activity=planned, points=[AgendaPoint("一", minutes=0)], at=at)


def test_two_editors_of_one_agenda(cast: Cast, at: dt.datetime, planned: Activity) -> None:
    run_as(cast.actor(cast.wang), agenda_set, activity=planned, points=[AgendaPoint("甲")], at=at, base=0)
    with pytest.raises(errors.SavedMeanwhile):
        run_as(cast.actor(cast.li), agenda_set, activity=planned, points=[AgendaPoint("乙")], at=at, base=0)
    assert [point.title for point in agenda_points(planned)] == ["甲"]
    run_as(cast.actor(cast.li), agenda_set, activity=planned, points=[AgendaPoint("乙")], at=at, base=1)


def test_unfinished_items_go_to_the_next_meeting_of_the_body(
    cast: Cast, at: dt.datetime, held: Activity, planned: Activity
) -> None:
    wang = cast.actor(cast.wang)
    offered = unfinished_before(planned)
    assert [item.title for item in offered] == ["发展对象", "党费"]
    run_as(wang, agenda_set, activity=planned, points=[AgendaPoint("开场")], at=at)
    carried = run_as(wang, agenda_carry, activity=planned, items=[item.uid for item in offered], at=at)
    assert [(item.position, item.carried_from_id) for item in carried] == [(2, offered[0].pk), (3, offered[1].pk)]
    assert unfinished_before(planned) == []
    with pytest.raises(errors.NotToBeCarried):
        run_as(wang, agenda_carry, activity=planned, items=[offered[0].uid], at=at)
    assert "life.agenda_carried" in audit_names()


def test_other_bodies_are_offered_nothing(cast: Cast, at: dt.datetime, held: Activity) -> None:
    with acting_as(SYSTEM):
        day = TODAY + dt.timedelta(days=3)
        values = {"state": State.DRAFT, "with_attendance": False}
        committee = factories.activity(cast.office, day, kind=ActivityKind.COMMITTEE_MEETING, **values)
        community = factories.activity(cast.community, day, **values)
        assert unfinished_before(committee) == unfinished_before(community) == []


def test_a_void_meeting_gives_the_items_back(cast: Cast, at: dt.datetime, held: Activity, planned: Activity) -> None:
    wang = cast.actor(cast.wang)
    run_as(wang, agenda_carry, activity=planned, items=[item.uid for item in unfinished_before(planned)], at=at)
    again = run_as(wang, activity_plan, unit_id=cast.office.pk, gathering=MEETING, at=at)
    assert unfinished_before(again) == []
    run_as(wang, activity_void, activity=planned, reason="取消", at=at)
    assert len(unfinished_before(again)) == 2


def test_the_outcome_of_a_decision_is_told_to_the_next_meeting(
    cast: Cast, at: dt.datetime, held: Activity, planned: Activity
) -> None:
    wang = cast.actor(cast.wang)
    made = run_as(wang, resolution_add, activity=held, decided=Decided("修缮活动室"), at=at)
    with acting_as(SYSTEM):
        assert untold_before(planned) == [made]
    run_as(wang, agenda_carry, activity=planned, items=[], told=[made.uid], at=at)
    with acting_as(SYSTEM):
        assert untold_before(planned) == []
        item = AgendaItem.objects.get(reports_on=made)
        assert item.title == "通报决议落实情况：修缮活动室"
        Activity.objects.filter(pk=planned.pk).update(state=State.HELD)
    run_as(wang, outcome_set, item=item, outcome=Outcome.DISCUSSED, at=at)
    run_as(wang, outcome_set, item=item, outcome=Outcome.DISCUSSED, at=at)
    with acting_as(SYSTEM):
        assert ResolutionStep.objects.filter(resolution=made, step=Step.TOLD).count() == 1
        assert Resolution.objects.get().done_on is None


def test_outcomes_need_a_held_meeting(cast: Cast, at: dt.datetime, planned: Activity) -> None:
    wang = cast.actor(cast.wang)
    run_as(wang, agenda_set, activity=planned, points=[AgendaPoint("甲")], at=at)
    with pytest.raises(errors.ActivityWrongState):
        run_as(wang, outcome_set, item=planned.agenda.get(), outcome=Outcome.DISCUSSED, at=at)
