"""Pages of polls: what is shown to whom, what is said when something is wrong, without JavaScript."""

import base64
import io
import json

import pypdfium2
import pytest
from django.core.cache import cache
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from xuezuo.kernel import clock
from xuezuo.org.models import Affiliation
from xuezuo.org.tests import factories
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.exchange.verifying import check
from xuezuo.review.ballots.models import Ballot, Envelope
from xuezuo.review.ballots.queries import poll_get, poll_result
from xuezuo.review.ballots.services import poll_close, polls_seal
from xuezuo.review.ballots.services.layout import post_pass
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(cast):
    """A browser in which somebody is logged in."""

    def open_browser(name: str) -> Client:
        client = Client()
        client.force_login(cast.account(getattr(cast, name)))
        return client

    return open_browser


def url(poll, tail: str = "") -> str:
    return f"/review/ballots/{poll.uid}/{tail}"


def text(response) -> str:
    return response.content.decode()


def crowded(cast, count: int):
    """A closed poll with `count` electronic ballots."""
    with acting_as(SYSTEM):
        people = desk.crowd(cast, count)
        poll = desk.opened_to(cast, people)
    for one in people:
        mine = desk.voter(poll, ("yes", "no", "no"))
        desk.put(poll, mine.close(desk.sign_as(one, poll, mine)))
    with acting_as(SYSTEM):
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    return poll, mine


def test_the_list_and_a_poll_for_a_voter(cast, as_, query_budget):
    poll = desk.opened(cast, "mixed")
    browser = as_("zhao")
    assert "支部委员会选举" in text(browser.get("/review/ballots/"))
    with query_budget("ballots:poll-detail"):
        page = text(browser.get(url(poll)))
    assert "还没有领取选票" in page
    assert url(poll, "vote/") in page
    assert url(poll, "run/") not in page
    assert "取得电子票" not in page


def test_a_sealed_poll_takes_no_ballot_and_is_finished_by_who_runs_it(cast, as_):
    poll = desk.opened(cast, "electronic")
    desk.vote(cast, poll, cast.li, ("yes", "no", "no"))
    polls_seal(actor=cast.actor(cast.wang), find=lambda: [poll], at=desk.AT)
    voter, keeper = as_("zhao"), as_("wang")
    page = text(voter.get(url(poll)))
    assert "已封箱，不再收票" in page
    assert url(poll, "vote/") not in page
    assert voter.get(url(poll, "vote/")).status_code == 302
    assert url(poll, "close/") in text(keeper.get(url(poll, "run/")))
    assert "不能作废" in text(keeper.post(url(poll, "void/"), {"reason": "重来"}))
    assert keeper.post(url(poll, "close/"), {"sure": "on"}).status_code == 302
    assert poll_get(poll.uid).state == "closed"


def test_a_vote_over_http_without_a_cookie_at_the_box(cast, as_):
    poll = desk.opened(cast, "electronic")
    browser, mine = as_("zhao"), desk.voter(poll, ("yes", "no", "no"))
    page = browser.get(url(poll, "vote/"))
    data = json.loads(text(page).split('<script id="poll" type="application/json">')[1].split("</script>")[0])
    assert base64.b64decode(data["pass"]) == post_pass(poll)
    signed = browser.post(url(poll, "sign/"), {"blinded": base64.b64encode(mine.blinded).decode()}).json()
    envelope = post_pass(poll) + mine.close(base64.b64decode(signed["signature"]))
    nobody = Client(enforce_csrf_checks=True)
    answer = nobody.post(url(poll, "put/"), envelope, content_type="application/octet-stream")
    assert (answer.status_code, answer.cookies) == (204, {})
    with acting_as(SYSTEM):
        assert Envelope.objects.count() == 1
    assert "继续交票" in text(browser.get(url(poll)))


def test_refusals_reach_the_script_as_words(cast, as_):
    poll = desk.opened(cast, "electronic")
    for body in ({}, {"blinded": "%"}, {"blinded": "AAAA"}):
        answer = as_("zhao").post(url(poll, "sign/"), body)
        assert (answer.status_code, answer.json()["code"]) == (400, "ballots.blinded_wrong")
    answer = Client().post(url(poll, "put/"), b"x" * 300_000, content_type="application/octet-stream")
    assert answer.json()["code"] == "ballots.envelope_wrong"


def test_who_took_paper_is_not_shown_the_electronic_ballot(cast, as_):
    poll = desk.opened(cast, "mixed")
    assert as_("wang").post(url(poll, "paper/"), {"people": [cast.zhao.pk]}).status_code == 302
    browser = as_("zhao")
    assert browser.get(url(poll, "vote/")).status_code == 302
    assert "请投入票箱" in text(browser.get(url(poll)))


def test_a_poll_on_paper_from_hand_out_to_result(cast, as_, query_budget):
    poll, wang = desk.opened(cast), as_("wang")
    assert "候选人和被评议人除外" in text(wang.get(url(poll, "tellers/")))
    answer = wang.post(url(poll, "tellers/"), {"people": [cast.li.pk]})
    assert "两名不同的计票人" in text(answer)
    wang.post(url(poll, "tellers/"), {"people": [cast.li.pk, cast.zhao.pk]})
    assert "请勾选领到纸质票的人" in text(wang.post(url(poll, "paper/"), {"csrfmiddlewaretoken": "x"}))
    wang.post(url(poll, "paper/"), {"everybody": "on"})
    with query_budget("ballots:poll-run"):
        page = text(wang.get(url(poll, "run/")))
    assert "领取纸质票" in page
    assert "李委员、赵党员" in page
    numbers = {"returned": 4, "invalid": 0}
    for place, yes in enumerate((3, 2, 1), 1):
        numbers |= {
            f"count-{place}-yes": yes,
            f"count-{place}-no": 4 - yes,
            f"count-{place}-abstain": 0,
            f"left-{place}": 0,
        }
    wrong = as_("li").post(url(poll, "count/"), numbers | {"count-2-yes": 4})
    assert (wrong.status_code, "第 2 项各选项与未填合计 6" in text(wrong)) == (400, True)
    as_("li").post(url(poll, "count/"), numbers)
    assert "另一名计票人录入以后" in text(as_("li").get(url(poll, "count/")))
    assert "还没有计完" in text(wang.post(url(poll, "close/"), {"sure": "on"}))
    other = numbers | {"count-1-yes": 4, "count-1-no": 0}
    as_("zhao").post(url(poll, "count/"), other)
    assert "甲同志：赞成" in text(as_("zhao").get(url(poll, "count/")))
    assert "原因" in text(wang.get(url(poll, "recount/")))
    wang.post(url(poll, "recount/"), {"reason": "甲同志的票数不一致"})
    for teller in ("zhao", "li"):
        as_(teller).post(url(poll, "count/"), numbers)
    assert "已采用" in text(as_("li").get(url(poll, "count/")))
    assert wang.post(url(poll, "close/"), {"csrfmiddlewaretoken": "x"}).status_code == 400
    wang.post(url(poll, "close/"), {"sure": "on"})
    page = text(as_("zhao").get(url(poll)))
    assert "赞成 <strong" in page
    assert "甲同志的票数不一致" in page
    assert "不足 10 张" in page


def test_the_tellers_are_told_before_they_open_a_box_with_one_paper(cast, as_):
    poll, wang = desk.opened(cast, "mixed"), as_("wang")
    wang.post(url(poll, "tellers/"), {"people": [cast.li.pk, cast.zhao.pk]})
    wang.post(url(poll, "paper/"), {"people": [cast.zhao.pk]})
    assert "现在不要开箱" not in text(as_("li").get(url(poll, "count/")))
    desk.vote(cast, poll, cast.wu, ("yes", "no", "no"))
    for page in (as_("li").get(url(poll, "count/")), wang.get(url(poll, "run/"))):
        assert "现在不要开箱" in text(page)
    assert "只有一两张的" in text(wang.get(url(poll, "paper/")))


def test_names_written_in_are_read_line_by_line(cast, as_):
    poll = desk.with_tellers(cast, write_ins=1, names=("甲同志",), most_yes=None)
    numbers = {"returned": 4, "invalid": 0, "count-1-yes": 1, "count-1-no": 3, "count-1-abstain": 0, "left-1": 0}
    for names, said in (
        ("张三", "看不懂"),
        ("张三 二", "看不懂"),
        ("张三 1\n张三 1", "看不懂"),
        ("张三 9", "另选他人合计"),
        ("张三 " + "9" * 5000, "看不懂"),
    ):
        answer = as_("li").post(url(poll, "count/"), numbers | {"names": names})
        assert (answer.status_code, said in text(answer)) == (400, True), names
    assert as_("li").post(url(poll, "count/"), numbers | {"names": "张三 2\n\n李 四 1"}).status_code == 302


def test_void_with_a_reason_that_everybody_sees(cast, as_):
    poll = desk.opened(cast)
    assert as_("wang").post(url(poll, "void/"), {"reason": ""}).status_code == 400
    as_("wang").post(url(poll, "void/"), {"reason": "名单有误"})
    assert "名单有误" in text(as_("zhao").get(url(poll)))


def test_ten_ballots_are_published_and_nine_are_not(cast, as_, tmp_path):
    poll, mine = crowded(cast, 10)
    wang = as_("wang")
    assert "找到了" in text(wang.post(url(poll, "list/"), {"code": mine.receipt.lower()}))
    assert "没有这个回执" in text(wang.post(url(poll, "list/"), {"code": "AAAA"}))
    page = text(wang.get(url(poll, "list/"), {"code": mine.receipt}))
    assert "找到了" not in page  # an address stands in logs and histories: nothing is looked up by it
    assert 'method="post"' in page
    answer = wang.get(url(poll, "export/"))
    path = tmp_path / "list.jsonl"
    path.write_bytes(answer.content)
    report = check(path)
    assert (report.faults, report.ballots) == ([], 10)
    assert report.digest == poll_result(poll.pk).digest
    assert report.digest in text(wang.get(url(poll)))


def test_below_ten_ballots_nothing_is_shown_one_by_one(cast, as_):
    poll, mine = crowded(cast, 9)
    wang = as_("wang")
    answer = wang.get(url(poll, "export/"))
    assert (answer.status_code, "不足 10 张" in text(answer)) == (409, True)
    page = text(wang.get(url(poll)))
    assert url(poll, "export/") not in page
    assert not poll_result(poll.pk).may_be_broken_down
    assert mine.receipt in text(wang.get(url(poll, "list/")))


def test_receipts_and_lists_wait_for_the_end(cast, as_):
    poll = desk.opened(cast, "electronic")
    desk.vote(cast, poll, cast.zhao, ("yes", "no", "no"))
    assert "投票结束以后公布回执" in text(as_("wang").get(url(poll, "list/")))
    assert as_("wang").get(url(poll, "export/")).status_code == 409


def test_an_electronic_poll_past_its_end_is_closed_by_the_first_look(cast, as_, monkeypatch):
    poll = desk.opened(cast, "electronic", closes_at=desk.AT + desk.dt.timedelta(hours=1))
    desk.vote(cast, poll, cast.zhao, ("yes", "no", "no"))
    assert clock.now() > poll.closes_at
    assert "已结束" in text(as_("zhao").get(url(poll)))
    assert poll_get(poll.uid).state == "closed"
    with acting_as(SYSTEM):
        assert Ballot.objects.filter(poll=poll).count() == 1


def test_who_voted_and_was_moved_finds_result_and_receipt(cast, as_):
    """The list is frozen: standing on it opens the poll's pages for good, wherever the member belongs since."""
    poll = desk.opened(cast, "electronic")
    mine = desk.vote(cast, poll, cast.zhao, ("yes", "no", "no"))
    with acting_as(SYSTEM):
        moved = desk.dt.date(2025, 6, 17)
        Affiliation.objects.filter(member=cast.zhao).update(during=DateRange(desk.dt.date(2020, 1, 1), moved))
        factories.affiliation(cast.zhao, cast.other_branch, since=moved)
    later = as_("zhao")
    assert "继续交票" in text(later.get(url(poll)))
    with acting_as(SYSTEM):
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    page = text(later.get(url(poll)))
    assert "用回执核对我的票已计入" in page
    assert "赞成 <strong" in page
    assert url(poll, "run/") not in page
    assert "找到了" in text(later.post(url(poll, "list/"), {"code": mine.receipt}))
    assert poll.title in text(later.get("/review/ballots/"))
    assert later.get(url(poll, "run/")).status_code == 403
    assert as_("zhou").get(url(poll)).status_code == 404  # who leads the branch to which the member has gone


def dots(page) -> bytes:
    """Return a printed page as it looks."""
    return bytes(page.render(scale=2).buffer)


def test_after_the_planned_end_nobody_begins_and_who_began_goes_on(cast, as_):
    poll = desk.opened(cast, "mixed", closes_at=desk.AT + desk.dt.timedelta(hours=1))
    desk.sign(cast, poll, cast.zhao, desk.voter(poll, ("yes", "no", "no")))
    assert clock.now() > poll.closes_at
    late = as_("li")
    assert late.get(url(poll, "vote/")).status_code == 302
    page = text(late.get(url(poll)))
    assert "投票时间已经截止" in page
    assert url(poll, "vote/") not in page
    assert as_("zhao").get(url(poll, "vote/")).status_code == 200
    assert "继续交票" in text(as_("zhao").get(url(poll)))


def test_electronic_ballots_are_written_out_for_the_file(cast, as_):
    poll, _ = crowded(cast, 10)
    wang = as_("wang")
    assert url(poll, "list.pdf") in text(wang.get(url(poll)))
    answer = wang.get(url(poll, "list.pdf"))
    content = b"".join(answer) if answer.streaming else answer.content
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "电子票 10 张，其中有效 10 张" in words
    assert words.count("1 赞成") == 10
    assert "甲同志：赞成 10" in words
    with acting_as(SYSTEM):
        prefixes = list(Ballot.objects.filter(poll=poll).order_by("pk").values_list("prefix", flat=True))
    places = [words.index(prefix[:8].upper()) for prefix in prefixes]
    assert places == sorted(places)
    assert "选民" not in words


def test_nine_ballots_are_not_written_out(cast, as_):
    poll, _ = crowded(cast, 9)
    answer = as_("wang").get(url(poll, "list.pdf"))
    assert (answer.status_code, "不足 10 张" in text(answer)) == (409, True)


def test_printed_ballots_are_all_alike_and_lead_back(cast, as_):
    poll = desk.opened(cast, write_ins=1)
    answer = as_("wang").get(url(poll, "paper.pdf"), {"copies": 3, "per_page": 1})
    document = pypdfium2.PdfDocument(io.BytesIO(b"".join(answer.streaming_content)))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == 3
    assert len(set(pages)) == 1
    assert len({dots(page) for page in document}) == 1
    assert "二维码张张相同" in pages[0]
    assert "甲同志" in pages[0]
    assert "另选他人" in pages[0]
    assert as_("wang").get(url(poll, "paper.pdf"), {"copies": 0, "per_page": 1}).status_code == 400
    for per_page, expected in ((2, 2), (4, 1)):
        answer = as_("wang").get(url(poll, "paper.pdf"), {"copies": 3, "per_page": per_page})
        assert len(pypdfium2.PdfDocument(io.BytesIO(b"".join(answer.streaming_content)))) == expected
    sheet = as_("wang").get(url(poll, "sheet.pdf"))
    found = pypdfium2.PdfDocument(io.BytesIO(b"".join(sheet.streaming_content)))
    assert "计票单" in found[0].get_textpage().get_text_range()
    cache.clear()
