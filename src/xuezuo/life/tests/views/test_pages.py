"""What the pages show to whom, and what they do with what is posted; who may open them is in tests/access.py."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, DeedBatch
from xuezuo.life.services import file_attach, minutes_write
from xuezuo.life.services.signing import sign_in_token
from xuezuo.life.tests import factories
from xuezuo.life.tests.access import PDF
from xuezuo.life.tests.desk import LEAVE, fresh, run_as, statuses
from xuezuo.life.types import ActivityKind, State, Writing
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.jobs import runner
from xuezuo.platform.jobs.folders import folder_of
from xuezuo.platform.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def client_of(cast: Cast, member: Member) -> Client:
    client = Client()
    client.force_login(cast.account(member))
    return client


def make(cast: Cast, **values: object) -> Activity:
    with acting_as(SYSTEM):
        statuses_ = {cast.zhao.pk: LEAVE}
        made = factories.activity(cast.office, TODAY, statuses=statuses_, **values)
        made.attendances.filter(member=cast.zhao).update(reason="化疗")
        return made


def page(client: Client, activity: Activity, name: str = "activity-detail") -> str:
    return client.get(reverse(f"life:{name}", kwargs={"uid": activity.uid})).content.decode()


def post(client: Client, activity: Activity, name: str, **data: object) -> int:
    url = reverse(f"life:{name}", kwargs={"uid": activity.uid})
    return client.post(url, data).status_code


def test_reasons_are_for_those_who_keep_the_attendance(cast: Cast) -> None:
    made = make(cast)
    assert "化疗" in page(client_of(cast, cast.wang), made)
    for superior in (cast.wu, cast.sun):
        seen = page(client_of(cast, superior), made)
        assert "赵党员" in seen
        assert "化疗" not in seen


def test_members_see_their_own_attendance_only(cast: Cast) -> None:
    made = make(cast)
    with acting_as(SYSTEM):
        run_as(cast.actor(cast.wang), minutes_write, activity=made, writing=Writing("秘密讨论"), at=clock.now())
    seen = page(client_of(cast, cast.zhao), made)
    assert "我的出勤" in seen
    assert "请假" in seen
    for hidden in ("王书记", "秘密讨论", "化疗"):
        assert hidden not in seen


def test_the_list_narrows(cast: Cast) -> None:
    client, url = client_of(cast, cast.wang), reverse("life:activity-list")
    make(cast, topic="甲主题")
    with acting_as(SYSTEM):
        factories.activity(
            cast.office,
            dt.date(2025, 4, 2),
            kind=ActivityKind.THEME_DAY,
            parts=(ActivityKind.LECTURE,),
            topic="乙主题",
            recorded_on=TODAY,
        )
        factories.activity(cast.first_group, TODAY, kind=ActivityKind.GROUP_MEETING, topic="丙主题", state=State.DRAFT)
        factories.activity(cast.community, TODAY, topic="别家的")
    cases = {
        "": "甲乙丙",
        "kind=lecture": "乙",
        "month=2025-04": "乙",
        "month=odd": "甲乙丙",
        "state=draft": "丙",
        "late=on": "乙",
        "unit=LC0101": "丙",
        "unit=LC": "甲乙丙",
        "unit=NO": "",
    }
    for query, expected in cases.items():
        seen = client.get(f"{url}?{query}").content.decode()
        assert "".join(name for name in "甲乙丙" if f"{name}主题" in seen) == expected, query
        assert "别家的" not in seen
    fragment = client.get(url, headers={"HX-Request": "true", "HX-Target": "div#rows"}).content.decode()
    assert "甲主题" in fragment
    assert "<html" not in fragment


def test_record_refuses_on_the_form_and_keeps_what_was_typed(cast: Cast) -> None:
    client, url = client_of(cast, cast.wang), reverse("life:activity-record")
    data = {"unit": "LC01", "kind": "lecture", "date": "2025-06-16", "topic": "党课一讲", "minutes": "60"}
    answer = client.post(url, data)
    assert answer.status_code == 400
    seen = answer.content.decode()
    assert "主讲人" in seen
    assert "党课一讲" in seen
    bad = client.post(url, {**data, f"status-{cast.zhao.pk}": "leave", "lecturer": "没有的人"}).content.decode()
    assert "请填写请假事由" in bad
    assert "没有找到这名党员" in bad
    assert "没有找到这名党员" in client.post(url, {**data, "guests": "HK0001、无名"}).content.decode()
    assert client.post(url, {**data, "lecturer": "LC0002", "guests": "HK0001，hk0001"}).status_code == 400
    assert client.post(url, {**data, "lecturer": "LC0002", "guests": "HK0001，LC0005"}).status_code == 302
    with acting_as(SYSTEM):
        made = Activity.objects.get()
    assert (made.lecturer_id, made.guest_count, made.expected_count) == (cast.li.pk, 2, 5)


def test_record_knows_only_own_units_and_fitting_kinds(cast: Cast) -> None:
    client, url = client_of(cast, cast.wang), reverse("life:activity-record")
    for data in ({"unit": "LC02", "kind": "lecture"}, {"unit": "LC01", "kind": "group_meeting"}):
        assert client.post(url, {**data, "date": "2025-06-16"}).status_code == 400
    assert client.post(url, {"unit": "LC01", "kind": "general_meeting", "date": "昨天"}).status_code == 400
    assert "党小组会" in client.get(f"{url}?unit=LC0101").content.decode()


def test_plan_call_hold_confirm_by_forms(cast: Cast) -> None:
    client = client_of(cast, cast.wang)
    data = {"unit": "LC01", "kind": "general_meeting", "date": "2025-06-16", "topic": "换届", "starts_at": "20:00"}
    assert client.post(reverse("life:activity-plan"), data).status_code == 302
    with acting_as(SYSTEM):
        planned = Activity.objects.get()
    assert "20:00 召开支部党员大会，主题：换届" in page(client, planned, "activity-call")
    assert post(client, planned, "activity-call", notice="请参加") == 302
    assert "请参加" in page(client_of(cast, cast.zhao), planned)
    assert "赵党员" in page(client, planned, "attendance-paper")
    assert post(client, planned, "activity-hold", **{f"status-{cast.zhao.pk}": "absent"}) == 302
    assert post(client, planned, "attendance-set", **{f"status-{cast.qian.pk}": "leave"}) == 400
    assert post(client, planned, "activity-confirm") == 302
    assert (fresh(planned).state, fresh(planned).present_count) == (State.CONFIRMED, 4)
    assert post(client, planned, "activity-confirm") == 409


def test_corrections_by_forms_show_in_the_history(cast: Cast) -> None:
    client, made = client_of(cast, cast.wang), make(cast)
    data = {"kind": "general_meeting", "date": "2025-06-16", "minutes": "90", "topic": "党章"}
    assert post(client, made, "activity-correct", **data) == 400
    assert post(client, made, "activity-correct", **data, reason="记错时长") == 302
    row = {f"status-{cast.zhao.pk}": "absent"}
    assert post(client, made, "attendance-correct", **row) == 400
    assert post(client, made, "attendance-correct", **row, reason="没有请假") == 302
    seen = page(client, made)
    for words in ("记错时长", "没有请假", "原为请假（化疗）", "90 分钟（1.5 学时）"):
        assert words in seen
    assert fresh(made).version == 3


def test_guests_of_a_confirmed_meeting_are_corrected(cast: Cast) -> None:
    client, made = client_of(cast, cast.wang), make(cast)
    came = fresh(made).guest_count
    as_before = {f"status-{cast.zhao.pk}": "leave", f"reason-{cast.zhao.pk}": "化疗"}
    sheet = {**as_before, "reason": "漏记列席", "added": cast.zhou.number}
    assert post(client, made, "attendance-correct", **{**sheet, "added": "没有此人"}) == 400
    assert post(client, made, "attendance-correct", **sheet) == 302
    assert (fresh(made).guest_count, fresh(made).version) == (came + 1, 2)
    assert "取消列席" in page(client, made, "attendance-correct")
    assert post(client, made, "attendance-correct", **as_before, reason="没有来", removed=str(cast.zhou.pk)) == 302
    assert (fresh(made).guest_count, fresh(made).version) == (came, 3)
    assert "漏记列席" in page(client, made)


def test_a_scan_without_log_in_comes_back_after_it(cast: Cast) -> None:
    made, client = make(cast, state=State.CALLED), Client()
    with acting_as(SYSTEM):
        made.attendances.all().delete()
    scan = reverse("life:sign-in-scan", kwargs={"uid": made.uid, "token": sign_in_token(made.uid, clock.now())})
    answer = client.get(scan)
    assert answer.url == f"{reverse('account_login')}?next={reverse('life:sign-in', kwargs={'uid': made.uid})}"
    client.force_login(cast.account(cast.zhao))
    session = client.session
    session["sign_in_ticket"] = client.get(scan).context["ticket"]  # force_login starts a new session, log-in keeps it
    session.save()
    assert "签到" in client.get(reverse("life:sign-in", kwargs={"uid": made.uid})).content.decode()
    assert post(client, made, "sign-in") == 200
    assert statuses(made) == {"LC0003": ("present", False)}
    assert "您已经签到" in client.get(scan).content.decode()


def test_attachments_leave_as_downloads(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    client, made = client_of(cast, cast.wang), make(cast)
    assert post(client, made, "file-attach", file=SimpleUploadedFile("恶意.html", b"<script>")) == 400
    assert post(client, made, "file-attach", file=SimpleUploadedFile("通知.pdf", PDF)) == 302
    with acting_as(SYSTEM):
        values = {"activity": made, "name": "b.pdf", "content": io.BytesIO(PDF), "at": clock.now()}
        stored = file_attach(actor=SYSTEM, **values)  # type: ignore[arg-type]  # a table of values
    answer = client.get(reverse("life:file-read", kwargs={"uid": made.uid, "file": stored.uid}))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[arg-type]  # a file response streams


def test_deeds_are_checked_imported_and_taken_back_on_the_web(cast: Cast, settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    client, url = client_of(cast, cast.wang), reverse("life:deeds-import")
    line = '{"id":"%s","kind":"general_meeting","unit":"%s","date":"2025-03-05"}\n'

    def upload(unit: str, **data: object) -> str:
        text = line % ("01956a00-0000-7000-8000-000000000001", unit)
        return work(client.post(url, {"file": SimpleUploadedFile("a.jsonl", text.encode()), **data}))

    def work(answer: HttpResponse) -> str:
        job = Job.objects.latest("pk")
        assert "排队等待" in client.get(answer["Location"]).content.decode()
        runner.run(job.uid, clock.now, lambda *_: None)
        return client.get(answer["Location"], follow=True).content.decode()

    assert "没有这个组织代码" in upload("LC02")
    assert "检查完毕" in upload("LC01", dry_run="on")
    checked = Job.objects.latest("pk").uid
    assert "已导入" in work(client.post(reverse("life:deeds-apply", args=[checked])))
    assert not (folder_of(checked) / "upload.jsonl").exists()
    assert client.post(url, {"dry_run": "on"}).status_code == 400
    with acting_as(SYSTEM):
        batch = DeedBatch.objects.get()
    assert client.post(reverse("life:deeds-revoke", kwargs={"uid": batch.uid}), {"reason": "导错"}).status_code == 302
    with acting_as(SYSTEM):
        assert Activity.objects.get().state == State.VOID
    assert client.get(reverse("life:deeds-template")).headers["Content-Type"].endswith("sheet")


def test_talks_by_form(cast: Cast) -> None:
    client, url = client_of(cast, cast.wang), reverse("life:talk-record")
    data = {"unit": "LC01", "date": "2025-06-10", "first": "王书记", "second": "zhaodangyuan"}
    assert client.post(url, {**data, "second": "王书记"}).status_code == 400
    assert client.post(url, data).status_code == 302
    assert "王书记 与 赵党员" in client.get(reverse("life:talk-list")).content.decode()
    assert "王书记 与 赵党员" in client_of(cast, cast.zhao).get(reverse("life:talk-list")).content.decode()
    assert "王书记 与 赵党员" not in client_of(cast, cast.qian).get(reverse("life:talk-list")).content.decode()
