"""Every short form, posted without scripts: it does its deed, shows it on the page, refuses on the form."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, HeartTalk, Resolution
from xuezuo.life.tests import factories
from xuezuo.life.tests.access import PDF
from xuezuo.life.tests.desk import fresh
from xuezuo.life.types import State
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.files.models import StoredFile

pytestmark = pytest.mark.django_db


class Desk:
    """The secretary's browser at one activity."""

    def __init__(self, cast: Cast, state: State) -> None:
        with acting_as(SYSTEM):
            self.activity = factories.activity(cast.office, TODAY, state=state)
        self.client = Client()
        self.client.force_login(cast.account(cast.wang))

    def post(self, name: str, **data: object) -> int:
        url = reverse(f"life:{name}", kwargs={"uid": self.activity.uid})
        return self.client.post(url, data).status_code

    @property
    def page(self) -> str:
        url = reverse("life:activity-detail", kwargs={"uid": self.activity.uid})
        return self.client.get(url).content.decode()


def rows(*titles: str, base: int = 0, **columns: list[str]) -> dict[str, object]:
    """An agenda as the form posts it."""
    blank = [""] * len(titles)
    shown = {name: columns.get(name, blank) for name in ("presenter", "minutes", "item", "place")}
    return {"title": list(titles), "base": base, **shown}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def held(cast: Cast) -> Desk:
    return Desk(cast, State.HELD)


def test_agenda_minutes_resolutions(held: Desk) -> None:
    assert held.post("agenda-set", **rows("学习党章", "", "讨论发展计划")) == 302
    draft = held.client.get(reverse("life:minutes-write", kwargs={"uid": held.activity.uid})).content.decode()
    assert "1. 学习党章" in draft
    assert held.post("minutes-write", text="会议同意。") == 302
    assert held.post("minutes-write", text="会议同意。", base=1) == 400
    assert held.post("minutes-write", text="会议一致同意。", base=1) == 302
    assert held.post("resolution-add", text="修缮活动室", owner="李委员", due_on="2025-07-01") == 302
    assert held.post("resolution-add", text="", owner="无名氏") == 400
    with acting_as(SYSTEM):
        resolution = Resolution.objects.get()
    for words in ("讨论发展计划", "会议一致同意。", "第 1 版", "修缮活动室</a>（李委员） 时限 2025-07-01"):
        assert words in held.page
    done = reverse("life:resolution-done", kwargs={"uid": resolution.uid})
    assert held.client.post(done, {"on": "2025-06-16", "note": "已修好"}).status_code == 302
    assert "已办结" in held.page


def test_guests_paper_confirm_reopen_void(held: Desk) -> None:
    assert held.post("guest-add", member="LC0003") == 400  # expected anyway
    assert held.post("guest-add", member="HK0001") == 302
    assert "列席（不计入应到和实到）：周外人" in held.page
    paper = reverse("life:attendance-set", kwargs={"uid": held.activity.uid}) + "?paper=1"
    assert held.client.post(paper).status_code == 302
    assert held.post("activity-confirm") == 302
    assert held.post("activity-reopen", reason="") == 400
    assert held.post("activity-reopen", reason="核对") == 302
    assert "尚未确认" in held.page
    assert held.post("activity-void", reason="重复") == 302
    assert held.post("activity-void", reason="再来") == 400
    assert "已作废" in held.page
    assert fresh(held.activity).state == State.VOID


def test_the_code_is_shown_at_its_time_only(cast: Cast, held: Desk) -> None:
    board = reverse("life:sign-in-board", kwargs={"uid": held.activity.uid})
    seen = held.client.get(board).content.decode()
    assert "<svg" in seen
    fragment = held.client.get(board, headers={"HX-Request": "true", "HX-Target": "div#code"}).content.decode()
    assert "<svg" in fragment
    assert "<html" not in fragment
    with acting_as(SYSTEM):
        Activity.objects.update(occurred_on=TODAY - dt.timedelta(days=2))
    assert held.client.get(board).status_code == 400


def test_files_go_out_of_sight(cast: Cast, held: Desk, settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    held.post("file-attach", file=SimpleUploadedFile("通知.pdf", PDF))
    assert "通知.pdf" in held.page
    with acting_as(SYSTEM):
        stored = StoredFile.objects.get()
    url = reverse("life:file-remove", kwargs={"uid": held.activity.uid, "file": stored.uid})
    assert held.client.post(url).status_code == 302
    assert "通知.pdf" not in held.page


def test_talks_are_voided_with_a_reason(cast: Cast, held: Desk) -> None:
    with acting_as(SYSTEM):
        talk = factories.talk(cast.office, TODAY, cast.wang, cast.zhao)
    url = reverse("life:talk-void", kwargs={"uid": talk.uid})
    assert held.client.post(url, {"reason": "记错"}).status_code == 302
    assert held.client.post(url, {"reason": "记错"}).status_code == 400
    with acting_as(SYSTEM):
        assert HeartTalk.objects.get().void_reason == "记错"


def test_a_member_reads_the_own_meetings(cast: Cast) -> None:
    desk = Desk(cast, State.CONFIRMED)
    seen = desk.client.get(reverse("life:member-meetings", kwargs={"uid": cast.wang.uid})).content.decode()
    assert "我参加的组织生活" in seen
    assert "出席" in seen
    theirs = desk.client.get(reverse("life:member-meetings", kwargs={"uid": cast.zhao.uid})).content.decode()
    assert "赵党员参加的组织生活" in theirs
    assert desk.client.get(reverse("life:deeds-export")).status_code == 200
