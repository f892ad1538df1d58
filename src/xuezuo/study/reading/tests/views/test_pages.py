"""Pages of reading as their readers see them; all of them work without scripts."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.tests import factories as library
from xuezuo.study.reading.models import Habit, Item, SelfStudy
from xuezuo.study.reading.tests import factories
from xuezuo.study.reading.tests.factories import AT
from xuezuo.study.reading.types import ListKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)


def as_(client: Client, cast: Cast, person: Member) -> Client:
    client.force_login(cast.account(person))
    return client


def text(client: Client, name: str, *args: object, query: str = "") -> str:
    got = client.get(reverse(name, args=args) + query)
    assert got.status_code == 200
    return got.content.decode()


def test_from_the_note_to_the_hours(client: Client, cast: Cast) -> None:
    as_(client, cast, cast.zhao)
    said = {"occurred_on": "2025-06-10", "title": "党章第一章", "minutes": "90", "note": "只给自己看"}
    client.post(reverse("reading:self-study-log"), said)
    with acting_as(cast.actor(cast.zhao)):
        uid = SelfStudy.objects.get().uid
    page = text(client, "reading:self-study-detail", uid)
    assert "只给自己看" in page
    assert "提交支部认可" in page
    client.post(reverse("reading:self-study-submit", args=[uid]))
    assert "等待支部认可的自学（1）" in client.get(reverse("duties:my-hours"), follow=True).content.decode()

    as_(client, cast, cast.wang)
    assert "待认可的自学 1 条" in text(client, "reading:home")
    waiting = text(client, "reading:self-study-waiting")
    assert "赵党员" in waiting
    assert "只给自己看" not in waiting + text(client, "reading:self-study-detail", uid)
    client.post(reverse("reading:self-study-approve", args=[uid]))
    hours = text(client, "duties:member-hours", cast.zhao.uid)
    assert "90 分钟 ÷ 60 分钟 = 1 学时，余 30 分钟" in hours
    assert reverse("reading:self-study-detail", args=[uid]) in hours


def test_too_many_minutes_are_said_at_the_form(client: Client, cast: Cast) -> None:
    zhao = cast.actor(cast.zhao)
    factories.study(zhao, 470)
    as_(client, cast, cast.zhao)
    got = client.post(
        reverse("reading:self-study-log"), {"occurred_on": factories.DAY, "title": "党章", "minutes": "20"}
    )
    assert got.status_code == 400
    assert "合计 490 分钟，超过每天 480 分钟的上限" in got.content.decode()


def test_the_reason_reaches_the_member(client: Client, cast: Cast) -> None:
    made = factories.study(cast.actor(cast.zhao), submitted=True)
    as_(client, cast, cast.wang).post(reverse("reading:self-study-return", args=[made.uid]), {"reason": "请写章节"})
    as_(client, cast, cast.zhao)
    assert "请写章节" in text(client, "reading:self-study-detail", made.uid)


def test_a_list_is_made_filled_and_read(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        article = library.material(cast.office, "怎样过好组织生活", ("第一，按时。", "第二，认真。"))
    as_(client, cast, cast.wang)
    got = client.post(
        reverse("reading:list-make"), {"unit": cast.office.pk, "title": "七月学习", "intro": "每周一篇", "kind": "list"}
    )
    add = reverse("reading:item-add", args=[got["Location"].rstrip("/").rsplit("/", 1)[1]])
    assert "怎样过好组织生活" in client.get(add).content.decode()
    client.post(add, {"material": article.uid})
    as_(client, cast, cast.zhao)
    assert "七月学习" in text(client, "reading:home")
    detail = client.get(got["Location"]).content.decode()
    assert "怎样过好组织生活" in detail
    assert "移出" not in detail
    whole = client.get(got["Location"] + "whole/").content.decode()
    assert "第二，认真。" in whole
    assert "赵党员" not in whole


def test_todays_reading_stands_on_the_home_page(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        article = library.material(cast.office, "今天的一篇")
    factories.reading_list(cast.office, article, kind=ListKind.DAILY, on=TODAY)
    as_(client, cast, cast.zhao)
    assert "今天的一篇" in text(client, "web:home")
    assert "今天的一篇" in text(client, "reading:home")
    assert "今天的一篇" not in as_(client, cast, cast.zheng).get("/").content.decode()


def test_bookmarks_notes_and_habits_by_plain_forms(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        article = library.material(cast.office, "值得再读")
    as_(client, cast, cast.zhao)
    assert reverse("reading:material-mine", args=[article.uid]) in text(client, "library:material-detail", article.uid)
    client.post(reverse("reading:bookmark-set", args=[article.uid]), {"kept": "1"})
    client.post(reverse("reading:material-mine", args=[article.uid]), {"text": "第二段很好"})
    assert "第二段很好" in text(client, "reading:kept-list")
    assert "第二段很好" not in as_(client, cast, cast.wang).get(reverse("reading:kept-list")).content.decode()

    as_(client, cast, cast.zhao)
    client.post(reverse("reading:habit-list"), {"label": "读一篇文章", "period": "day"})
    with acting_as(cast.actor(cast.zhao)):
        habit = Habit.objects.get()
    client.post(reverse("reading:habit-mark", args=[habit.uid]), {"done": "1"})
    assert "✓ 做了" in text(client, "reading:home")


def test_the_worker_may_serve_the_pages_beside_it(client: Client) -> None:
    got = client.get(reverse("reading:offline-worker"))
    assert got["Content-Type"].startswith("text/javascript")
    assert b"xuezuo-reading" in got.content


def test_queries_of_the_pages(client: Client, cast: Cast, query_budget) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    with acting_as(SYSTEM):
        some = [library.material(cast.office, f"第{n}篇", (f"正文{n}。",)) for n in range(4)]
    made = factories.reading_list(cast.office, *some)
    factories.reading_list(cast.office, *some, kind=ListKind.DAILY, on=TODAY - dt.timedelta(days=1))
    for number in range(3):
        factories.study(cast.actor(cast.zhao), 20 + number, submitted=True)
    as_(client, cast, cast.wang)
    for name, args in (
        ("home", []),
        ("list-list", []),
        ("list-detail", [made.uid]),
        ("list-whole", [made.uid]),
        ("self-study-list", []),
        ("self-study-waiting", []),
        ("kept-list", []),
        ("habit-list", []),
    ):
        with query_budget(f"reading:{name}"):
            text(client, f"reading:{name}", *args)


def test_readers_are_told_what_to_look_for(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        material = library.material(cast.office, "支部的文章")
    made = factories.reading_list(cast.office)
    as_(client, cast, cast.wang)
    said = {"material": material.uid, "hint": " 重点看第二段 "}
    assert (
        "重点看第二段" in client.post(reverse("reading:item-add", args=[made.uid]), said, follow=True).content.decode()
    )
    with acting_as(SYSTEM):
        item = Item.objects.get()
    assert item.hint == "重点看第二段"
    url = reverse("reading:item-change", args=[made.uid, item.pk])
    assert "重点看第二段" in client.get(url).content.decode()
    assert client.post(url, {"hint": "长" * 201}).status_code == 400
    assert "联系自己想一想" in client.post(url, {"hint": "联系自己想一想"}, follow=True).content.decode()
    assert "写导读" in client.post(url, {"hint": ""}, follow=True).content.decode()
