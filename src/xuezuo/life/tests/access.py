"""Who may open the pages of organizational life."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from tests.support.access import INSIDE, REST, Row, World

from xuezuo.kernel import clock
from xuezuo.kernel.dates import add_months
from xuezuo.kernel.ids import new_id
from xuezuo.life.exchange.findings import Report
from xuezuo.life.exchange.results import keep
from xuezuo.life.models import AgendaItem, CommentWindow, DeedBatch, MeetingTemplate, MinutesComment, Resolution, Series
from xuezuo.life.services import file_attach, preparing, yearly
from xuezuo.life.services.feeds import feed_make
from xuezuo.life.tests import factories
from xuezuo.life.types import ActivityKind, State
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.jobs.folders import make_folder
from xuezuo.platform.jobs.models import Job, JobState

DAY = dt.date(2025, 6, 3)
AT = dt.datetime(2025, 6, 3, 12, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def prepare(world: World) -> None:
    """Make an activity of the office branch in every state, and what hangs on one of them."""
    office, cast = world.cast.office, world.cast
    world.activity = factories.activity(office, DAY)
    world.held = factories.activity(office, DAY, state=State.HELD)
    world.draft = factories.activity(office, DAY, state=State.DRAFT, with_attendance=False)
    values = {"activity": world.activity, "owner": cast.zhao}
    world.resolution = Resolution.objects.create(uid=new_id(), text="维修党员活动室", **values)
    world.reported = Resolution.objects.create(uid=new_id(), text="修好门窗", reported_on=DAY, note="好", **values)
    usual = {"unit": office, "name": "支部大会", "kind": "general_meeting", "changed_at": AT}
    world.template = MeetingTemplate.objects.create(uid=new_id(), **usual)
    today = clock.today()
    rule = {"rhythm": "monthly_day", "day": 28, "starts_on": today, "changed_at": AT}
    used = MeetingTemplate.objects.create(uid=new_id(), **usual)
    world.series = Series.objects.create(uid=new_id(), template=used, **rule)
    world.turn = add_months(today.replace(day=1), 1)
    world.item = AgendaItem.objects.create(uid=new_id(), activity=world.held, position=1, title="学习")
    said = {"activity": world.activity, "member": cast.zhao, "written_at": AT}
    CommentWindow.objects.create(activity=world.activity, opened_on=DAY, last_day=today + dt.timedelta(days=7))
    world.comment = MinutesComment.objects.create(uid=new_id(), text="记录不全", **said)
    world.talk = factories.talk(office, DAY, cast.wang, cast.zhao)
    world.file = file_attach(actor=SYSTEM, activity=world.activity, name="a.pdf", content=io.BytesIO(PDF), at=AT)
    values = {"file_name": "a.jsonl", "sha256": "0" * 64, "rows": 1, "applied_at": AT}
    world.deed_batch = DeedBatch.objects.create(uid=new_id(), applied_by=cast.account(cast.wang).pk, **values)

    uid = new_id()
    folder = make_folder(uid)
    keep(Report(rows=1, created=1), folder)
    (folder / "upload.jsonl").write_bytes(b"")
    params = {"upload": str(uid), "file": "upload.jsonl", "name": "a.jsonl", "dry_run": True}
    world.deeds_job = Job.objects.create(
        uid=uid, kind="life.deeds_import", account_id=cast.account(cast.wang).pk, state=JobState.DONE, created_at=AT,
        params=params,
    )  # fmt: skip

    world.org_life = factories.activity(office, DAY, kind=ActivityKind.ORG_LIFE_MEETING, state=State.HELD)
    on_it: dict[str, Any] = {"actor": cast.actor(cast.wang), "activity": world.org_life, "at": AT}
    world.opinion = preparing.opinion_add(collected=preparing.Collected("masses", 3, "多办实事", DAY), **on_it)
    world.problem = preparing.problem_add(finding=preparing.Finding("学习不够深", "每周一学"), **on_it)
    topic = yearly.Topic("study_session", 2025, 6, "学习党章")
    world.year_topic = yearly.topic_add(actor=cast.actor(cast.wang), unit_id=office.pk, topic=topic, at=AT)
    world.feed, world.feed_token = feed_make(actor=cast.actor(cast.wang), unit=office, at=clock.now())
    uid = new_id()
    (make_folder(uid) / "book.pdf").write_bytes(PDF)
    world.book_job = Job.objects.create(
        uid=uid, kind="life.minutes_book", account_id=cast.account(cast.wang).pk, state=JobState.DONE, created_at=AT,
        result={"file": "book.pdf", "name": "记录本.pdf"},
    )  # fmt: skip


def paper(name: str, form: str) -> Callable[[World], dict[str, object]]:
    return lambda world: {"uid": world.activity.uid, "paper": name, "form": form}


def book_job(world: World) -> dict[str, object]:
    return {"uid": world.book_job.uid}


def job(world: World) -> dict[str, object]:
    return {"uid": world.deeds_job.uid}


def one(world: World) -> dict[str, object]:
    return {"uid": world.activity.uid}


def office(world: World) -> dict[str, object]:
    return {"uid": world.cast.office.uid}


def org_life(world: World) -> dict[str, object]:
    return {"uid": world.org_life.uid}


def held(world: World) -> dict[str, object]:
    return {"uid": world.held.uid}


def draft(world: World) -> dict[str, object]:
    return {"uid": world.draft.uid}


def resolved(world: World) -> dict[str, object]:
    return {"uid": world.resolution.uid}


def item(world: World) -> dict[str, object]:
    return {"uid": world.item.uid}


def remark(world: World) -> dict[str, object]:
    return {"uid": world.comment.uid}


def agenda_rows(_: World) -> dict[str, object]:
    return {"title": "一", "presenter": "", "minutes": "", "item": "", "place": "1", "base": "0"}


def usual(world: World) -> dict[str, object]:
    return {"uid": world.template.uid}


def series(world: World) -> dict[str, object]:
    return {"uid": world.series.uid}


def turn(world: World) -> dict[str, object]:
    return {"uid": world.series.uid, "turn": world.turn.isoformat()}


def plan(_: World) -> dict[str, object]:
    return {"kind": "general_meeting", "date": "2025-06-03", "topic": "改期"}


def template(_: World) -> dict[str, object]:
    return {"name": "每月支部大会", "kind": "general_meeting"}


def monthly(_: World) -> dict[str, object]:
    return {"rhythm": "monthly_day", "day": "5", "every": "1", "starts_on": "2025-06-01", "ends_on": "2025-06-02"}


def file(world: World) -> dict[str, object]:
    return {"uid": world.activity.uid, "file": world.file.uid}


def why(_: World) -> dict[str, object]:
    return {"reason": "登记错了"}


SEEN = {200: INSIDE, 404: "zheng zhou", 403: "feng", 302: "stranger"}
KEPT = {200: "wang li", 403: "zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
DONE = {302: "wang li stranger", 403: "zhao qian wu sun feng", 404: "zheng zhou"}
CORRECTED = {302: "wang stranger", 403: "li zhao qian wu sun feng", 404: "zheng zhou"}
CORRECTS = {200: "wang", 403: "li zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"}
KEEPERS = {200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}
CARRIERS = {200: "wang zheng wu zhou", 403: "li zhao qian sun feng", 302: "stranger"}
OFFICERS = {200: "wang li wu sun", 403: "zhao qian feng", 404: "zheng zhou", 302: "stranger"}
OFFICERS_FILE = OFFICERS
PROBLEM_KEPT = KEPT
PROBLEM_DONE = DONE
FEED_RESET = {200: "wang", 302: "stranger", 404: "li zhao qian zheng wu sun zhou", 403: "feng"}
FEED_ENDED = {302: "wang stranger", 404: "li zhao qian zheng wu sun zhou", 403: "feng"}
OWN_BOOK = {200: "wang", 404: "li zhao qian zheng wu sun zhou feng", 302: "stranger"}
OWN_IMPORT = {200: "wang", 404: "zheng wu zhou", 403: "li zhao qian sun feng", 302: "stranger"}
APPLIED = {302: "wang stranger", 404: "zheng wu zhou", 403: "li zhao qian sun feng"}
UNTICKETED = {400: INSIDE, 404: "zheng zhou feng", 302: "stranger"}  # the table of people lets 孙督导 float here
OWNED = {403: "qian", 404: "zheng zhou feng", 302: "stranger"}
ABOVE = {200: "wu sun", 403: "feng", 404: "wang li zhao qian zheng zhou", 302: "stranger"}
EVERY_MEMBER = {403: "feng", 302: "stranger", 200: REST}

ROWS = (
    Row("life:activity-list", expected=EVERY_MEMBER),
    Row("life:activity-detail", one, SEEN),
    Row("life:activity-record", expected=KEEPERS),
    Row("life:activity-plan", expected=KEEPERS),
    Row("life:activity-call", draft, KEPT),
    Row("life:activity-call", draft, DONE, method="post", data=lambda _: {"notice": "请参加"}),
    Row("life:activity-hold", draft, KEPT),
    Row("life:activity-hold", draft, DONE, method="post"),
    Row("life:activity-confirm", held, DONE, method="post"),
    Row("life:activity-reopen", one, CORRECTS),
    Row("life:activity-reopen", one, CORRECTED, method="post", data=why),
    Row("life:activity-correct", one, CORRECTS),
    Row("life:activity-void", one, CORRECTS),
    Row("life:activity-void", one, CORRECTED, method="post", data=why),
    Row("life:attendance-set", held, KEPT),
    Row("life:attendance-set", held, DONE, method="post"),
    Row("life:attendance-correct", one, CORRECTS),
    Row("life:attendance-correct", one, CORRECTED, method="post", data=why),
    Row("life:attendance-paper", one, KEPT),
    Row("life:paper-list", one, SEEN),
    Row("life:paper-read", paper("notice", "pdf"), SEEN),
    Row("life:paper-read", paper("minutes", "docx"), SEEN),
    Row("life:paper-read", paper("agenda", "pdf"), SEEN),
    Row("life:paper-read", paper("sign-in", "pdf"), KEPT),
    Row("life:preparation", org_life, OFFICERS),
    Row("life:preparation-mark", lambda w: {"uid": w.org_life.uid, "step": "study"}, KEPT),
    Row(
        "life:preparation-mark",
        lambda w: {"uid": w.org_life.uid, "step": "study"},
        DONE,
        method="post",
        data=lambda _: {"done_on": "2025-06-01"},
    ),
    Row("life:preparation-clear", lambda w: {"uid": w.org_life.uid, "step": "study"}, DONE, method="post"),
    Row("life:opinion-add", org_life, KEPT),
    Row("life:opinion-remove", lambda w: {"uid": w.opinion.uid}, DONE, method="post"),
    Row("life:problem-add", org_life, KEPT),
    Row("life:problem-change", lambda w: {"uid": w.problem.uid}, PROBLEM_KEPT),
    Row("life:problem-remove", lambda w: {"uid": w.problem.uid}, PROBLEM_DONE, method="post"),
    Row("life:problems-decide", org_life, DONE, method="post"),
    Row("life:paper-read", lambda w: {"uid": w.org_life.uid, "paper": "problems", "form": "docx"}, OFFICERS_FILE),
    Row("life:talk-board", office, KEPT),
    Row("life:year-plan", office, SEEN),
    Row("life:year-plan-add", office, KEPT),
    Row("life:year-plan-meet", lambda w: {"uid": w.year_topic.uid}, KEPT),
    Row("life:year-plan-change", lambda w: {"uid": w.year_topic.uid}, KEPT),
    Row("life:year-plan-drop", lambda w: {"uid": w.year_topic.uid}, KEPT),
    Row("life:feed-list", expected=EVERY_MEMBER),
    Row("life:feed-end", lambda w: {"uid": w.feed.uid}, FEED_ENDED, method="post"),
    Row("life:feed-reset", lambda w: {"uid": w.feed.uid}, FEED_RESET, method="post"),
    Row("life:feed-read", lambda w: {"token": w.feed_token}, {200: f"{INSIDE} zheng zhou feng stranger"}),
    Row("life:book-list", expected=EVERY_MEMBER),
    Row("life:minutes-book", lambda w: {"uid": w.cast.office.uid}, SEEN),
    Row("life:book-result", book_job, OWN_BOOK),
    Row("life:book-read", book_job, OWN_BOOK),
    Row("life:guest-add", held, KEPT),
    Row("life:guest-add", held, DONE, method="post", data=lambda _: {"member": "HK0001"}),
    Row(
        "life:sign-in-board",
        held,
        {400: "wang li", 403: "zhao qian wu sun feng", 404: "zheng zhou", 302: "stranger"},  # not its day
    ),
    Row("life:sign-in", held, UNTICKETED),
    Row("life:sign-in", held, UNTICKETED, method="post"),
    Row(
        "life:sign-in-scan",
        lambda w: {"uid": w.held.uid, "token": "0" * 24},
        {400: f"{INSIDE} stranger", 404: "zheng zhou feng"},
    ),
    Row("life:agenda-set", held, KEPT),
    Row("life:agenda-set", held, DONE, method="post", data=agenda_rows),
    Row("life:agenda-carry", draft, DONE, method="post"),
    Row("life:text-drop", one, DONE, method="post", data=lambda _: {"place": "minutes"}),
    Row("life:comment-list", one, {200: "wang li zhao qian wu", 403: "sun feng", 404: "zheng zhou", 302: "stranger"}),
    Row("life:comment-answer", remark, KEPT),
    Row("life:comment-answer", remark, DONE, method="post", data=lambda _: {"answer": "已补充"}),
    Row("life:item-minutes", item, KEPT),
    Row("life:item-minutes", item, DONE, method="post", data=lambda _: {"text": "学了"}),
    Row("life:outcome-set", item, DONE, method="post", data=lambda _: {"outcome": "discussed"}),
    Row("life:minutes-write", one, KEPT),
    Row("life:minutes-write", one, DONE, method="post", data=lambda _: {"text": "会议记录"}),
    Row("life:resolution-add", one, KEPT),
    Row("life:resolution-add", one, DONE, method="post", data=lambda _: {"text": "决议"}),
    Row("life:resolution-detail", resolved, {**OWNED, 200: "wang li zhao wu sun"}),
    Row("life:resolution-change", resolved, KEPT),
    Row("life:resolution-change", resolved, DONE, method="post", data=lambda _: {"text": "改", "base": 1, **why(_)}),
    Row("life:resolution-report", resolved, {**OWNED, 200: "wang li zhao wu sun"}),
    Row(
        "life:resolution-report",
        resolved,
        {302: "wang li zhao stranger", 403: "qian wu sun", 404: "zheng zhou feng"},
        method="post",
        data=lambda _: {"note": "好了", "on": "2025-06-03"},
    ),
    Row("life:resolution-done", resolved, KEPT),
    Row("life:resolution-done", resolved, DONE, method="post", data=lambda _: {"on": "2025-06-03"}),
    Row("life:resolution-reopen", lambda w: {"uid": w.reported.uid}, KEPT),
    Row("life:resolution-reopen", lambda w: {"uid": w.reported.uid}, DONE, method="post", data=why),
    Row("life:resolution-drop", resolved, CORRECTS),
    Row("life:resolution-drop", resolved, CORRECTED, method="post", data=why),
    Row("life:follow-up-list", lambda w: {"uid": w.cast.office.uid}, SEEN),
    Row("life:unit-calendar", office, SEEN),
    Row("life:unit-calendar", lambda w: {"uid": w.cast.committee.uid}, ABOVE, query="month=2025-06&day=2025-06-03"),
    Row(
        "life:unit-calendar",
        lambda w: {"uid": w.cast.community.uid},
        {200: "zheng wu sun", 403: "feng", 404: "wang li zhao qian zhou", 302: "stranger"},
    ),
    Row("life:activity-replan", draft, KEPT),
    Row("life:activity-replan", draft, DONE, method="post", data=plan),
    Row("life:template-list", office, KEPT),
    Row("life:template-make", office, KEPT),
    Row("life:template-make", office, DONE, method="post", data=template),
    Row("life:meeting-setting", office, KEPT),
    Row("life:meeting-setting", office, DONE, method="post", data=lambda _: {"comment_days": "5"}),
    Row("life:template-detail", usual, KEPT),
    Row("life:template-change", usual, KEPT),
    Row("life:template-change", usual, DONE, method="post", data=template),
    Row("life:template-end", usual, DONE, method="post"),
    Row("life:template-plan", usual, KEPT),
    Row("life:template-plan", usual, DONE, method="post", data=lambda _: {"on": "2025-06-20"}),
    Row("life:series-make", usual, KEPT),
    Row("life:series-make", usual, DONE, method="post", data=monthly),
    Row("life:series-detail", series, KEPT),
    Row("life:series-change", series, KEPT),
    Row("life:series-change", series, DONE, method="post", data=monthly),
    Row("life:series-draft", series, KEPT),
    Row("life:series-draft", series, DONE, method="post", data=lambda _: {"until": "2025-07-01"}),
    Row("life:turn-skip", turn, KEPT),
    Row("life:turn-skip", turn, DONE, method="post", data=why),
    Row("life:turn-move", turn, KEPT),
    Row("life:turn-move", turn, DONE, method="post", data=lambda w: {"on": str(w.turn + dt.timedelta(days=20))}),
    Row("life:turn-restore", turn, DONE, method="post"),
    Row("life:my-work", expected={302: "stranger", 200: REST}),
    Row("life:file-attach", one, KEPT),
    Row("life:file-read", file, {200: "wang li wu sun", 403: "zhao qian feng", 404: "zheng zhou", 302: "stranger"}),
    Row("life:file-remove", file, DONE, method="post"),
    Row(
        "life:member-meetings",
        lambda w: {"uid": w.cast.zhao.uid},
        {200: "wang li zhao wu sun", 403: "qian", 404: "zheng zhou feng", 302: "stranger"},
    ),
    Row("life:talk-list", expected=EVERY_MEMBER),
    Row("life:talk-record", expected=KEEPERS),
    Row("life:talk-void", lambda w: {"uid": w.talk.uid}, KEPT),
    Row("life:talk-void", lambda w: {"uid": w.talk.uid}, DONE, method="post", data=why),
    Row("life:deeds-import", expected=CARRIERS),
    Row("life:deeds-result", job, OWN_IMPORT),
    Row("life:deeds-apply", job, APPLIED, method="post"),
    Row("life:deeds-template", expected=CARRIERS),
    Row("life:deeds-export", expected=CARRIERS),
    Row(
        "life:deeds-revoke",
        lambda w: {"uid": w.deed_batch.uid},
        {200: "wang", 404: "zheng wu zhou", 403: "li zhao qian sun feng", 302: "stranger"},
    ),
)
