"""Class hours: the sum of recorded sessions, as the engine counts them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.duties.queries.hours import member_hours, sessions_of, unit_hours
from xuezuo.duties.queries.status import unit_status
from xuezuo.kernel import clock
from xuezuo.life.models import Activity
from xuezuo.life.services.attendance import attendance_correct
from xuezuo.life.tests import factories as life
from xuezuo.life.types import Mark
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 16)
NOW = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)


def page(client: Client, cast: Cast, person: Member, url: str) -> str:
    client.force_login(cast.account(person))
    shown = client.get(url, follow=True)
    assert shown.status_code == 200
    return shown.content.decode()


def studied(cast: Cast, minutes: int, day: int = 5, **values: object) -> Activity:
    with acting_as(SYSTEM):
        return life.activity(cast.office, dt.date(2025, 3, day), kind="study_session", minutes=minutes, **values)


def test_minutes_are_added_before_they_are_divided(cast: Cast) -> None:
    studied(cast, 59, 5)
    studied(cast, 50, 6)
    studied(cast, 70, 7)
    with acting_as(SYSTEM):
        hours = member_hours(cast.zhao, 2025, TODAY)[0]
        sessions = sessions_of(SYSTEM, cast.zhao, hours, TODAY)
    assert (hours.minutes, hours.done, hours.left_minutes) == (179, 2, 59)
    assert [(one.minutes, one.hours) for one in sessions] == [(59, "0.9"), (50, "0.8"), (70, "1.1")]


def test_hours_and_the_status_of_the_engine_never_differ(cast: Cast) -> None:
    studied(cast, 95, 5)
    studied(cast, 95, 6, statuses={cast.li.pk: "leave"})
    with acting_as(SYSTEM):
        life.activity(cast.office, dt.date(2025, 4, 3), kind="theme_day", minutes=120, parts=("lecture",))
        engine = {
            (row.subject, row.duty): (row.done, row.required, row.state)
            for row in unit_status(cast.office.pk, TODAY)
            if row.duty.startswith("study_hours")
        }
        rows = unit_hours(cast.office.pk, 2025, TODAY)
    assert rows
    for member, hours in rows:
        assert engine[member.number, hours.duty] == (hours.done, hours.required, hours.state)
    by_number = {member.number: hours for member, hours in rows}
    assert (by_number["LC0001"].required, by_number["LC0003"].required) == (56, 32)
    assert by_number["LC0003"].minutes == 310
    assert by_number["LC0002"].minutes == 215


def test_the_branch_lists_by_name_never_by_hours(cast: Cast) -> None:
    studied(cast, 600, 5, statuses={cast.wang.pk: "absent", cast.li.pk: "absent"})
    with acting_as(SYSTEM):
        names = [member.pinyin for member, _ in unit_hours(cast.office.pk, 2025, TODAY)]
    assert names == sorted(names)


def test_hours_follow_corrected_attendance_at_once(client: Client, cast: Cast) -> None:
    made = studied(cast, 120)
    url = reverse("duties:my-hours")
    assert "120 分钟 ÷ 60 分钟 = 2 学时" in page(client, cast, cast.zhao, url)
    wang = cast.actor(cast.wang)
    with acting_as(wang):
        marks = (Mark(cast.zhao.pk, "absent"),)
        attendance_correct(actor=wang, activity=made, marks=marks, reason="当天没有到会，签到有误", at=NOW)
    assert "0 分钟 ÷ 60 分钟 = 0 学时" in page(client, cast, cast.zhao, url)


def test_the_old_and_ill_are_exempt_with_the_clause(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        Member.objects.filter(pk=cast.zhao.pk).update(hours_exempt_from=dt.date(2025, 1, 1))
    text = page(client, cast, cast.zhao, reverse("duties:my-hours"))
    assert "年老体弱" in text
    assert "第二十三条" in text


def test_a_session_as_a_guest_counts_and_is_not_linked(client: Client, cast: Cast) -> None:
    with acting_as(SYSTEM):
        made = life.activity(cast.other_branch, dt.date(2025, 3, 5), kind="lecture", minutes=90, guests=(cast.zhao,))
    text = page(client, cast, cast.zhao, reverse("duties:my-hours"))
    assert "河口支部" in text
    assert "90 分钟 ÷ 60 分钟 = 1 学时，余 30 分钟" in text
    assert str(made.uid) not in text


def test_a_session_without_a_length_is_shown_and_gives_nothing(client: Client, cast: Cast) -> None:
    studied(cast, 0)
    assert "没有记时长" in page(client, cast, cast.zhao, reverse("duties:my-hours"))


def test_the_secretary_opens_a_member_from_the_list(client: Client, cast: Cast) -> None:
    studied(cast, 60)
    text = page(client, cast, cast.wang, reverse("duties:unit-hours", args=[cast.office.uid]))
    assert reverse("duties:member-hours", args=[cast.zhao.uid]) in text
    assert "1 学时" in page(client, cast, cast.wang, reverse("duties:member-hours", args=[cast.zhao.uid]))


def test_queries_of_the_pages(client: Client, cast: Cast, query_budget) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    studied(cast, 60)
    client.force_login(cast.account(cast.wang))
    with query_budget("duties:unit-hours"):
        client.get(reverse("duties:unit-hours", args=[cast.office.uid]))
    with query_budget("duties:member-hours"):
        client.get(reverse("duties:member-hours", args=[cast.zhao.uid]))


def test_the_file_holds_the_same_numbers_and_leaves_a_trace(client: Client, cast: Cast) -> None:
    studied(cast, 90)
    client.force_login(cast.account(cast.wang))
    got = client.get(reverse("reports:hours-csv", args=[cast.office.uid]))
    lines = b"".join(got).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]  # a file's answer streams bytes
    assert lines[0].startswith("党员编号,姓名,要求学时")
    assert any(line.startswith("LC0003,赵党员,32,1,90,60,待办") for line in lines)
    with acting_as(SYSTEM):
        entry = Entry.objects.get(name="duties.hours_exported")
    assert entry.after == {"year": 2025, "members": len(lines) - 2}
    assert client.get(reverse("reports:hours-xlsx", args=[cast.office.uid])).status_code == 200
