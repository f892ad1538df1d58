"""Calendars that programs read: RFC 5545, whose meetings, changes and cancellations, revoking."""

import datetime as dt

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, CalendarFeed
from xuezuo.life.services import activity_void
from xuezuo.life.services.feeds import MOST
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import audit_names, run_as
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
NEXT = TODAY + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def called(cast: Cast, at: dt.datetime) -> Activity:
    return planned(cast, at, place="三楼，党员活动室；请带\\笔记本", starts_at=dt.time(15), minutes=90)


def planned(cast: Cast, at: dt.datetime, **values: object) -> Activity:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, NEXT, state=State.CALLED, with_attendance=False, topic="讨论接收赵党员")
        Activity.objects.filter(pk=made.pk).update(called_at=at, **values)
        made.refresh_from_db()
        return made


def address_of(cast: Cast, member: Member, unit: str = "") -> str:
    client = Client()
    client.force_login(cast.account(member))
    page = client.post(reverse("life:feed-list"), {"unit": unit}).content.decode()
    start = page.index("http://testserver/life/calendars/")
    return page[start + len("http://testserver") : page.index(".ics", start) + 4]


def read(address: str) -> icalendar.Calendar:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def test_lines_are_folded_and_text_is_escaped(cast: Cast, called: Activity) -> None:
    raw = Client().get(address_of(cast, cast.zhao)).content
    assert raw.endswith(b"\r\n")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert "LOCATION:三楼，党员活动室；请带\\\\笔记本" in unfolded
    assert f"UID:{called.uid}@life.xuezuo" in unfolded
    assert "DTSTART;TZID=Asia/Shanghai:20250623T150000" in unfolded
    assert "DTEND;TZID=Asia/Shanghai:20250623T163000" in unfolded
    assert "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in unfolded
    assert "TZOFFSETTO:+0800" in unfolded
    assert raw == Client().get(address_of(cast, cast.zhao)).content  # equal meetings, equal bytes


def test_no_topic_and_no_name_leaves_the_house(cast: Cast, called: Activity) -> None:
    text = Client().get(address_of(cast, cast.zhao)).content.replace(b"\r\n ", b"").decode()
    assert "接收" not in text
    assert "赵" not in text
    (event,) = read(address_of(cast, cast.zhao)).walk("VEVENT")
    assert event["URL"].endswith(reverse("life:activity-detail", kwargs={"uid": called.uid}))


def test_a_change_counts_up_and_a_void_meeting_is_cancelled(cast: Cast, at: dt.datetime, called: Activity) -> None:
    address = address_of(cast, cast.zhao)
    (first,) = read(address).walk("VEVENT")
    (again,) = read(address).walk("VEVENT")
    assert (first["SEQUENCE"], again["SEQUENCE"]) == (0, 0)
    with acting_as(SYSTEM):
        Activity.objects.filter(pk=called.pk).update(starts_at=dt.time(16))
    (moved,) = read(address).walk("VEVENT")
    assert (moved["SEQUENCE"], moved["UID"]) == (1, first["UID"])
    run_as(cast.actor(cast.wang), activity_void, activity=called, reason="改为视频会议", at=at)
    (void,) = read(address).walk("VEVENT")
    assert (void["SEQUENCE"], void["STATUS"]) == (2, "CANCELLED")
    assert "视频会议" not in str(void)


def test_a_meeting_without_hour_takes_its_day(cast: Cast, at: dt.datetime) -> None:
    planned(cast, at)
    (event,) = read(address_of(cast, cast.zhao)).walk("VEVENT")
    assert event.decoded("DTSTART") == NEXT
    assert event.decoded("DTEND") == NEXT + dt.timedelta(days=1)


def test_everybody_gets_the_own_meetings(cast: Cast, at: dt.datetime, called: Activity) -> None:
    with acting_as(SYSTEM):
        committee = factories.activity(cast.office, NEXT, kind=ActivityKind.COMMITTEE_MEETING, state=State.CALLED,
                                       with_attendance=False)  # fmt: skip
        factories.activity(cast.community, NEXT, state=State.CALLED, with_attendance=False)
        factories.activity(cast.office, NEXT, state=State.DRAFT, with_attendance=False)
    uids = {member: {str(one["UID"]) for one in read(address_of(cast, member)).walk("VEVENT")} for member in
            (cast.zhao, cast.wang)}  # fmt: skip
    assert uids[cast.zhao] == {f"{called.uid}@life.xuezuo"}
    assert uids[cast.wang] == {f"{called.uid}@life.xuezuo", f"{committee.uid}@life.xuezuo"}
    office = read(address_of(cast, cast.zhao, str(cast.office.uid)))
    assert str(office["X-WR-CALNAME"]) == "机关支部会议"
    assert len(office.walk("VEVENT")) == 2


def test_a_revoked_address_answers_no_more_and_only_its_hash_is_kept(cast: Cast, called: Activity) -> None:
    address = address_of(cast, cast.zhao)
    with acting_as(SYSTEM):
        feed = CalendarFeed.objects.get()
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert token.encode() not in bytes(feed.token_hash)
    assert feed.read_on is None
    other = Client()
    other.force_login(cast.account(cast.wang))
    assert other.post(reverse("life:feed-end", args=[feed.uid])).status_code == 404
    mine = Client()
    mine.force_login(cast.account(cast.zhao))
    assert token not in mine.get(reverse("life:feed-list")).content.decode()
    assert mine.post(reverse("life:feed-end", args=[feed.uid])).status_code == 302
    assert Client().get(address).status_code == 404
    kept = [name for name in audit_names() if name.startswith("life.")]
    assert kept == ["life.calendar_feed_made", "life.calendar_feed_revoked"]


def test_a_closed_log_in_closes_its_calendars(cast: Cast, called: Activity) -> None:
    address = address_of(cast, cast.zhao)
    account = cast.account(cast.zhao)
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert Client().get(address).status_code == 404


def token_of(address: str) -> str:
    return address.rsplit("/", 1)[1].removesuffix(".ics")


def test_a_leaked_address_is_changed(cast: Cast, called: Activity) -> None:
    address = address_of(cast, cast.zhao, str(cast.office.uid))
    with acting_as(SYSTEM):
        feed = CalendarFeed.objects.get()
    other, mine = Client(), Client()
    other.force_login(cast.account(cast.wang))
    mine.force_login(cast.account(cast.zhao))
    url = reverse("life:feed-reset", args=[feed.uid])
    assert other.post(url).status_code == 404
    page = mine.post(url)
    text = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "只显示这一次" in text
    start = text.index("/life/calendars/", text.index("新日历的地址"))
    fresh = text[start : text.index(".ics", start) + 4]
    assert fresh != address
    assert Client().get(address).status_code == 404
    assert len(read(fresh).walk("VEVENT")) == 1  # the same unit
    assert mine.post(url).status_code == 404  # that one is over
    kept = [name for name in audit_names() if name.startswith("life.calendar")]
    assert kept == ["life.calendar_feed_made", "life.calendar_feed_revoked", "life.calendar_feed_made"]


def test_an_address_answers_for_a_year(
    cast: Cast, at: dt.datetime, called: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = address_of(cast, cast.zhao)
    monkeypatch.setattr(clock, "now", lambda: at + dt.timedelta(days=365))
    assert Client().get(address).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: at + dt.timedelta(days=366))
    assert Client().get(address).status_code == 404
    mine = Client()
    mine.force_login(cast.account(cast.zhao))
    page = mine.get(reverse("life:feed-list")).content.decode()
    assert "已过期" in page
    assert "地址就是钥匙" in page


def test_no_log_holds_an_address(cast: Cast, called: Activity, caplog: pytest.LogCaptureFixture) -> None:
    token = token_of(address_of(cast, cast.zhao))
    with acting_as(SYSTEM):
        CalendarFeed.objects.update(revoked_at=clock.now())
    assert Client().get(reverse("life:feed-read", args=[token])).status_code == 404
    told = " ".join(record.getMessage() + repr(record.args) for record in caplog.records)
    assert token not in told
    assert "/life/calendars/….ics" in told


def test_ten_are_enough(cast: Cast) -> None:
    for _ in range(MOST):
        address_of(cast, cast.zhao)
    client = Client()
    client.force_login(cast.account(cast.zhao))
    response = client.post(reverse("life:feed-list"), {"unit": ""})
    assert response.status_code == 400
    assert "已有 10 个" in response.content.decode()
