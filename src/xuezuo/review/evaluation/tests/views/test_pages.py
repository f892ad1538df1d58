"""The pages, walked from the start to the end without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests import factories as org
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.services import paper_count, paper_issue, poll_close, tellers_appoint
from xuezuo.review.evaluation.models import Appeal, Round
from xuezuo.review.evaluation.tests import desk
from xuezuo.review.evaluation.tests.desk import AT
from xuezuo.review.evaluation.types import Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def as_(cast):
    def log_in(who) -> Client:
        client = Client()
        client.force_login(cast.account(who))
        return client

    return log_in


def address(name: str, uid=None) -> str:
    return reverse(f"evaluation:{name}", args=[uid] if uid else [])


def shown(client: Client, name: str, uid=None, query: str = "") -> str:
    answer = client.get(address(name, uid) + query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def posted(client: Client, name: str, uid=None, **data) -> None:
    answer = client.post(address(name, uid), data)
    assert answer.status_code == 302, answer.content.decode()[-4000:]


def started(cast, as_):
    posted(
        as_(cast.wu),
        "round-start",
        unit="LC",
        year=2025,
        title="2025 年度民主评议党员",
        as_of="2025-06-16",
        starts_on="2025-06-16",
        ends_on="2025-07-16",
        appeal_days=10,
    )
    return desk.part_of(Round.objects.get(), cast.office)


def test_from_the_start_to_the_end(cast, as_) -> None:
    part = started(cast, as_)
    wang, zhao = as_(cast.wang), as_(cast.zhao)
    assert "请写自评" in shown(zhao, "home")
    mine = desk.line_of(part, cast.zhao)
    posted(zhao, "self-review", mine.uid, text="我的初稿", do="keep")
    assert "我的初稿" in shown(zhao, "self-review", mine.uid)
    assert "我的初稿" not in shown(wang, "line-detail", mine.uid)
    posted(zhao, "self-review", mine.uid, text="我的终稿", do="hand_in")
    assert "我的终稿" in shown(wang, "line-detail", mine.uid)
    others = [line for line in desk.lines_of(part) if line.pk != mine.pk]
    sick, *_ = others
    posted(wang, "part-papers", part.uid, rest="on", **{f"way_{sick.pk}": "excused", f"excuse_{sick.pk}": "住院"})
    assert [line.handed_in for line in desk.lines_of(part)].count("paper") == len(others) - 1
    posted(wang, "part-peers", part.uid, held_on="2025-06-16", way="meeting")
    assert "还没有登记支部班子工作报告" in shown(wang, "part-ballot", part.uid)
    posted(wang, "part-ballot", part.uid, mode="paper")
    _count(cast, desk.fresh(part))
    html = shown(wang, "part-opinions", part.uid)
    assert "得票最多的是“合格”" in html
    assert "钱预备" in html
    lines = {f"opinion_{line.pk}": "履职认真" for line in desk.lines_of(part)}
    grades = {f"grade_{line.pk}": "qualified" for line in desk.lines_of(part) if line.is_graded}
    posted(wang, "part-opinions", part.uid, body="committee", decided_on="2025-06-16", **lines, **grades)
    assert "结果还没有反馈" in shown(zhao, "mine", mine.uid)
    posted(wang, "part-tell", part.uid)
    html = shown(zhao, "mine", mine.uid)
    assert "履职认真" in html
    assert "少于 10 张" in html
    assert "党员对支部班子的评价" in html
    assert "收回 5 张票，不足 10 张，不分列" in html
    posted(zhao, "result-read", mine.uid)
    posted(zhao, "appeal-make", mine.uid, text="我不同意")
    _appeal(cast, as_)
    held = desk.meeting(desk.fresh(part))
    posted(wang, "part-finish", part.uid, activity=str(held.uid))
    assert desk.fresh(part).step == Step.FINISHED
    assert "赵党员" in wang.get(address("part-results", part.uid)).content.decode("utf-8-sig")


def _count(cast, part) -> None:
    wang = cast.actor(cast.wang)
    tellers_appoint(actor=wang, poll=part.poll, member_ids=[cast.li.pk, cast.qian.pk], at=AT)
    paper_issue(actor=wang, poll=part.poll, member_ids=[line.member_id for line in desk.lines_of(part)], at=AT)
    for teller in (cast.li, cast.qian):
        paper_count(actor=cast.actor(teller), poll=part.poll, sheet=desk.sheet(4, returned=5), at=AT)
    poll_close(actor=wang, poll=part.poll, at=AT)


def _appeal(cast, as_) -> None:
    with acting_as(SYSTEM):
        appeal = Appeal.objects.get()
    assert "我不同意" in shown(as_(cast.wang), "appeal-detail", appeal.uid)
    assert as_(cast.wu).get(address("appeal-detail", appeal.uid)).status_code == 404
    assert "赵党员" not in shown(as_(cast.wu), "appeal-list")
    posted(as_(cast.wang), "appeal-detail", appeal.uid, answer="支委会复核过")
    assert "赵党员" in shown(as_(cast.wu), "appeal-list")
    posted(as_(cast.wu), "appeal-detail", appeal.uid, answer="同意支部意见", revise="no")
    assert "维持原评定" in shown(as_(cast.wang), "appeal-detail", appeal.uid)


def test_above_the_branch_there_are_numbers_and_no_names(cast, as_) -> None:
    part = started(cast, as_)
    for name, uid in (("round-detail", part.round.uid), ("part-detail", part.uid)):
        html = shown(as_(cast.wu), name, uid)
        assert "赵党员" not in html
        assert "机关支部" in html
    assert "赵党员" in shown(as_(cast.wang), "part-detail", part.uid)
    assert "没有这样的支部" in shown(as_(cast.wu), "round-detail", part.round.uid, "?step=finished")


def test_nobody_but_the_keepers_reads_grades_in_the_poll(cast, as_) -> None:
    part = desk.counted(cast, started(cast, as_))
    for who in (cast.wang, cast.zhao, cast.wu):
        html = as_(who).get(reverse("ballots:poll-detail", args=[part.poll.uid])).content.decode()
        assert "各项得票" not in html


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("part-peers", {"held_on": "2025-06-16", "way": "meeting"}, "没有自评"),
        ("part-ballot", {"mode": "paper"}, "登记互评"),
        ("part-opinions", {"body": "committee", "decided_on": "2025-06-16"}, "测评投票结束后"),
        ("part-take", {"number": "XX"}, "不属于本支部"),
    ],
)
def test_what_comes_too_early_is_said_on_the_form(cast, as_, name, data, says) -> None:
    part = started(cast, as_)
    answer = as_(cast.wang).post(address(name, part.uid), data)
    assert answer.status_code == 400
    assert says in answer.content.decode()


def test_a_file_with_faults_is_answered_line_by_line(cast, as_) -> None:
    heads = "年度,组织代码,党员编号,姓名,等次,评定日期"
    text = f"{heads}\n2023,LC01,LC0003,赵党员,很好,2023-12-20\n2023,XX,1,x,合格,2023-12-20\n"
    file = SimpleUploadedFile("past.csv", text.encode())
    answer = as_(cast.wu).post(address("past-import"), {"file": file})
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "第 2 行：等次要写" in html
    assert "第 3 行：组织代码不存在" in html


def test_the_round_page_asks_the_same_for_many_branches(cast, as_, query_budget) -> None:
    with acting_as(SYSTEM):
        units = org.units(*(org.UnitSpec(f"LC{n:03}", f"支部{n}", parent="LC") for n in range(100, 300)))
        org.members([org.MemberSpec(unit) for unit in units.values() for _ in range(3)])
    part = started(cast, as_)
    client = as_(cast.wu)
    for name, uid in (("round-detail", part.round.uid), ("home", None), ("counts", cast.committee.uid)):
        client.get(address(name, uid))
        with query_budget(f"evaluation:{name}"):
            assert client.get(address(name, uid)).status_code == 200
