"""Templates, series and the calendar in the browser, without scripts."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, MeetingTemplate, Series
from xuezuo.life.tests import factories
from xuezuo.life.tests.factories import DeedSpec
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
TEMPLATE = {
    "name": "每月支部大会",
    "kind": "general_meeting",
    "starts_at": "15:00",
    "point-title": ["学习", "讨论", ""],
    "point-kind": ["study", "discussion", ""],
    "point-minutes": ["30", "", ""],
    "point-presenter": ["secretary", "", ""],
    "point-text": ["原文", "", ""],
    "point-place": ["2", "1", ""],
    "place": "会议室",
}
FRIDAY = {"rhythm": "monthly_weekday", "ordinal": "1", "weekday": "4", "every": "1", "starts_on": "2025-06-16"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def client_of(cast: Cast, member: Member) -> Client:
    client = Client()
    client.force_login(cast.account(member))
    return client


@pytest.fixture
def client(cast: Cast) -> Client:
    return client_of(cast, cast.wang)


def to(name: str, uid: object, *more: object) -> str:
    return reverse(f"life:{name}", args=[uid, *more])


@pytest.fixture
def series(cast: Cast, client: Client) -> Series:
    assert client.post(to("template-make", cast.office.uid), TEMPLATE).status_code == 302
    template = MeetingTemplate.objects.get()
    assert client.post(to("series-make", template.uid), FRIDAY).status_code == 302
    return Series.objects.get()


def days() -> list[str]:
    with acting_as(SYSTEM):
        found = Activity.objects.filter(state=State.DRAFT).order_by("occurred_on")
        return [str(day) for day in found.values_list("occurred_on", flat=True)]


def test_from_template_to_drafts(cast: Cast, client: Client, series: Series) -> None:
    assert days() == ["2025-07-04", "2025-08-01", "2025-09-05"]
    page = client.get(to("series-detail", series.uid)).content.decode()
    for words in ("每月第一个星期五", "2025-07-04", "还没有生成", "2025-12-05"):
        assert words in page
    listed = client.get(to("template-list", cast.office.uid)).content.decode()
    assert "每月支部大会" in listed
    detail = " ".join(client.get(to("template-detail", series.template.uid)).content.decode().split())
    assert detail.index("讨论") < detail.index("学习 汇报：书记 30 分钟")
    assert "原文" in detail
    client.post(to("series-draft", series.uid), {"until": "2025-10-31"})
    assert days()[-1] == "2025-10-03"


def test_turns_are_left_out_moved_and_restored(client: Client, series: Series) -> None:
    assert client.post(to("turn-skip", series.uid, "2025-08-01"), {"reason": ""}).status_code == 400
    assert client.post(to("turn-skip", series.uid, "2025-08-01"), {"reason": "防汛"}).status_code == 302
    assert client.post(to("turn-move", series.uid, "2025-09-01"), {"on": "2025-09-12"}).status_code == 302
    assert client.post(to("turn-move", series.uid, "2025-09-01"), {"on": "2020-09-12"}).status_code == 400
    page = client.get(to("series-detail", series.uid)).content.decode()
    for words in ("防汛", "改期", "2025-09-12", "恢复"):
        assert words in page
    assert days() == ["2025-07-04", "2025-09-12"]
    client.post(to("turn-restore", series.uid, "2025-08-01"))
    client.post(to("turn-restore", series.uid, "2025-09-01"))
    assert days() == ["2025-07-04", "2025-08-01", "2025-09-05"]
    assert client.get(to("turn-move", series.uid, "odd")).status_code == 404


def test_changes_follow_to_unedited_drafts(client: Client, series: Series) -> None:
    with acting_as(SYSTEM):
        uid = Activity.objects.get(occurred_on="2025-07-04").uid
    plan = {"kind": "general_meeting", "date": "2025-07-04", "topic": "改过"}
    assert client.post(to("activity-replan", uid), plan).status_code == 302
    assert "有人改动过" in client.get(to("series-detail", series.uid)).content.decode()
    changed = {**TEMPLATE, "place": "党群中心", "base": "1"}
    assert client.post(to("template-change", series.template.uid), changed).status_code == 302
    with acting_as(SYSTEM):
        places = list(Activity.objects.order_by("occurred_on").values_list("place", flat=True))
    assert places == ["", "党群中心", "党群中心"]
    assert client.post(to("series-change", series.uid), {**FRIDAY, "ordinal": "-1", "base": "1"}).status_code == 302
    assert days() == ["2025-06-27", "2025-07-04", "2025-08-29", "2025-09-26"]
    ended = {**FRIDAY, "ends_on": "2025-06-30", "base": "2"}
    assert client.post(to("series-change", series.uid), ended).status_code == 302
    assert days() == ["2025-07-04"]


def test_odd_input_is_told(cast: Cast, client: Client, series: Series) -> None:
    for change, words in (
        ({"weekday": ""}, "请选择"),
        ({"ends_on": "2025-06-01"}, "早于开始日期"),
        ({"rhythm": "monthly_day"}, "请选择"),
        ({"every": "0"}, "every"),
    ):
        answer = client.post(to("series-make", series.template.uid), {**FRIDAY, **change})
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert client.post(to("template-end", series.template.uid)).status_code == 409
    assert client.post(to("template-plan", series.template.uid), {"on": "2025-06-20"}).status_code == 302
    assert client.post(to("meeting-setting", cast.office.uid), {"comment_days": "99"}).status_code == 400
    assert client.post(to("meeting-setting", cast.office.uid), {"comment_days": "9"}).status_code == 302
    assert 'value="9"' in client.get(to("template-list", cast.office.uid)).content.decode()


@pytest.fixture
def june(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.activities(
            [
                DeedSpec(cast.office, TODAY, topic="甲会"),
                DeedSpec(cast.office, TODAY, kind=ActivityKind.THEME_DAY, parts=(ActivityKind.LECTURE,), topic="乙日"),
                DeedSpec(cast.office, dt.date(2025, 6, 30), state=State.DRAFT, with_attendance=False, topic="丙会"),
                DeedSpec(cast.office, dt.date(2025, 7, 1), topic="丁会"),
                DeedSpec(cast.community, TODAY, topic="社区会"),
                DeedSpec(cast.first_group, TODAY, kind=ActivityKind.GROUP_MEETING, topic="小组会"),
            ]
        )


def test_a_branch_sees_its_month(cast: Cast, client: Client, june: None) -> None:
    url = to("unit-calendar", cast.office.uid)
    seen = client.get(url).content.decode()
    for words in ("2025年6月", "本月 4 次", "甲会", "乙日", "小组会"):
        assert words in seen
    assert "社区会" not in seen
    assert "丁会" in client.get(f"{url}?month=2025-07").content.decode()
    assert "本月 1 次" in client.get(f"{url}?kind=lecture").content.decode()
    listed = client.get(f"{url}?month=2025-06&day=2025-06-16&kind=theme_day&kind=group_meeting").content.decode()
    assert "6月16日（2）" in listed
    for odd in ("month=odd", "month=2025", "day=2020-01-01", "kind=odd", "month=9999-99"):
        assert client.get(f"{url}?{odd}").status_code == 200


def test_a_committee_counts_all_below(cast: Cast, june: None) -> None:
    wu = client_of(cast, cast.wu)
    url = to("unit-calendar", cast.committee.uid)
    seen = wu.get(url).content.decode()
    assert "及下级，本月 5 次" in seen
    assert "4 次" in seen
    assert "社区会" in wu.get(f"{url}?day=2025-06-16").content.decode()
    assert wu.get(f"{url}?day=2025-06-16&page=2").status_code in {200, 404}


def test_members_see_what_they_may_see(cast: Cast, june: None) -> None:
    seen = client_of(cast, cast.zhao).get(to("unit-calendar", cast.office.uid)).content.decode()
    assert "甲会" in seen
    assert client_of(cast, cast.zhou).get(to("unit-calendar", cast.office.uid)).status_code == 404
