"""Papers of meetings as their readers get them: what they say, to whom, and where their codes lead."""

import dataclasses
import datetime as dt
import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import Activity, AgendaItem, CommentWindow, MinutesComment
from xuezuo.life.queries import panels
from xuezuo.life.queries.records import Span, held_list, records_of
from xuezuo.life.services import (
    activity_call,
    activity_correct,
    agenda_set,
    attendance_correct,
    minutes_write,
    resolution_add,
    resolution_done,
)
from xuezuo.life.sheets import making
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import LEAVE, MEETING, audit_names, over_and_done, run_as
from xuezuo.life.types import ActivityKind, AgendaPoint, Decided, GuestChange, Mark, State, Writing
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.jobs import runner
from xuezuo.platform.jobs.models import Job
from xuezuo.platform.printing.tests.readers import pages_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


def client_of(cast: Cast, member: Member) -> Client:
    client = Client()
    client.force_login(cast.account(member))
    return client


@pytest.fixture
def held(cast: Cast, at: dt.datetime) -> Activity:
    """A meeting of the office branch with everything that minutes can hold; 赵党员 had leave."""
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY, state=State.HELD, statuses={cast.zhao.pk: LEAVE})
        made.attendances.filter(member=cast.zhao).update(reason="化疗")
    as_wang = {"activity": made, "at": at}
    wang = cast.actor(cast.wang)
    run_as(
        wang,
        agenda_set,
        points=[AgendaPoint("维修党员活动室", "李委员", minutes=20), AgendaPoint("学习党章")],
        **as_wang,
    )
    with acting_as(SYSTEM):
        item = AgendaItem.objects.get(activity=made, position=1)
    run_as(wang, minutes_write, writing=Writing("大家同意维修。", item_id=item.pk), **as_wang)
    run_as(wang, minutes_write, writing=Writing("会议由王书记主持。"), **as_wang)
    decided = Decided("六月底前修好屋顶", cast.li.pk, dt.date(2025, 6, 30), item.pk)
    kept = run_as(wang, resolution_add, decided=decided, **as_wang)
    run_as(wang, resolution_done, resolution=kept, on=TODAY, note="屋顶已修", at=at)
    run_as(wang, resolution_add, decided=Decided("下月再议预算"), **as_wang)
    return made


def file_of(client: Client, activity: Activity, paper: str, form: str = "pdf") -> bytes:
    url = reverse("life:paper-read", kwargs={"uid": activity.uid, "paper": paper, "form": form})
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()
    assert response["Cache-Control"] == "no-store"
    return b"".join(response.streaming_content)


def words(content: bytes) -> str:
    """All text of a PDF without blanks and line ends."""
    return "".join(text_of(content).split())


def test_the_notice_says_when_where_and_what(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        draft = factories.activity(cast.office, TODAY, state=State.DRAFT, with_attendance=False)
        Activity.objects.filter(pk=draft.pk).update(starts_at=dt.time(15), place="党员活动室")
    draft.refresh_from_db()
    wang = cast.actor(cast.wang)
    run_as(wang, agenda_set, activity=draft, points=[AgendaPoint("学习党章", "王书记", minutes=30)], at=at)
    run_as(wang, activity_call, activity=draft, notice="请带笔记本。", at=at)
    text = words(file_of(client_of(cast, cast.zhao), draft, "notice"))
    for part in ("关于召开支部党员大会的通知", "全体党员：", "一、时间", "15:00", "党员活动室",
                 "1.学习党章（王书记，30分钟）",                 "请带笔记本。", "2025年6月16日"):  # fmt: skip
        assert part in text, part


def test_the_minutes_tell_everything_to_who_keeps_them(cast: Cast, held: Activity) -> None:
    text = words(file_of(client_of(cast, cast.wang), held, "minutes"))
    for part in ("应到5人，实到4人，请假1人，缺席0人", "请假：赵党员（化疗）", "（一）维修党员活动室",
                 "汇报人：李委员", "大家同意维修。",
                 "会议由王书记主持。",
                 "责任人：李委员；时限：2025年6月30日；落实情况：已办结（2025年6月16日），屋顶已修",
                 "其他决议",
                 "下月再议预算。落实情况：待办", "记录第1版（已召开）"):  # fmt: skip
        assert part in text, part
    assert "life.paper_read" in audit_names()


def test_the_same_minutes_as_word(cast: Cast, held: Activity) -> None:
    document = docx.Document(io.BytesIO(file_of(client_of(cast, cast.wang), held, "minutes", "docx")))
    text = "\n".join(one.text for one in document.paragraphs)
    assert "（一）维修党员活动室" in text
    assert "大家同意维修。" in text


def test_members_read_what_they_may_and_no_reasons(cast: Cast, held: Activity) -> None:
    excused = words(file_of(client_of(cast, cast.zhao), held, "minutes"))
    assert "大家同意维修。" in excused  # had leave, so may read and comment
    assert "化疗" not in excused
    assert "责任人" not in excused
    with acting_as(SYSTEM):
        held.attendances.filter(member=cast.qian).update(status="absent")
    stayed_away = words(file_of(client_of(cast, cast.qian), held, "minutes"))
    assert "维修党员活动室" in stayed_away
    assert "大家同意" not in stayed_away
    assert "会议记录由参加会议的党员和有关组织负责人查看。" in stayed_away
    inspector = words(file_of(client_of(cast, cast.sun), held, "minutes"))
    assert "请假：赵党员" in inspector
    assert "化疗" not in inspector


def test_corrections_and_sealed_comments_stand_at_the_end(cast: Cast, at: dt.datetime, held: Activity) -> None:
    over_and_done()
    with acting_as(SYSTEM):
        Activity.objects.filter(pk=held.pk).update(state=State.CONFIRMED, confirmed_at=at)
        CommentWindow.objects.create(
            activity=held, opened_on=TODAY - dt.timedelta(days=9), last_day=TODAY - dt.timedelta(days=2)
        )
        MinutesComment.objects.create(
            uid="018f0000-0000-7000-8000-000000000001", activity=held, member=cast.zhao, text="第二项漏了数字",
            written_at=at - dt.timedelta(days=3), answer="已补", answered_at=at,
        )  # fmt: skip
    wang = cast.actor(cast.wang)
    run_as(
        wang,
        activity_correct,
        activity=held,
        gathering=dataclasses.replace(MEETING, minutes=90),
        reason="时长记错",
        at=at,
    )
    run_as(
        wang, attendance_correct, activity=held, marks=(Mark(cast.zhao.pk, "present"),), guests=GuestChange(),
        reason="中途到会", at=at,
    )  # fmt: skip
    text = words(file_of(client_of(cast, cast.wang), held, "minutes"))
    assert "原因：时长记错" in text
    assert "更正出勤，原因：中途到会" in text
    assert "赵党员：第二项漏了数字答复：已补" in text
    assert "第二项漏了数字" not in words(file_of(client_of(cast, cast.sun), held, "minutes"))


def test_paper_has_names_empty_columns_and_a_code(cast: Cast, held: Activity) -> None:
    client = client_of(cast, cast.wang)
    sheet = file_of(client, held, "sign-in")
    text = words(sheet)
    for part in ("应到：5人", "王书记", "钱预备", "签名", "请假事由", "列席人员", "会后扫码"):
        assert part in text, part
    (first, *_) = pages_of(sheet)
    assert round(first.width), round(first.height) == (210, 297)
    agenda = words(file_of(client, held, "agenda"))
    assert "1维修党员活动室李委员20分钟" in agenda


def test_a_planned_meeting_has_paper_but_no_minutes(cast: Cast) -> None:
    with acting_as(SYSTEM):
        draft = factories.activity(cast.office, TODAY, state=State.DRAFT, with_attendance=False)
    client = client_of(cast, cast.wang)
    assert "王书记" in words(file_of(client, draft, "sign-in"))
    for paper, form, status in (("minutes", "pdf", 409), ("agenda", "docx", 404), ("nothing", "pdf", 404)):
        url = reverse("life:paper-read", kwargs={"uid": draft.uid, "paper": paper, "form": form})
        assert client.get(url).status_code == status
    listed = client.get(reverse("life:paper-list", kwargs={"uid": draft.uid})).content.decode()
    assert "签到表" in listed
    assert "minutes.pdf" not in listed


def book(client: Client, cast: Cast, **asked: str) -> tuple[int, bytes]:
    data = {"start": "2025-01-01", "last": "2025-12-31", "kind": "", "form": "pdf", **asked}
    response = client.post(reverse("life:minutes-book", kwargs={"uid": cast.office.uid}), data)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content


def test_the_book_holds_every_held_meeting_and_contents(cast: Cast, held: Activity) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.office, dt.date(2025, 3, 3), kind=ActivityKind.COMMITTEE_MEETING, topic="三月支委会")
        factories.activity(cast.office, dt.date(2025, 4, 3), state=State.DRAFT, with_attendance=False, topic="没开的会")
        factories.activity(cast.community, dt.date(2025, 4, 3), topic="别的支部")
    status, content = book(client_of(cast, cast.wang), cast)
    assert status == 200
    text = words(content)
    for part in (
        "会议记录本",
        "共2次",
        "目录",
        "支部委员会会议：三月支委会",
        "大家同意维修。",
        "各类会议次数和出勤",
        "待办1项，已办结1项",
    ):
        assert part in text, part
    assert "没开的会" not in text
    assert "别的支部" not in text
    assert text.index("三月支委会") < text.index("大家同意维修。")
    only = words(book(client_of(cast, cast.wang), cast, kind="committee_meeting")[1])
    assert "支部委员会会议记录本" in only
    assert "大家同意维修" not in only
    assert "life.book_read" in audit_names()


def test_a_book_of_nothing_is_not_made_and_wrong_days_are_told(cast: Cast) -> None:
    client = client_of(cast, cast.wang)
    status, content = book(client, cast)
    assert (status, "没有已召开的会议" in content.decode()) == (200, True)
    status, content = book(client, cast, last="2024-01-01")
    assert (status, "结束日期早于开始日期" in content.decode()) == (400, True)
    assert book(client, cast, start="2015-01-01")[0] == 400


def test_a_large_book_is_made_in_the_background(
    cast: Cast, held: Activity, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xuezuo.life.views.books.BOOK_AT_ONCE", 0)
    client = client_of(cast, cast.wang)
    assert book(client, cast, form="docx")[0] == 302
    with acting_as(SYSTEM):
        job = Job.objects.get()
    assert job.kind == making.BOOK_KIND
    with acting_as(SYSTEM):
        runner.run(job.uid, clock.now, lambda *_: None)
    assert "下载" in client.get(reverse("life:book-result", kwargs={"uid": job.uid})).content.decode()
    response = client.get(reverse("life:book-read", kwargs={"uid": job.uid}))
    document = docx.Document(io.BytesIO(b"".join(response.streaming_content)))
    assert any("大家同意维修" in one.text for one in document.paragraphs)


def test_a_book_costs_few_queries_however_many_meetings(
    cast: Cast, django_assert_max_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_PANELS", {})  # other rooms are asked meeting by meeting
    with acting_as(SYSTEM):
        factories.activities(factories.DeedSpec(cast.office, TODAY - dt.timedelta(days=day)) for day in range(30))
    span = Span(dt.date(2025, 1, 1), TODAY)
    with acting_as(cast.actor(cast.wang)), django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture
        assert (
            len(records_of(cast.actor(cast.wang), held_list(cast.actor(cast.wang), cast.office, span, TODAY), TODAY))
            == 30
        )
