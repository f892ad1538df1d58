"""Pages of elections: what they show to whom, forms without JavaScript, documents, refusals in words."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from xuezuo.org.models import Affiliation, Term
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.review.elections.models import Election, TermNotice
from xuezuo.review.elections.services import rounds
from xuezuo.review.elections.tests.desk import AT, desk

pytestmark = pytest.mark.django_db
UTC_NOON = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("xuezuo.kernel.clock.now", lambda: UTC_NOON)
    monkeypatch.setattr("xuezuo.kernel.clock.today", UTC_NOON.date)


@pytest.fixture
def stage(cast):
    return desk(cast)


@pytest.fixture
def ask(client, cast):
    """Open or post a page as somebody."""

    def asked(who, name, *args, post=None, query=""):
        client.force_login(cast.account(getattr(cast, who)))
        url = reverse(f"elections:{name}", args=args) + query
        return client.post(url, post) if post is not None else client.get(url)

    return asked


def text(response) -> str:
    return response.content.decode()


def paper(day: int, **more):
    return {"on": f"2025-06-{day:02}", "document": "林机支〔2025〕1号", "note": "", **more}


def test_a_whole_term_change_by_its_forms(ask, stage, cast):
    unit = cast.office.pk
    plan = {"unit": unit, "kind": "term_change", "title": "支部换届", "seats": 3, "congress": ""}
    response = ask("wang", "election-begin", post=plan)
    assert response.status_code == 302, text(response)
    with acting_as(SYSTEM):
        uid = Election.objects.get().uid

    def deeds(who, deed, **said):
        return ask(who, "election-deed", uid, deed, post=said)

    assert deeds("wang", "request", **paper(1)).status_code == 302
    assert deeds("wu", "approve", **paper(2)).status_code == 302
    for one in stage.people[:3]:
        assert ask("wang", "candidate-list", uid, post={"number": one.number, "origin": "支部推荐"}).status_code == 302
    refused = deeds("wang", "submit", **paper(4))
    assert refused.status_code == 400
    assert "至少 4 名" in text(refused)
    ask("wang", "candidate-list", uid, post={"number": stage.people[3].number, "origin": ""})
    assert deeds("wang", "consult", **paper(3)).status_code == 302
    assert deeds("wang", "submit", **paper(4)).status_code == 302
    assert deeds("wu", "agree", **paper(5)).status_code == 302
    frozen = ask("wang", "electors-freeze", uid, post={"on": "2025-06-10", "meeting": "", "claims": ""})
    assert frozen.status_code == 302, text(frozen)
    with acting_as(SYSTEM):
        stage.election = Election.objects.get(uid=uid)
    _vote(ask, stage, cast, uid, [9, 8, 7, 2])
    elected = stage.winners()
    assert ask("wang", "officers", uid, post={"secretary": elected[0].member_id}).status_code == 302
    _vote(ask, stage, cast, uid, [3], body="committee")
    assert deeds("wang", "report", **paper(11)).status_code == 302
    done = deeds("wu", "confirm", **paper(13, takes_office_on="2025-06-13", years=""))
    assert done.status_code == 302, text(done)
    page = text(ask("wu", "election-detail", uid))  # 王 holds no post any more
    assert "已完成" in page
    assert "2×7 &gt; 9" in page
    assert "上级党组织批准、备案" in page


def _vote(ask, stage, cast, uid, yes, body="meeting"):
    ids = stage.entitled(body)
    assert ask("wang", "attendance", uid, post={"people": ids}).status_code == 302
    said = {"scrutineers": [cast.wu.pk], "tellers": [cast.zhao.pk, cast.li.pk], "confirmed": "on"}
    assert ask("wang", "watchers", uid, post=said).status_code == 302
    opened = ask("wang", "round-open", uid, post={"mode": ""})
    assert opened.status_code == 302, text(opened)
    from xuezuo.review.elections.models import Round  # noqa: PLC0415  # used once

    with acting_as(SYSTEM):
        standing = Round.objects.get(election__uid=uid, state="open").standing
    counts = {"issued": len(ids), "returned": len(ids), "invalid": 0, "write_ins": "", "numbers": ""}
    for pk, got in zip(standing, yes, strict=True):
        counts |= {f"yes_{pk}": got, f"no_{pk}": len(ids) - got, f"abstain_{pk}": 0}
    wrong = ask("wang", "round-count", uid, post={**counts, f"no_{standing[0]}": 5})
    assert wrong.status_code == 400
    assert "第 1 名候选人" in text(wrong)
    right = ask("wang", "round-count", uid, post=counts)
    assert right.status_code == 302, text(right)


def test_members_see_the_result_and_no_names_of_those_left_out(ask, stage):
    stage.elected()
    page = text(ask("zhao", "election-detail", stage.election.uid))
    assert "当选 3 名" in page
    assert "预备党员" not in page
    assert "预备党员" in text(ask("wang", "election-detail", stage.election.uid))


def test_a_ballot_without_a_quorum_shows_the_article(ask, stage):
    stage.ready()
    stage.attend(but=2)
    refused = ask("wang", "round-open", stage.election.uid, post={"mode": "paper"})
    assert refused.status_code == 400
    assert "5×7 &lt; 4×9" in text(refused)
    assert "选举实施一章" in text(refused)


def test_the_poll_is_reached_from_the_page(ask, stage):
    stage.ready()
    opened = ask("wang", "round-open", stage.election.uid, post={"mode": "paper"})
    assert opened.status_code == 302, text(opened)
    page = text(ask("wang", "election-detail", stage.election.uid))
    assert "到投票页面" in page
    refused = ask("wang", "round-count", stage.election.uid, post={"numbers": ""})
    assert "投票还没有结束" in text(refused)
    assert ask("wang", "round-void", stage.election.uid, post={"reason": "选票印错"}).status_code == 302


@pytest.mark.parametrize("kind", ["request", "candidates", "ballot", "report"])
def test_documents(ask, stage, kind):
    stage.reported()
    uid = stage.election.uid
    word = ask("wang", "paper", uid, kind, "docx")
    made = Document(io.BytesIO(word.content))
    words = "".join(one.text for one in made.paragraphs)
    assert "支部委员会换届选举" in words
    if kind == "report":
        assert "应到会有选举权的 9 人" in words
        assert "2×7 > 9" in words
    assert ask("wang", "paper", uid, kind, "pdf").content.startswith(b"%PDF")
    assert ask("wang", "paper", uid, "other", "pdf").status_code == 404
    assert ask("wang", "paper", uid, kind, "odt").status_code == 404


def test_claims_that_nobody_understands(ask, stage):
    stage.agreed()
    said = {"on": "2025-06-10", "meeting": "", "claims": "LC0003 生病"}
    refused = ask("wang", "electors-freeze", stage.election.uid, post=said)
    assert "看不明白" in text(refused)
    said["claims"] = "LC0003 留党察看 林纪〔2025〕2号"
    assert ask("wang", "electors-freeze", stage.election.uid, post=said).status_code == 302
    assert "留党察看期间（林纪〔2025〕2号）" in text(ask("wang", "election-detail", stage.election.uid))


def test_candidates_in_another_order(ask, stage):
    stage.approved()
    stage.propose(*stage.people)
    from xuezuo.review.elections.models import Candidate  # noqa: PLC0415  # used once

    with acting_as(SYSTEM):
        ids = list(Candidate.objects.order_by("position").values_list("pk", flat=True))
    uid = stage.election.uid
    assert "画数相同" in text(ask("wang", "candidate-list", uid))
    places = {f"place_{pk}": place for place, pk in enumerate(reversed(ids), start=1)}
    assert ask("wang", "candidates-order", uid, post=places).status_code == 302
    assert ask("wang", "candidate-withdraw", uid, ids[0], post={}).status_code == 302


@pytest.fixture
def term(cast):
    with acting_as(SYSTEM):
        return Term.objects.create(
            unit=cast.office, ordinal=3, during=date_range(dt.date(2022, 9, 1)), due_on=dt.date(2025, 9, 1)
        )


def test_terms_that_end_and_the_reminder(ask, cast, term):
    uid = cast.office.uid
    assert "应当提醒" in text(ask("wu", "term-list", query="?within=6"))
    assert "机关支部" not in text(ask("zheng", "term-list", query="?within=all"))
    assert "没有符合条件" in text(ask("wu", "term-list", query="?within=overdue"))
    said = {"on": "2025-06-12", "way": "letter", "document": "林党发〔2025〕6号"}
    assert ask("wu", "notice-send", uid, post=said).status_code == 302
    assert ask("wang", "notice-send", uid, post=said).status_code == 403
    page = text(ask("wang", "term-detail", uid))
    assert "林党发〔2025〕6号" in page
    term.refresh_from_db()
    assert term.notice_on == dt.date(2025, 6, 12)
    assert ask("wu", "notice-send", uid, post={**said, "on": "2025-06-15"}).status_code == 302
    term.refresh_from_db()
    with acting_as(SYSTEM):
        assert (term.notice_on, TermNotice.objects.count()) == (dt.date(2025, 6, 12), 2)


@pytest.mark.parametrize(("due_on", "warns"), [("2026-09-01", False), ("2026-09-02", True), ("2025-01-01", False)])
def test_another_day_needs_approval_and_more_than_a_year_warns(ask, cast, term, due_on, warns, client):
    said = {"due_on": due_on, "document": "林党发〔2025〕7号", "note": "机构调整"}
    response = ask("wu", "shift-approve", cast.office.uid, post=said)
    assert response.status_code == 302, text(response)
    page = text(client.get(response.url))
    assert ("一般不超过 12 个月" in page) is warns
    term.refresh_from_db()
    assert str(term.due_on) == due_on


def test_the_same_day_is_no_shift(ask, cast, term):
    refused = ask(
        "wu", "shift-approve", cast.office.uid, post={"due_on": "2025-09-01", "document": "林党发1号", "note": "x"}
    )
    assert "不能与原来的" in text(refused)


def test_a_congress_from_seats_to_credentials(ask, cast, stage):
    said = {
        "unit": cast.committee.pk,
        "title": "党员代表大会",
        "planned_on": "2025-09-01",
        "seats": 301,
        "document": "",
    }
    assert "最多 300 名" in text(ask("wu", "congress-begin", post=said))
    assert ask("wu", "congress-begin", post={**said, "seats": 90}).status_code == 302
    from xuezuo.review.elections.models import Congress, Delegate  # noqa: PLC0415  # used once

    with acting_as(SYSTEM):
        congress = Congress.objects.get()
    assert "100 至 200" in text(ask("wu", "congress-detail", congress.uid))
    quotas = {f"unit_{cast.office.pk}": 2, f"unit_{cast.community.pk}": 89}
    assert "多于代表名额" in text(ask("wu", "quotas-set", congress.uid, post=quotas))
    quotas[f"unit_{cast.community.pk}"] = 0
    assert ask("wu", "quotas-set", congress.uid, post=quotas).status_code == 302
    stage.ready(kind="delegates", seats=2, congress_id=congress.pk, standing=3)
    stage.enter(stage.open(), 9, 8, 1)
    uid = stage.election.uid
    assert ask("wang", "election-deed", uid, "report", post=paper(11)).status_code == 302
    confirm = paper(12, takes_office_on="2025-06-12", years="")
    assert ask("wu", "election-deed", uid, "confirm", post=confirm).status_code == 302
    with acting_as(SYSTEM):
        first, second = Delegate.objects.order_by("pk")
    assert ask("wu", "delegate-check", congress.uid, first.pk, post={"result": "yes"}).status_code == 302
    refused = ask("wu", "delegate-check", congress.uid, second.pk, post={"result": "no", "reason": ""})
    assert "请写明原因" in text(refused)
    page = text(ask("wu", "congress-detail", congress.uid))
    assert "已当选 2 名，资格审查合格 1 名" in page
    assert ask("wu", "congress-close", congress.uid, post={"sure": "on"}).status_code == 302


def test_who_loses_a_runoff_is_not_said_to_have_passed_the_half(ask, stage):
    stage.ready(standing=5)
    stage.enter(stage.open(), 8, 6, 5, 5, 0)
    runoff = stage.open("paper")
    assert runoff.poll.instructions.endswith("只在得票相等的人中选，不能另选他人。所选人数多于应选人数的选票无效。")
    rounds.round_void(actor=stage.wang, one=runoff, reason="改为当场计票", at=AT)
    stage.enter(stage.open(), 5, 3)

    page = text(ask("wang", "election-detail", stage.election.uid))
    assert "得票较少，未当选" in page
    assert "超过半数，名额已满" not in page
    assert "：候选人</li>" not in page  # it is over: elected, or not


def test_a_number_that_nobody_has_is_named(ask, stage):
    stage.agreed()
    said = paper(10) | {"claims": "LC9999 留党察看 林纪〔2025〕2号", "meeting": ""}
    answer = ask("wang", "electors-freeze", stage.election.uid, post=said)
    assert answer.status_code == 400
    assert "没有编号为 LC9999 的党员" in text(answer)


def test_who_voted_and_moved_away_still_reads_the_result(ask, stage, cast):
    stage.elected()
    day = stage.election.day
    with acting_as(SYSTEM):
        here = Affiliation.objects.get(member=cast.zhao)
        here.during = (here.during.lower, day)
        here.save(update_fields=["during"])
        Affiliation.objects.create(member=cast.zhao, unit=cast.other_branch, kind="formal", during=(day, None))

    page = text(ask("zhao", "election-detail", stage.election.uid))

    assert "当选 3 名" in page
    assert reverse("elections:election-deed", args=[stage.election.uid, "void"]) not in page
    assert ask("zhou", "election-detail", stage.election.uid).status_code == 404


def test_who_may_be_proposed_is_suggested_by_name(ask, stage, cast):
    stage.begin()
    address = ("wang", "candidate-list", stage.election.uid)
    first = stage.people[0]
    suggested = f'<option value="{first.number}">{first.name}</option>'
    assert suggested in text(ask(*address))
    assert cast.qian.name not in text(ask(*address))  # on probation

    stage.propose(first)

    assert suggested not in text(ask(*address))


def test_a_branch_is_not_offered_a_congress(ask, stage, cast):
    begin = reverse("elections:congress-begin")
    assert begin not in text(ask("wang", "congress-list"))
    assert begin in text(ask("wu", "congress-list"))


def test_query_budgets(ask, stage, cast, query_budget, term):
    stage.elected()
    client = ask("wang", "election-list").client
    with query_budget("elections:election-list"):
        client.get(reverse("elections:election-list"))
    with query_budget("elections:election-detail"):
        client.get(reverse("elections:election-detail", args=[stage.election.uid]))
    client = ask("wu", "term-list").client
    with query_budget("elections:term-list"):
        client.get(reverse("elections:term-list"))
