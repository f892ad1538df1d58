"""A democratic evaluation on a 360 px phone, from the self-review over an electronic ballot to the result one's own."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from xuezuo.kernel import clock
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation.models import Verdict
from xuezuo.review.evaluation.tests import desk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def part(transactional_db, monkeypatch, settings, tmp_path):
    """The part of the office branch in a round that the committee has begun."""
    settings.DATA_DIR = tmp_path  # the keys of polls
    monkeypatch.setattr(clock, "now", lambda: desk.AT)
    cast = build_cast()
    return cast, desk.part_of(desk.start(cast), cast.office)


class Hand:
    """Somebody with a phone."""

    def __init__(self, look, cast, member):
        session = Client()
        session.force_login(cast.account(member))
        self.view = look(PHONE, session=session)
        self.member, self.page, self.main = member, self.view.page, self.view.page.locator("main")

    def go(self, path):
        self.view.go(path)
        return self

    def follow(self, link):
        self.main.get_by_role("link", name=link, exact=True).click()
        return self

    def send(self, button, done):
        self.main.get_by_role("button", name=button, exact=True).click()
        expect(self.page.locator("#notices")).to_contain_text(done)


def test_from_the_self_review_to_ones_own_result(look, part):
    cast, part = part
    wang, zhao = Hand(look, cast, cast.wang), Hand(look, cast, cast.zhao)
    _writes(zhao, cast, desk.line_of(part, cast.zhao))
    _prepares(wang, part)
    for who in (zhao, wang):
        _votes(who, part)
    _closes(wang, part)
    _decides(wang, part)
    _reads(zhao)
    with acting_as(SYSTEM):
        assert Verdict.objects.get(subject__member=cast.zhao).read_way == "phone"
    wang.go(f"/review/evaluation/parts/{part.uid}/")
    expect(wang.main).to_contain_text("还有 4 人没有确认")
    assert wang.view.faults() == []


def _writes(zhao, cast, line):
    """The self-review is kept, and nobody else reads it, until it is handed in."""
    zhao.go("/review/evaluation/").follow("2025 年度，机关支部").follow("写自评")
    zhao.page.locator("[name=text]").fill("带头清林，学习不够经常。")
    zhao.send("先保存", "已保存，只有您自己能看到")
    zhao.follow("继续写")
    expect(zhao.page.locator("[name=text]")).to_have_value("带头清林，学习不够经常。")
    zhao.send("提交给支部", "已提交给支部")
    assert zhao.view.faults() == []


def _prepares(wang, part):
    wang.go(f"/review/evaluation/parts/{part.uid}/").follow("登记书面自评")
    ways = wang.main.locator("select[name^=way_]")
    expect(ways).to_have_count(4)
    for place in range(4):
        ways.nth(place).select_option("paper")
    wang.send("登记", "已登记")
    wang.follow("登记互评").page.locator("[name=held_on]").fill("2025-06-16")
    wang.send("登记", "已登记互评")
    wang.follow("开始民主测评").page.locator("[name=mode][value=electronic]").check()
    wang.send("开始投票", "测评投票已开始")


def _votes(who, part):
    """Everybody's line is on the ballot; what is chosen is shown once more before it is sealed."""
    who.go(f"/review/evaluation/mine/{desk.line_of(part, who.member).uid}/").follow("去投票").follow("投票")
    lines = who.page.locator("[data-item]")
    expect(lines).to_have_count(5)  # the probationary member votes and has no line; the last one is the committee
    for place in range(4):
        lines.nth(place).locator("input[value=qualified]").check()
    lines.nth(4).locator("input[value=good]").check()
    who.page.locator("[data-next]").click()
    expect(who.page.locator("[data-summary]")).to_contain_text("赵党员")
    who.page.locator("[data-vote]").click()
    expect(who.page.locator("[data-receipt]")).to_be_visible()
    assert who.view.faults() == []


def _closes(wang, part):
    wang.go(f"/review/evaluation/parts/{part.uid}/").follow("到投票页面").follow("办理").follow("结束并计票")
    wang.page.locator("main form input[type=checkbox]").check()
    wang.send("结束并计票", "投票已结束")


def _decides(wang, part):
    wang.go(f"/review/evaluation/parts/{part.uid}/").follow("登记评定意见")
    opinions = wang.main.locator("textarea[name^=opinion_]")
    expect(opinions).to_have_count(5)
    for place in range(5):
        opinions.nth(place).fill("认真履行党员义务。")
    for grade in wang.main.locator("select[name^=grade_]").all():
        expect(grade).to_have_value("qualified")  # what most ballots say is filled in
    assert wang.view.faults() == []
    wang.send("登记", "已登记。全部写好后再反馈给本人")
    wang.send("反馈给本人", "已反馈")


def _reads(zhao):
    zhao.go("/review/evaluation/").follow("2025 年度，机关支部")
    expect(zhao.main).to_contain_text("认真履行党员义务。")
    expect(zhao.main).to_contain_text("测评票少于 10 张")
    assert zhao.view.faults() == []
    zhao.send("我已知晓", "已确认知晓")
