"""Comments on the minutes, the days for them, and what happens after: minutes_correct, comment_add, comment_answer."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life import errors
from xuezuo.life.models import Activity, AgendaItem, CommentWindow, MeetingSetting, Minutes, MinutesComment
from xuezuo.life.queries.sealing import window_of
from xuezuo.life.services import (
    activity_confirm,
    agenda_set,
    comment_add,
    comment_answer,
    minutes_correct,
    minutes_write,
    outcome_set,
)
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import LEAVE, MEETING, audit_names, recorded, run_as
from xuezuo.life.types import AgendaPoint, AttendanceStatus, Mark, Outcome, State, Writing
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def written(cast: Cast, at: dt.datetime) -> Activity:
    """A confirmed meeting with minutes: 赵党员 had leave, 钱预备 was absent."""
    marks = (Mark(cast.zhao.pk, LEAVE, "出差"), Mark(cast.qian.pk, AttendanceStatus.ABSENT))
    made = recorded(cast, at, MEETING, *marks)
    run_as(cast.actor(cast.wang), minutes_write, activity=made, writing=Writing("讨论了两件事"), at=at)
    return made


def test_the_days_open_once_when_written_and_confirmed(cast: Cast, at: dt.datetime) -> None:
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        MeetingSetting.objects.create(unit=cast.office, comment_days=3, changed_at=at)
        held = factories.activity(cast.office, TODAY, state=State.HELD)
    run_as(wang, minutes_write, activity=held, writing=Writing("第一稿"), at=at)
    assert not CommentWindow.objects.exists()
    with pytest.raises(errors.CommentsClosed, match="确认"):
        run_as(cast.actor(cast.zhao), comment_add, activity=held, text="早了", at=at)
    run_as(wang, activity_confirm, activity=held, at=at + DAY)
    window = CommentWindow.objects.get()
    assert (window.opened_on, window.last_day) == (TODAY + DAY, TODAY + 4 * DAY)
    run_as(wang, minutes_write, activity=held, writing=Writing("第二稿", "补充"), at=at + 2 * DAY)
    assert CommentWindow.objects.get() == window


def test_attendees_and_those_on_leave_comment(cast: Cast, at: dt.datetime, written: Activity) -> None:
    last = at + 7 * DAY
    made = run_as(cast.actor(cast.zhao), comment_add, activity=written, text=" 第二件事没有写全 ", at=last)
    assert made.text == "第二件事没有写全"
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.qian), comment_add, activity=written, text="我没到", at=at)
    with pytest.raises(NotFound):
        run_as(cast.actor(cast.zhou), comment_add, activity=written, text="外人", at=at)
    with pytest.raises(errors.TextMissing):
        run_as(cast.actor(cast.zhao), comment_add, activity=written, text=" ", at=at)
    with pytest.raises(errors.CommentsClosed, match="已于"):
        run_as(cast.actor(cast.zhao), comment_add, activity=written, text="晚了", at=last + DAY)


def test_guests_are_attendees(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY, guests=(cast.zhou,))
    run_as(cast.actor(cast.wang), minutes_write, activity=made, writing=Writing("记录"), at=at)
    assert run_as(cast.actor(cast.zhou), comment_add, activity=made, text="补充一句", at=at).pk


def test_an_answer_may_change_until_the_minutes_are_sealed(cast: Cast, at: dt.datetime, written: Activity) -> None:
    made = run_as(cast.actor(cast.zhao), comment_add, activity=written, text="没有写全", at=at)
    other = run_as(cast.actor(cast.zhao), comment_add, activity=written, text="地点也错了", at=at)
    wang = cast.actor(cast.wang)
    with pytest.raises(errors.TextMissing):
        run_as(wang, comment_answer, comment=made, answer="", at=at)
    answered = run_as(wang, comment_answer, comment=made, answer="已补充", at=at)
    assert (answered.answer, answered.answered_by) == ("已补充", wang.account_id)
    again = run_as(wang, comment_answer, comment=made, answer="已补充在第二项", base="已补充", at=at + 7 * DAY)
    assert again.answered_at == at + 7 * DAY
    with pytest.raises(errors.ChangedMeanwhile):
        run_as(wang, comment_answer, comment=made, answer="再答", base="已补充", at=at)
    with pytest.raises(errors.CommentAnswered, match="2025-06"):
        run_as(wang, comment_answer, comment=made, answer="再答", at=at + 8 * DAY)
    late = run_as(wang, comment_answer, comment=other, answer="已更正", at=at + 8 * DAY)
    assert late.answer == "已更正"  # nobody stays without an answer
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.zhao), comment_answer, comment=made, answer="自答", at=at)
    assert audit_names()[-2:] == ["life.comment_answered"] * 2


def test_sealed_minutes_change_by_correction_only(cast: Cast, at: dt.datetime, written: Activity) -> None:
    wang, late = cast.actor(cast.wang), at + 8 * DAY
    run_as(cast.actor(cast.zhao), comment_add, activity=written, text="没有写全", at=at)
    with pytest.raises(errors.MinutesSealed, match="2025-06-2"):
        run_as(wang, minutes_write, activity=written, writing=Writing("改了", "补充"), at=late)
    with pytest.raises(errors.ReasonMissing):
        run_as(wang, minutes_correct, activity=written, writing=Writing("改了"), at=late)
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.li), minutes_correct, activity=written, writing=Writing("改了", "委员"), at=late)
    made = run_as(wang, minutes_correct, activity=written, writing=Writing("改了", "按意见补全", base=1), at=late)
    assert (made.version, made.is_correction, made.reason) == (2, True, "按意见补全")
    with acting_as(SYSTEM):
        assert MinutesComment.objects.filter(activity=written).count() == 1
        assert Minutes.objects.filter(activity=written).count() == 2


def test_items_are_sealed_with_the_whole(cast: Cast, at: dt.datetime) -> None:
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        held = factories.activity(cast.office, TODAY, state=State.HELD)
    run_as(wang, agenda_set, activity=held, points=[AgendaPoint("学习")], at=at)
    item = AgendaItem.objects.get()
    first = run_as(wang, minutes_write, activity=held, writing=Writing("学了", item_id=item.pk, base=0), at=at)
    assert (first.item_id, first.version) == (item.pk, 1)
    run_as(wang, minutes_write, activity=held, writing=Writing("全程记录", base=0), at=at)
    with pytest.raises(errors.SavedMeanwhile):
        run_as(wang, minutes_write, activity=held, writing=Writing("学了别的", item_id=item.pk, base=0), at=at)
    run_as(wang, activity_confirm, activity=held, at=at)
    late = at + 8 * DAY
    with pytest.raises(errors.MinutesSealed):
        run_as(wang, minutes_write, activity=held, writing=Writing("晚", "晚", item_id=item.pk), at=late)
    with pytest.raises(errors.MinutesSealed):
        run_as(wang, outcome_set, item=item, outcome=Outcome.DISCUSSED, at=late)
    with acting_as(SYSTEM):
        other = factories.activity(cast.office, TODAY, state=State.HELD)
    with pytest.raises(errors.ItemOfAnotherMeeting):
        run_as(wang, minutes_write, activity=other, writing=Writing("别家", item_id=item.pk), at=at)


def test_meetings_from_before_are_sealed_by_their_days(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY)
        assert window_of(made) is None
        Minutes.objects.create(activity=made, version=1, text="记录", written_at=at)
        assert window_of(made).last_day == TODAY + 7 * DAY


def test_comments_are_hidden_from_all_others(cast: Cast, at: dt.datetime, written: Activity) -> None:
    run_as(cast.actor(cast.zhao), comment_add, activity=written, text="没有写全", at=at)
    with acting_as(SYSTEM):
        written.attendances.filter(member__in=[cast.wu, cast.sun]).delete()  # who looks from above was not there
    for member, count in (
        (cast.zhao, 1),
        (cast.wang, 1),
        (cast.li, 1),
        (cast.qian, 0),
        (cast.zhou, 0),
        (cast.wu, 0),
        (cast.sun, 0),
    ):
        with acting_as(cast.actor(member)):
            assert MinutesComment.objects.count() == count, member.number
