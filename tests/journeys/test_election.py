"""A branch election on a 360 px phone, without JavaScript: from the reminder of the unit above to dated posts."""

import datetime as dt
import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from xuezuo.kernel import clock
from xuezuo.org.models import Post, Term
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.review.elections.models import Election, Round
from xuezuo.review.elections.tests.desk import AT, desk

pytestmark = pytest.mark.django_db(transaction=True)
LETTER = "林机支〔2025〕1号"


@pytest.fixture
def stage(transactional_db, monkeypatch):
    """Nine electors, and a term that ends in September."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    stage = desk(build_cast())
    with acting_as(SYSTEM):
        during = date_range(dt.date(2022, 9, 1))
        Term.objects.create(unit=stage.cast.office, ordinal=3, during=during, due_on=dt.date(2025, 9, 1))
    return stage


class Hand:
    """Somebody with a phone."""

    def __init__(self, look, cast, member):
        session = Client()
        session.force_login(cast.account(member))
        self.view = look(PHONE, scripts=False, session=session)
        self.page = self.view.page

    def deed(self, link, said, done, *, people=()):
        """Follow a link, fill in the form, send it, and wait for what the next page says."""
        self.page.locator("main").get_by_role("link", name=link, exact=True).click()
        for name, value in said.items():
            field = self.page.locator(f"main [name={name}]")
            field.select_option(value) if name in {"kind", "way", "mode", "secretary"} else field.fill(value)
        for name in people:
            self.page.locator(f"main [name={name}]").check()
        self.page.locator("main .form-actions button").first.click()
        expect(self.page.locator("#notices")).to_contain_text(done)


def paper(day: int, **more: str) -> dict[str, str]:
    return {"on": f"2025-06-{day:02}", "document": LETTER, **more}


def test_from_the_reminder_to_dated_posts(look, stage):
    cast = stage.cast
    wang, wu = Hand(look, cast, cast.wang), Hand(look, cast, cast.wu)
    wu.view.go(f"/review/elections/terms/{cast.office.uid}/")
    reminder = {"on": "2025-02-20", "way": "letter", "document": "林党发〔2025〕2号"}
    wu.deed("登记提醒", reminder, "已登记提醒")

    wang.view.go("/review/elections/")
    plan = {"kind": "term_change", "title": "支部委员会换届选举", "seats": "3"}
    wang.deed("建立选举", plan, "已建立")
    election = wang.page.url.removeprefix(wang.view.base)
    with acting_as(SYSTEM):
        stage.election = Election.objects.get()
    wang.deed("登记请示", paper(1), "已登记")
    wu.view.go(election)
    wu.deed("批复同意", paper(2), "已登记")
    _stand(stage, wang, election)
    wang.deed("上报预备人选", paper(4), "已登记")
    wu.view.go(election)
    wu.deed("批复预备人选", paper(5), "已登记")
    wang.view.go(election)
    wang.deed("确定选举人名单", {"on": "2025-06-10"}, "选举人名单已确定")

    _vote(stage, wang, election, 9, 8, 7, 2)
    with acting_as(SYSTEM):
        first = stage.winners()[0].member
    wang.deed("提名书记、副书记", {"secretary": str(first.pk)}, "已提名")
    _vote(stage, wang, election, 3, body="committee")
    wang.deed("上报选举结果", paper(11), "已登记")
    wu.view.go(election)
    wu.deed("批准、备案，写入任职", paper(13, takes_office_on="2025-06-13"), "任职和任期已写入")
    expect(wu.page.locator("main")).to_contain_text("已完成")
    assert wu.view.faults() == []
    _posts_are_dated(stage, first)
    wu.view.go(f"/org/units/{cast.office.uid}/")
    expect(wu.page.locator("main")).to_contain_text(first.name)
    wu.view.go(f"/review/elections/terms/{cast.office.uid}/")
    expect(wu.page.locator("main")).to_contain_text("第 4 届")


def _stand(stage, wang, election):
    """Three are too few for three seats; the page says how many there must be."""
    wang.view.go(election)
    wang.page.get_by_role("link", name="推荐人选", exact=True).click()
    for count, one in enumerate(stage.people[:4], start=1):
        wang.page.locator("[name=number]").fill(one.number)
        wang.page.locator("main").get_by_role("button", name="登记", exact=True).click()
        expect(wang.page.locator("main .lead")).to_contain_text(f"现有 {count} 名")
    assert wang.view.faults() == []
    wang.view.go(election)


def _vote(stage, wang, election, *yes, body="meeting"):
    """Everybody comes, the watchers are confirmed, the paper is counted; a wrong sum is refused and nothing is lost."""
    cast, page, ids = stage.cast, wang.page, stage.entitled(body)
    wang.view.go(election)
    wang.deed("登记到会", {}, f"已登记到会 {len(ids)} 人", people=[f"people][value='{pk}'" for pk in ids])
    watching = [f"{role}][value='{one.pk}'" for role, one in (("scrutineers", cast.wu), ("tellers", cast.zhao))]
    wang.deed("监票人、计票人", {}, "已登记监票人", people=[*watching, f"tellers][value='{cast.li.pk}'", "confirmed"])
    wang.deed("开始投票", {"mode": ""}, "投票已开始")
    with acting_as(SYSTEM):
        standing = Round.objects.get(state="open").standing
    page.get_by_role("link", name="登记投票结果", exact=True).click()
    for name in ("issued", "returned"):
        page.locator(f"[name={name}]").fill(str(len(ids)))
    for pk, got in zip(standing, yes, strict=True):
        page.locator(f"[name=yes_{pk}]").fill(str(got))
        page.locator(f"[name=no_{pk}]").fill(str(len(ids) - got))
    page.locator(f"[name=no_{standing[0]}]").fill("1")
    page.get_by_role("button", name="登记结果").click()
    expect(page.locator("main")).to_contain_text("第 1 名候选人")
    expect(page.locator(f"[name=yes_{standing[-1]}]")).to_have_value(str(yes[-1]))
    page.locator(f"[name=no_{standing[0]}]").fill(str(len(ids) - yes[0]))
    page.get_by_role("button", name="登记结果").click()
    expect(page).to_have_url(re.compile(re.escape(election) + "$"))
    expect(page.locator("#notices")).to_contain_text("结果已登记")


def _posts_are_dated(stage, secretary):
    cast, begun = stage.cast, dt.date(2025, 6, 13)
    with acting_as(SYSTEM):
        new = Post.objects.filter(unit=cast.office, during__startswith=begun)
        assert new.get(kind="secretary").member == secretary
        assert len(new.exclude(kind="secretary")) == 2
        assert Post.objects.get(unit=cast.office, member=cast.wang).during.upper == begun
        assert Term.objects.get(unit=cast.office, during__startswith=begun).ordinal == 4
