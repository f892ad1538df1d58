"""The pages of the chain of responsibility, as people use them without JavaScript."""

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.responsibility.models import DutyList, Report, ReviewEntry, ReviewRound
from xuezuo.review.responsibility.queries.rounds import entries_of
from xuezuo.review.responsibility.tests import desk
from xuezuo.review.responsibility.types import spans_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: desk.AT)


@pytest.fixture
def visit(client, cast):
    """Ask for a page, or post to it, as somebody; returns status and text."""

    def ask(person, name, *args, data=None, query=""):
        client.force_login(cast.account(person))
        url = reverse(f"responsibility:{name}", args=args) + query
        got = client.get(url) if data is None else client.post(url, data, follow=True)
        return got.status_code, got.content.decode()

    return ask


def test_a_list_from_template_to_adopted(cast, visit):
    visit(cast.wang, "list-make", data={"unit": cast.office.pk, "year": 2025, "title": "责任清单"})
    made = DutyList.objects.get()
    _, text = visit(cast.wang, "list-fill", made.uid, data={"source": "branch"})
    assert "带入了" in text
    status, text = visit(cast.wang, "list-adopt", made.uid, data={"on": "2025-12-01", "document": ""})
    assert (status, "不能晚于" in text) == (400, True)
    _, text = visit(cast.wang, "list-adopt", made.uid, data={"on": "2025-06-10", "document": "支部党员大会"})
    assert "6月10日通过" in text
    item = made.items.first()
    _, text = visit(cast.wang, "duty-finish", item.uid, data={"on": "2025-06-12", "note": "已集中学习"})
    assert "已集中学习" in text
    assert made.title in visit(cast.zhao, "home")[1]


def test_a_report_from_draft_to_receipt(cast, visit):
    here = (cast.office.uid, 2025, "quarter-01-01")
    _, text = visit(cast.wang, "report-begin", *here, data={})
    assert "系统掌握的数据" in text
    with acting_as(SYSTEM):
        report = Report.objects.get()
    status, text = visit(cast.wang, "report-hand-in", report.uid, data={})
    assert (status, "还没有写" in text, "填写" in text) == (200, True, True)
    texts = {"revision": 1, "done": "开展组织生活活动5场。", "problems": "", "plans": ""}
    _, text = visit(cast.wang, "report-write", report.uid, data=texts)
    assert '<mark title="手填的数字">5</mark>' in text
    assert "“5”应为“0”" in text
    status, text = visit(cast.li, "report-write", report.uid, data=texts)
    assert (status, "别人已经保存过" in text) == (400, True)
    visit(cast.wang, "report-hand-in", report.uid, data={})
    _, text = visit(cast.wu, "report-detail", report.uid)
    assert "上级已阅" in text
    _, text = visit(cast.wu, "report-return", report.uid, data={"reason": "请写问题"})
    _, text = visit(cast.wang, "report-detail", report.uid)
    assert "请写问题" in text


def test_a_round_from_list_to_feedback(cast, visit):
    head = {"year": 2025, "title": "述职评议", "held_on": "2025-06-16", "document": ""}
    visit(cast.wu, "round-make", cast.committee.uid, data=head)
    round_ = ReviewRound.objects.get()
    for entry in entries_of(round_):
        said = {"reports_at": "09:00", "questions": "", "opinion": "工作扎实", "grade": "good"}
        visit(cast.wu, "entry-write", entry.uid, data=said)
    mine = next(one for one in entries_of(round_) if one.member_id == cast.wang.pk)
    assert "工作扎实" not in visit(cast.wang, "entry-detail", mine.uid)[1]
    with acting_as(SYSTEM):
        ReviewEntry.objects.filter(pk=mine.pk).update(grade="")
    status, text = visit(cast.wu, "round-close", round_.uid, data={})
    assert (status, "没有评定等次" in text) == (400, True)
    assert "反馈后每位书记" in visit(cast.wu, "round-close", round_.uid)[1]
    _, text = visit(cast.wu, "entry-ballot", mine.uid, data={"mode": "paper"})
    assert "由本级主持" in text
    _, text = visit(cast.wu, "round-detail", round_.uid)
    assert "不足 10 人，不分等次汇总" in text
    assert "第二十七条" in text
    assert "没有报送" in visit(cast.wu, "entry-detail", mine.uid)[1]


def test_who_reads_the_yearly_report_grades_it(cast, visit):
    report = desk.handed_in(cast, span=spans_of(2025)[-1])
    round_ = desk.made_round(cast)
    mine = next(one for one in entries_of(round_) if one.unit_id == cast.office.pk)
    assert f"/reports/{report.uid}/" in visit(cast.wu, "entry-detail", mine.uid)[1]


def test_the_top_and_the_members_see_no_reports_to_write(cast, visit):
    _, text = visit(cast.wu, "home")
    assert "本组织没有上级组织，不用报送" in text
    assert "起草" not in text
    _, text = visit(cast.zhao, "home")
    assert "没有您能看的报告" in text


def test_the_reports_below_open_at_what_was_asked_for_last(cast, visit):
    visit(cast.wu, "call-make", cast.committee.uid, 2025, "half-01-01", data={"due_on": "2025-07-15", "note": ""})
    assert "下级报告：2025年上半年" in visit(cast.wu, "report-below", cast.committee.uid)[1]


def test_the_pages_stay_within_their_queries(cast, client, query_budget):
    listed, report, round_ = desk.adopted_list(cast), desk.handed_in(cast), desk.made_round(cast)
    client.force_login(cast.account(cast.wu))
    client.get(reverse("responsibility:report-detail", args=[report.uid]))
    for name, args in (
        ("home", ()),
        ("list-detail", (listed.uid,)),
        ("report-detail", (report.uid,)),
        ("report-below", (cast.committee.uid,)),
        ("round-detail", (round_.uid,)),
    ):
        with query_budget(f"responsibility:{name}"):
            assert client.get(reverse(f"responsibility:{name}", args=args)).status_code == 200
