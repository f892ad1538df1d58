"""Two people change one template or one series: both are shown side by side, merged, and nothing is lost."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import MeetingTemplate, Series, TemplateItem, TemplateRevision
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import Cast

pytestmark = pytest.mark.django_db
POINTS = {
    "point-title": ["学习", "讨论"],
    "point-kind": ["", ""],
    "point-minutes": ["", ""],
    "point-presenter": ["secretary", ""],
    "point-text": ["", ""],
    "point-place": ["1", "2"],
}
TEMPLATE = {
    "name": "每月支委会",
    "kind": "committee_meeting",
    "starts_at": "09:00",
    "place": "三楼",
    "notice": "带本",
    **POINTS,
}
MONTHLY = {"rhythm": "monthly_day", "day": "5", "every": "1", "starts_on": "2025-06-16"}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def client_of(cast: Cast, member: Member) -> Client:
    client = Client()
    client.force_login(cast.account(member))
    return client


def points(first: str, second: str) -> dict[str, list[str]]:
    return {**POINTS, "point-title": [first, second]}


@pytest.fixture
def template(cast: Cast) -> MeetingTemplate:
    wang = client_of(cast, cast.wang)
    assert wang.post(reverse("life:template-make", args=[cast.office.uid]), TEMPLATE).status_code == 302
    return MeetingTemplate.objects.get()


def change(template: MeetingTemplate) -> str:
    return reverse("life:template-change", args=[template.uid])


def test_what_both_changed_of_a_template_is_merged(cast: Cast, template: MeetingTemplate) -> None:
    theirs = {**TEMPLATE, "place": "党群中心", **points("学习文件", "讨论"), "base": "1"}
    assert client_of(cast, cast.wang).post(change(template), theirs).status_code == 302
    li = client_of(cast, cast.li)
    mine = {**TEMPLATE, "topic": "月度工作", **points("学习", "讨论下月安排"), "base": "1"}
    answer = li.post(change(template), mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    for words in (
        "两人同时修改",
        "对方保存的",
        "我写的",
        "王书记",
        "＋ 地点：党群中心",
        "＋ 主题：月度工作",
        "可以直接保存合并稿",
    ):
        assert words in page, words
    assert "已替您留存" not in page
    merged = {**TEMPLATE, "place": "党群中心", "topic": "月度工作", **points("学习文件", "讨论下月安排"), "base": "2"}
    for words in ('value="学习文件"', 'value="讨论下月安排"', 'value="党群中心"', 'name="base" value="2"'):
        assert words in page, words
    assert li.post(change(template), merged).status_code == 302
    template.refresh_from_db()
    assert (template.version, template.place, template.topic) == (3, "党群中心", "月度工作")
    assert list(TemplateItem.objects.order_by("position").values_list("title", "post")) == [
        ("学习文件", "secretary"),
        ("讨论下月安排", ""),
    ]
    assert TemplateRevision.objects.count() == 3


def test_where_both_changed_the_same_both_points_stay_and_the_field_is_mine(
    cast: Cast, template: MeetingTemplate
) -> None:
    theirs = {**TEMPLATE, "place": "党群中心", **points("学习文件", "讨论"), "base": "1"}
    assert client_of(cast, cast.wang).post(change(template), theirs).status_code == 302
    mine = {**TEMPLATE, "place": "二楼", **points("学习党章", "讨论"), "base": "1"}
    page = client_of(cast, cast.li).post(change(template), mine).content.decode()
    assert "有 2 处两人都改了" in page
    merged = page[page.index("合并稿</h2>") : page.index("或者只用其中一份")]
    for words in ('value="学习文件"', 'value="学习党章"', 'value="二楼"'):
        assert words in merged, words
    alone = page[page.index("或者只用其中一份") :]
    assert 'value="学习党章"' in alone
    assert 'value="学习文件"' not in alone
    assert change(template).removesuffix("change/") in alone  # to use the other's words is to go back


def test_a_template_from_before_revisions_shows_its_present_state(cast: Cast, template: MeetingTemplate) -> None:
    TemplateRevision.objects.all().delete()
    MeetingTemplate.objects.update(version=4)
    answer = client_of(cast, cast.li).post(change(template), {**TEMPLATE, "topic": "新", "base": "3"})
    assert answer.status_code == 409
    assert 'name="base" value="4"' in answer.content.decode()


def test_odd_points_are_told_and_come_back(cast: Cast, template: MeetingTemplate) -> None:
    li = client_of(cast, cast.li)
    odd = {**TEMPLATE, "point-minutes": ["很久", "20"], "point-kind": ["赵党员", ""], "base": "1"}
    answer = li.post(change(template), odd)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "议题“学习”的时长应是分钟数" in page
    assert 'value="很久"' in page
    assert li.post(change(template), {**odd, "point-minutes": ["", "9999"]}).status_code == 400


def test_a_series_is_merged_too(cast: Cast, template: MeetingTemplate) -> None:
    wang, li = client_of(cast, cast.wang), client_of(cast, cast.li)
    assert wang.post(reverse("life:series-make", args=[template.uid]), MONTHLY).status_code == 302
    series = Series.objects.get()
    url = reverse("life:series-change", args=[series.uid])
    assert wang.post(url, {**MONTHLY, "day": "10", "base": "1"}).status_code == 302
    answer = li.post(url, {**MONTHLY, "ends_on": "2025-12-31", "base": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    for words in ("＋ 几日：10", "＋ 到哪天止：2025-12-31", "可以直接保存合并稿"):
        assert words in page, words
    assert li.post(url, {**MONTHLY, "day": "10", "ends_on": "2025-12-31", "base": "2"}).status_code == 302
    series.refresh_from_db()
    assert (series.day, series.ends_on, series.version) == (10, dt.date(2025, 12, 31), 3)
    again = li.post(url, {**MONTHLY, "rhythm": "weekly", "weekday": "0", "base": "1"}).content.decode()
    assert "＋ 规律：每周星期几" in again
    assert "＋ 星期几：星期一" in again
