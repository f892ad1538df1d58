"""Pages of votes without JavaScript: what is shown, what a post does, what wrong input is answered with."""

import dataclasses
import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.life.models import Activity
from xuezuo.life.queries import minutes_lines
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.services import paper_count, paper_issue, tellers_appoint
from xuezuo.review.ballots.types import ItemCount, TellerSheet
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteMethod, VoteState, Why

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in(cast: Cast):  # type: ignore[no-untyped-def]  # a function
    def as_(member: Member) -> Client:
        client = Client()
        client.force_login(cast.account(member))
        return client

    return as_


def url(name: str, vote: Vote | Activity, **more: object) -> str:
    return reverse(f"votes:{name}", kwargs={"uid": vote.uid, **more})


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def only_vote() -> Vote:
    with acting_as(SYSTEM):
        return Vote.objects.get()


def test_a_resolution_from_the_meeting_to_its_minutes(cast: Cast, log_in) -> None:
    activity, wang = desk.meeting(cast, "zhao"), log_in(cast.wang)
    detail = reverse("life:activity-detail", args=[activity.uid])
    assert url("meeting", activity) in shown(wang, detail)
    assert "新建表决" in shown(wang, url("meeting", activity))

    said = {"kind": "resolution", "subject": "同意年度工作计划", "method": "open"}
    wang.post(url("vote-prepare", activity), said)
    vote = only_vote()
    before = shown(wang, url("vote-detail", vote))
    assert "应到会有表决权 4 人，实到 3 人；2×3 ≥ 4，可以表决（支部工作条例第十一条）" in before
    assert "钱预备（预备党员）" in before
    wang.post(url("vote-start", vote))
    assert "实到会有表决权 3 人" in shown(wang, url("vote-stop", vote))
    wang.post(url("vote-stop", vote), {"yes": 3, "no": 0, "abstain": 0})

    line = "赞成 3 票，2×3 &gt; 4，超过应到会有表决权的党员的半数，通过（支部工作条例第十一条）"
    for address in (url("vote-detail", vote), url("meeting", vote.activity), detail):
        assert line in shown(wang, address)
    with acting_as(SYSTEM):
        ((title, lines),) = minutes_lines(SYSTEM, vote.activity, TODAY)
    assert title == "表决"
    assert lines[0].startswith("1. 同意年度工作计划：应到会有表决权 4 人，实到 3 人；2×3 ≥ 4，可以表决")


def test_wrong_input_is_answered_on_the_form(cast: Cast, log_in) -> None:
    activity, wang = desk.meeting(cast), log_in(cast.wang)
    said = {"kind": "conversion", "subject": "同意转正", "method": "open", "candidate": cast.qian.pk}
    answer = wang.post(url("vote-prepare", activity), said)
    assert answer.status_code == 400
    assert "应当无记名投票（发展党员工作细则第二十一条；转正按第三十三条）" in answer.content.decode()

    wang.post(url("vote-prepare", activity), said | {"method": "counted", "scrutineer": cast.li.pk})
    vote = only_vote()
    assert vote.candidate_name == "钱预备"
    answer = wang.post(url("vote-start", vote))
    assert answer.status_code == 400
    assert "监票人和计票人" in answer.content.decode()
    said = {"kind": "conversion", "subject": "同意转正", "method": "counted", "candidate": cast.qian.pk}
    wang.post(url("vote-change", vote), said | {"scrutineer": cast.li.pk, "counter": cast.zhao.pk})
    wang.post(url("vote-start", vote))
    answer = wang.post(
        url("vote-stop", vote), {"issued": 4, "returned": 4, "invalid": 1, "yes": 4, "no": 0, "abstain": 0}
    )
    assert answer.status_code == 400
    assert "有效票是 3 张；三项合计却是 4" in answer.content.decode()


def test_papers_before_the_start(cast: Cast, log_in) -> None:
    vote, wang = desk.prepared(cast, "zhao", motion=desk.conversion(cast)), log_in(cast.wang)
    form = {"member": cast.zhao.pk, "stand": "no", "received_at": "2025-06-15T09:00"}
    answer = wang.post(url("opinion-receive", vote), form | {"how": "proxy"})
    assert "不能委托他人代为投票（基层组织选举工作条例选举实施一章）" in answer.content.decode()
    wang.post(url("opinion-receive", vote), form | {"how": "own"})
    wang.post(url("exclusion-state", vote), {"member": cast.wu.pk, "why": Why.WATCH, "document": "林党〔2025〕3号"})

    page = shown(wang, url("vote-detail", vote))
    assert "赵党员，2025-06-15 09:00 交来" in page
    assert "吴组织：留党察看期间（林党〔2025〕3号）" in page
    assert "不赞成" not in page
    wang.post(url("exclusion-remove", vote, member=cast.wu.uid))
    wang.post(url("opinion-return", vote, member=cast.zhao.uid))
    page = shown(wang, url("vote-detail", vote))
    assert "林党〔2025〕3号" not in page
    assert "交来</span>" not in page


def test_what_members_of_the_branch_see(cast: Cast, log_in) -> None:
    vote = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    desk.leave_out(cast, vote, cast.wu)
    desk.write(cast, vote, cast.zhao)
    wang = log_in(cast.wang)
    wang.post(url("vote-start", vote))
    wang.post(url("vote-stop", vote), {"issued": 2, "returned": 2, "invalid": 0, "yes": 2, "no": 0, "abstain": 0})

    own, above = shown(log_in(cast.zhao), url("vote-detail", vote)), shown(log_in(cast.sun), url("vote-detail", vote))
    assert "连同书面意见赞成 3 票，2×3 &gt; 3" in own
    assert "名单（开始时固定）" not in own
    assert "我的会前书面意见：赞成" in own
    assert "我的会前书面意见" not in above + shown(wang, url("vote-detail", vote))
    assert "不计入应到会" in above
    assert "留党察看" not in own + above  # the reason is for those who run the vote
    assert "留党察看" in shown(wang, url("vote-detail", vote))


def test_correcting_repeating_and_making_void(cast: Cast, log_in) -> None:
    vote, wang = desk.stopped(cast), log_in(cast.wang)
    form = {"yes": 2, "no": 2, "abstain": 0}
    assert wang.post(url("vote-correct", vote), form).status_code == 400
    wang.post(url("vote-correct", vote), form | {"reason": "清点有误"})
    page = shown(wang, url("vote-detail", vote))
    assert "清点有误" in page
    assert "2×3 &gt; 4" in page  # the former version
    assert "2×2 ≤ 4" in page

    answer = wang.post(url("vote-repeat", vote), {"reason": "有人未听清议题"}, follow=True)
    assert "这是重新表决，原因：有人未听清议题" in answer.content.decode()
    with acting_as(SYSTEM):
        again = Vote.objects.get(follows=vote)
    assert "以<a href" in shown(wang, url("vote-detail", vote))
    wang.post(url("vote-void", again), {"reason": "议题取消"})
    assert desk.fresh(again).state == VoteState.VOID
    assert "议题取消" in shown(wang, url("vote-detail", again))


def test_a_committee_above_votes_and_its_ruling_stands_in_the_minutes(cast: Cast, log_in) -> None:
    activity, wu = desk.above(cast), log_in(cast.wu)
    assert "林场党委 2025-06-16 党委会议" in shown(wu, url("meeting", activity))
    wu.post(
        url("vote-prepare", activity), {"kind": "committee_resolution", "subject": "同意工作计划", "method": "open"}
    )
    vote = only_vote()
    assert "参照支部工作条例第十二条" in shown(wu, url("vote-detail", vote))
    wu.post(url("vote-start", vote))
    wu.post(url("vote-stop", vote), {"yes": 2, "no": 1, "abstain": 1})
    page = shown(wu, url("vote-detail", vote))
    assert "待认定" in page
    assert url("vote-rule", vote) in page

    said = {"result": "yes", "by": "body", "on": "2025-06-16", "article": "党委会议事规则第八条", "reason": ""}
    answer = wu.post(url("vote-rule", vote), said)
    assert answer.status_code == 400
    assert "党委会议事规则第八条" in answer.content.decode()  # nothing typed is lost
    answer = wu.post(url("vote-rule", vote), said | {"on": "2025-06-15", "reason": "赞成多于不赞成"})
    assert "认定不能更早" in answer.content.decode()
    wu.post(url("vote-rule", vote), said | {"reason": "赞成多于不赞成"})

    line = "认定：通过。2025-06-16 本组织按议事规则认定，依据：党委会议事规则第八条；理由：赞成多于不赞成。"
    page = shown(wu, url("vote-detail", vote))
    assert line in page
    assert "更正认定" in page
    assert line in shown(log_in(cast.zheng), url("vote-detail", vote))  # sits in the committee
    with acting_as(SYSTEM):
        ((_, lines),) = minutes_lines(SYSTEM, vote.activity, TODAY)
    assert line in lines[0]


def test_a_called_meeting_says_from_when_and_by_whom(cast: Cast, log_in) -> None:
    vote, wang = desk.prepared(cast, state="called"), log_in(cast.wang)
    page = shown(wang, url("vote-detail", vote))
    assert "从会议当天起可以开始表决；实到以扫码签到或登记的出勤为准" in page
    assert "实到只按已扫码签到的计算" in page
    assert url("vote-start", vote) not in page
    with acting_as(SYSTEM):
        for one in (cast.wang, cast.li):
            vote.activity.attendances.create(
                member=one, unit=cast.office, status="present", source="qr", recorded_at=desk.AT
            )

    wang.post(url("vote-start", vote))

    assert desk.fresh(vote).state == VoteState.STARTED


def test_a_ballot_of_the_app_is_closed_from_the_vote(cast: Cast, log_in) -> None:
    vote, wang = desk.started(cast, motion=desk.conversion(cast, VoteMethod.PAPER)), log_in(cast.wang)
    close, poll = url("vote-close", vote), poll_get(vote.poll_uid)
    assert close in shown(wang, url("vote-detail", vote))
    assert "实到会有表决权 4 人：领纸质票 0 人，取电子票 0 人，还没有领票 4 人" in shown(wang, close)

    refused = wang.post(close, {"sure": "on"})
    assert refused.status_code == 400
    assert "还没有人领取选票" in refused.content.decode()

    actor = cast.actor(cast.wang)
    desk.run(actor, tellers_appoint, poll=poll, member_ids=[cast.li.pk, cast.wu.pk])
    desk.run(actor, paper_issue, poll=poll, member_ids=[cast.wang.pk, cast.li.pk, cast.zhao.pk])
    sheet = TellerSheet(3, 0, (ItemCount(1, {"yes": 3, "no": 0}),))
    for teller in (cast.li, cast.wu):
        desk.run(cast.actor(teller), paper_count, poll=poll, sheet=sheet)
    assert "领纸质票 3 人，取电子票 0 人，还没有领票 1 人" in shown(wang, close)
    assert wang.post(close, {"sure": ""}).status_code == 400  # a single touch closes nothing
    assert desk.fresh(vote).state == VoteState.STARTED

    wang.post(close, {"sure": "on"})

    vote = desk.fresh(vote)
    assert (vote.state, vote.is_passed, vote.returned) == (VoteState.STOPPED, True, 3)


def test_what_cannot_pass_or_begin_is_said_before(cast: Cast, log_in) -> None:
    wang, half = log_in(cast.wang), desk.prepared(cast, "zhao", "wu")
    page = shown(wang, url("vote-detail", half))
    assert "到会的 2 人全部赞成也通不过：赞成要超过应到会的半数，至少 3 票（支部工作条例第十一条）" in page
    assert url("vote-start", half) in page  # a reminder stops nothing
    assert "也通不过" not in shown(wang, url("vote-detail", desk.prepared(cast, "zhao")))

    motion = dataclasses.replace(desk.conversion(cast), scrutineer_id=None)
    unwatched = desk.prepared(cast, motion=motion)
    page = shown(wang, url("vote-detail", unwatched))
    assert "要有监票人和计票人，请先点“修改”选定" in page
    assert url("vote-start", unwatched) not in page


def test_the_ballot_is_shown_to_who_has_one(cast: Cast, log_in) -> None:
    vote = desk.started(cast, "zhao", motion=desk.conversion(cast, VoteMethod.PAPER))
    ballot = reverse("ballots:poll-detail", args=[vote.poll_uid])

    for who, has in ((cast.wu, True), (cast.sun, True), (cast.zhao, False), (cast.qian, False)):
        client = log_in(who)
        assert (ballot in shown(client, url("vote-detail", vote))) is has
        assert (client.get(ballot).status_code == 200) is has


def test_attendance_corrected_afterwards_is_pointed_out(cast: Cast, log_in) -> None:
    vote = desk.stopped(cast, count=Count(4, 0, 0))
    with acting_as(SYSTEM):
        vote.activity.attendances.filter(member=cast.zhao).update(status="absent")

    assert "现在实到会有表决权的是 3 人；表决按开始时的 4 人计算" in shown(log_in(cast.wang), url("vote-detail", vote))


def test_the_printed_minutes_have_the_arithmetic(cast: Cast, log_in) -> None:
    vote = desk.stopped(cast, "zhao", count=Count(3, 0, 0))
    address = reverse("life:paper-read", args=[vote.activity.uid, "minutes", "docx"])

    paper = docx.Document(io.BytesIO(log_in(cast.wang).get(address).getvalue()))

    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "应到会有表决权 4 人，实到 3 人；2×3 ≥ 4，可以表决（支部工作条例第十一条）" in text
    assert "赞成 3 票，2×3 > 4，超过应到会有表决权的党员的半数，通过（支部工作条例第十一条）" in text


def test_a_theme_day_says_nothing_of_votes(cast: Cast, log_in) -> None:
    activity = desk.meeting(cast, kind="theme_day")
    assert "组织表决" not in shown(log_in(cast.wang), reverse("life:activity-detail", args=[activity.uid]))
    assert "组织表决" not in shown(log_in(cast.zhao), reverse("life:activity-detail", args=[desk.meeting(cast).uid]))


def test_queries_do_not_grow_with_the_branch(cast: Cast, log_in, query_budget) -> None:
    vote, wang = desk.stopped(cast), log_in(cast.wang)
    new = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    desk.leave_out(cast, new, cast.wu)
    desk.write(cast, new, cast.zhao)
    pages = {
        "votes:meeting": url("meeting", vote.activity),
        "votes:vote-detail": url("vote-detail", vote),
        "votes:vote-detail-before": url("vote-detail", new),
        "votes:vote-prepare": url("vote-prepare", vote.activity),
    }
    for name, address in pages.items():
        shown(wang, address)
        with query_budget(name):
            shown(wang, address)
