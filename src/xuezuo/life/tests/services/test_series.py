"""Templates and series: drafts ahead, idempotent, and nothing that a person touched is changed."""

import argparse
import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel import clock
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life import errors
from xuezuo.life.commands import draft_meetings
from xuezuo.life.models import Activity, MeetingTemplate, Series, SeriesMeeting, TemplateRevision
from xuezuo.life.queries.agenda import agenda_points
from xuezuo.life.queries.sealing import comment_days
from xuezuo.life.queries.series import turns_ahead
from xuezuo.life.services import (
    activity_call,
    activity_plan_from,
    activity_replan,
    activity_void,
    agenda_set,
    meeting_setting_save,
    series_change,
    series_draft,
    series_make,
    template_change,
    template_end,
    template_make,
    turn_move,
    turn_restore,
    turn_skip,
)
from xuezuo.life.services.fields import gathering_of
from xuezuo.life.tests.desk import audit_names, run_as
from xuezuo.life.types import (
    ActivityKind,
    AgendaPoint,
    ItemKind,
    Presenter,
    Rhythm,
    SeriesSpec,
    State,
    TemplatePoint,
    TemplateSpec,
)
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
SPEC = TemplateSpec(
    "每月主题党日",
    ActivityKind.THEME_DAY,
    starts_at=dt.time(15),
    minutes=90,
    place="活动室",
    topic="主题党日",
    agenda=(
        TemplatePoint("学习", ItemKind.STUDY, 30, Presenter.ORGANIZATION, "《党章》第三十一条"),
        TemplatePoint(""),
        TemplatePoint(" 交流 "),
    ),
    notice="请准时参加",
    comment_days=3,
)
FIFTH = SeriesSpec(Rhythm.MONTHLY_DAY, TODAY, day=5)


@pytest.fixture
def template(cast: Cast, at: dt.datetime) -> MeetingTemplate:
    return run_as(cast.actor(cast.wang), template_make, unit_id=cast.office.pk, spec=SPEC, at=at)


@pytest.fixture
def series(cast: Cast, at: dt.datetime, template: MeetingTemplate) -> Series:
    return run_as(cast.actor(cast.wang), series_make, template=template, spec=FIFTH, at=at)


def drafts() -> list[str]:
    with acting_as(SYSTEM):
        rows = Activity.objects.filter(state=State.DRAFT).order_by("occurred_on")
        return [day.isoformat()[5:] for day in rows.values_list("occurred_on", flat=True)]


def on_day(day: str) -> Activity:
    with acting_as(SYSTEM):
        return Activity.objects.get(occurred_on=dt.date.fromisoformat(f"2025-{day}"))


def test_drafts_are_ordinary_activities_with_agenda_and_notice(cast: Cast, series: Series) -> None:
    assert drafts() == ["07-05", "08-05", "09-05"]
    with acting_as(SYSTEM):
        made = on_day("07-05")
        assert (made.kind, made.place, made.minutes, made.notice) == ("theme_day", "活动室", 90, "请准时参加")
        first, second = agenda_points(made)
        assert (first.title, first.kind, first.minutes, first.presenter, first.text) == (
            "学习",
            "study",
            30,
            "组织委员",
            "《党章》第三十一条",
        )
        assert first.presenter_id is None  # a post, whoever holds it
        assert dataclasses.replace(second, uid=None) == AgendaPoint("交流")
        assert comment_days(made) == 3
    assert audit_names().count("life.activity_planned") == 3


def test_drafting_again_changes_nothing(cast: Cast, at: dt.datetime, series: Series) -> None:
    done = run_as(cast.actor(cast.wang), series_draft, series=series, at=at)
    assert (done.made, done.changed, done.dropped) == (0, 0, 0)
    done = run_as(cast.actor(cast.wang), series_draft, series=series, at=at, until=dt.date(2025, 12, 31))
    assert done.made == 3
    assert drafts()[-1] == "12-05"
    far = run_as(cast.actor(cast.wang), series_draft, series=series, at=at, until=dt.date(2030, 1, 1))
    assert far.made == 6  # a year ahead at most


def test_a_changed_rule_moves_only_unedited_drafts(cast: Cast, at: dt.datetime, series: Series) -> None:
    wang = cast.actor(cast.wang)
    with acting_as(SYSTEM):
        edited = gathering_of(on_day("08-05"))
    run_as(wang, activity_replan, activity=on_day("08-05"), gathering=dataclasses.replace(edited, place="县里"), at=at)
    run_as(wang, activity_call, activity=on_day("07-05"), notice="来", at=at)
    done = run_as(wang, series_change, series=series, spec=dataclasses.replace(FIFTH, day=10), at=at, base=1)
    assert (done.made, done.changed, done.dropped) == (0, 1, 0)
    assert drafts() == ["08-05", "09-10"]
    assert on_day("07-05").state == State.CALLED
    with pytest.raises(errors.SavedMeanwhile):
        run_as(wang, series_change, series=series, spec=FIFTH, at=at, base=1)


def test_an_edited_agenda_is_an_edit(cast: Cast, at: dt.datetime, series: Series) -> None:
    wang = cast.actor(cast.wang)
    run_as(wang, agenda_set, activity=on_day("09-05"), points=[AgendaPoint("另有安排")], at=at)
    run_as(wang, series_change, series=series, spec=dataclasses.replace(FIFTH, day=10), at=at)
    assert drafts() == ["07-10", "08-10", "09-05"]


def test_another_rhythm_drops_and_makes(cast: Cast, at: dt.datetime, series: Series) -> None:
    wang = cast.actor(cast.wang)
    friday = SeriesSpec(Rhythm.WEEKLY, TODAY, dt.date(2025, 7, 4), every=2, weekday=4)
    done = run_as(wang, series_change, series=series, spec=friday, at=at)
    assert (done.made, done.dropped) == (2, 3)
    assert drafts() == ["06-20", "07-04"]
    back = run_as(wang, series_change, series=series, spec=FIFTH, at=at)
    assert (back.made, back.dropped) == (3, 2)


def test_ending_a_series_takes_back_unedited_drafts(cast: Cast, at: dt.datetime, series: Series) -> None:
    run_as(cast.actor(cast.wang), series_change, series=series, spec=dataclasses.replace(FIFTH, ends_on=TODAY), at=at)
    assert drafts() == []
    with acting_as(SYSTEM):
        assert Activity.objects.filter(state=State.VOID).count() == 3
    run_as(cast.actor(cast.wang), template_end, template=series.template, at=at + dt.timedelta(days=1))


def test_a_changed_template_reaches_unedited_drafts_when_drafted_again(
    cast: Cast, at: dt.datetime, series: Series, template: MeetingTemplate
) -> None:
    wang = cast.actor(cast.wang)
    changed = dataclasses.replace(SPEC, place="党群中心", agenda=(TemplatePoint("学习"),))
    run_as(wang, template_change, template=template, spec=changed, at=at, base=1)
    assert on_day("07-05").place == "活动室"
    with acting_as(SYSTEM):
        kept = TemplateRevision.objects.filter(template=template, series=None).order_by("version")
        assert [(one.version, one.said["place"]) for one in kept] == [(1, "活动室"), (2, "党群中心")]
    done = run_as(wang, series_draft, series=series, at=at)
    assert done.changed == 3
    assert on_day("07-05").place == "党群中心"
    with acting_as(SYSTEM):
        assert on_day("07-05").agenda.count() == 1
    other = dataclasses.replace(changed, agenda=(TemplatePoint("学习", ItemKind.STUDY),))
    run_as(wang, template_change, template=template, spec=other, at=at, base=2)
    assert run_as(wang, series_draft, series=series, at=at).changed == 3  # a point's kind is a change too
    odd = dataclasses.replace(changed, agenda=(TemplatePoint("学习", minutes=0),))
    with pytest.raises(errors.MinutesOutOfRange):
        run_as(wang, template_change, template=template, spec=odd, at=at)
    with pytest.raises(errors.SavedMeanwhile):
        run_as(wang, template_change, template=template, spec=SPEC, at=at, base=1)


def test_a_turn_is_left_out_and_comes_back(cast: Cast, at: dt.datetime, series: Series) -> None:
    wang, turn = cast.actor(cast.wang), dt.date(2025, 8, 1)
    with pytest.raises(errors.ReasonMissing):
        run_as(wang, turn_skip, series=series, turn=turn, reason="", at=at)
    run_as(wang, turn_skip, series=series, turn=turn, reason="防汛", at=at)
    run_as(wang, series_draft, series=series, at=at)
    assert drafts() == ["07-05", "09-05"]
    run_as(wang, turn_restore, series=series, turn=turn, at=at)
    assert drafts() == ["07-05", "08-05", "09-05"]


def test_a_turn_is_moved_and_stays_there(cast: Cast, at: dt.datetime, series: Series) -> None:
    wang = cast.actor(cast.wang)
    for turn, to in ((dt.date(2025, 8, 1), dt.date(2025, 8, 8)), (dt.date(2025, 11, 1), dt.date(2025, 11, 12))):
        run_as(wang, turn_move, series=series, turn=turn, to=to, at=at)
    run_as(wang, series_draft, series=series, at=at)
    assert drafts() == ["07-05", "08-08", "09-05", "11-12"]
    run_as(wang, series_change, series=series, spec=dataclasses.replace(FIFTH, day=10), at=at)
    assert drafts() == ["07-10", "08-08", "09-10", "11-12"]
    with pytest.raises(errors.TurnWrongState):
        run_as(wang, turn_move, series=series, turn=dt.date(2025, 8, 1), to=TODAY - dt.timedelta(days=1), at=at)
    with pytest.raises(errors.TurnWrongState):
        run_as(wang, turn_skip, series=series, turn=dt.date(2024, 8, 1), reason="过去", at=at)
    run_as(wang, activity_call, activity=on_day("08-08"), notice="来", at=at)
    with pytest.raises(errors.TurnWrongState, match="已经通知"):
        run_as(wang, turn_move, series=series, turn=dt.date(2025, 8, 1), to=dt.date(2025, 8, 9), at=at)


def test_what_a_person_voided_is_not_made_again(cast: Cast, at: dt.datetime, series: Series) -> None:
    run_as(cast.actor(cast.wang), activity_void, activity=on_day("08-05"), reason="取消", at=at)
    assert run_as(cast.actor(cast.wang), series_draft, series=series, at=at).made == 0


def test_the_page_says_what_became_of_each_turn(cast: Cast, at: dt.datetime, series: Series) -> None:
    run_as(cast.actor(cast.wang), turn_skip, series=series, turn=dt.date(2025, 8, 1), reason="防汛", at=at)
    with acting_as(SYSTEM):
        shown = turns_ahead(series, TODAY)
        assert len(shown) == 12
        assert [bool(turn.activity) for turn in shown[:4]] == [True, False, True, False]
        assert not any(turn.is_edited for turn in shown)
        assert SeriesMeeting.objects.count() == 3


def test_odd_rules_and_kinds_are_refused(cast: Cast, at: dt.datetime, template: MeetingTemplate) -> None:
    wang = cast.actor(cast.wang)
    for spec in (
        SeriesSpec(Rhythm.MONTHLY_DAY, TODAY, day=32),
        SeriesSpec(Rhythm.WEEKLY, TODAY, TODAY - dt.timedelta(days=1), weekday=1),
    ):
        with pytest.raises(errors.SeriesRuleOdd):
            run_as(wang, series_make, template=template, spec=spec, at=at)
    for change, error in (
        ({"kind": ActivityKind.GROUP_MEETING}, errors.KindDoesNotFit),
        ({"name": " "}, errors.TextMissing),
        ({"comment_days": 31}, errors.DaysOutOfRange),
        ({"minutes": 0}, errors.MinutesOutOfRange),
    ):
        with pytest.raises(error):
            run_as(wang, template_change, template=template, spec=dataclasses.replace(SPEC, **change), at=at)


def test_templates_end_after_their_series(
    cast: Cast, at: dt.datetime, template: MeetingTemplate, series: Series
) -> None:
    with pytest.raises(errors.TemplateInUse):
        run_as(cast.actor(cast.wang), template_end, template=template, at=at)


def test_one_meeting_is_planned_from_a_template(cast: Cast, at: dt.datetime, template: MeetingTemplate) -> None:
    made = run_as(cast.actor(cast.wang), activity_plan_from, template=template, on=TODAY, at=at)
    assert (made.state, made.topic, made.template_id) == (State.DRAFT, "主题党日", template.pk)


def test_who_may_keep_templates(cast: Cast, at: dt.datetime, template: MeetingTemplate) -> None:
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.zhao), template_make, unit_id=cast.office.pk, spec=SPEC, at=at)
    with pytest.raises(NotFound):
        run_as(cast.actor(cast.zhou), series_make, template=template, spec=FIFTH, at=at)


def test_the_unit_settles_the_days_for_comments(cast: Cast, at: dt.datetime) -> None:
    wang = cast.actor(cast.wang)
    assert run_as(wang, meeting_setting_save, unit_id=cast.office.pk, comment_days=10, at=at).comment_days == 10
    assert run_as(wang, meeting_setting_save, unit_id=cast.office.pk, comment_days=5, at=at).comment_days == 5
    with pytest.raises(errors.DaysOutOfRange):
        run_as(wang, meeting_setting_save, unit_id=cast.office.pk, comment_days=0, at=at)


def test_the_command_drafts_every_running_series(
    at: dt.datetime, series: Series, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with acting_as(SYSTEM):
        assert draft_meetings(argparse.Namespace(until=dt.date(2025, 10, 31))) == 0
        assert draft_meetings(argparse.Namespace(until=dt.date(2025, 10, 31))) == 0
    assert capsys.readouterr().out.splitlines() == [
        "定期会议 1 项：新生成草稿 1 次，更新 0 次。",
        "定期会议 1 项：新生成草稿 0 次，更新 0 次。",
    ]
