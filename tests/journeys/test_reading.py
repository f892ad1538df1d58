"""A list is read on a phone without a network, and without scripts; nothing private stays on the page that is kept."""

import datetime as dt

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.support.browser import cut_line
from xuezuo.kernel import clock
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.tests import factories as library
from xuezuo.study.reading.tests import factories
from xuezuo.study.reading.types import ListKind

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = ("开会之前先把事情想清楚", "党课可以讲身边的事")


@pytest.fixture
def member():
    cast, client = build_cast(), Client()
    with acting_as(SYSTEM):
        texts = [library.material(cast.office, title, (f"{title}，这是正文。",) * 3) for title in TITLES]
    client.reading_list = factories.reading_list(cast.office, *texts)
    factories.reading_list(cast.office, *texts, kind=ListKind.DAILY, on=clock.today() - dt.timedelta(days=1))
    client.force_login(cast.account(cast.zhao))
    return client


def whole(member) -> str:
    return f"/study/reading/lists/{member.reading_list.uid}/whole/"


def test_a_kept_list_is_read_without_a_network(look, member):
    view = look(PHONE, session=member, text="large").go(whole(member))
    page = view.page
    page.get_by_role("button", name="保存到本机").click()
    page.get_by_text("已保存到本机，没有网络也能读。").wait_for()
    assert view.faults(target=60) == []
    page.reload()  # from now on the worker answers
    page.evaluate("() => navigator.serviceWorker.ready")

    cut_line(page)
    page.goto(view.base + whole(member))
    expect(page.get_by_text("党课可以讲身边的事，这是正文。").first).to_be_visible()
    assert "赵党员" not in page.content()
    page.goto(view.base + "/study/reading/")  # was not kept: the page of what is
    page.get_by_role("link", name="党章学习清单").click()
    expect(page.get_by_role("heading", name=TITLES[0])).to_be_visible()

    page.goto(view.base + "/study/reading/offline/")
    page.get_by_role("button", name="全部删除").click()
    page.get_by_text("这台设备还没有保存清单").wait_for()
    cut_line(page, False)
    page.goto(view.base + "/study/reading/offline/")
    expect(page.get_by_text("这台设备还没有保存清单")).to_be_visible()


def test_a_log_out_throws_kept_lists_away(look, member):
    page = look(DESK, session=member).go(whole(member)).page
    page.get_by_role("button", name="保存到本机").click()
    page.get_by_text("已保存到本机").wait_for()
    page.goto(page.url.split("/study/")[0] + "/")
    page.evaluate("document.querySelector('form[data-logout]').requestSubmit()")
    page.wait_for_url("**/accounts/**")
    page.wait_for_function("caches.keys().then((names) => names.length === 0)")


def test_everything_works_without_scripts(look, member):
    view = look(PHONE, session=member, scripts=False).go("/study/reading/")
    page = view.page
    expect(page.get_by_role("link", name=TITLES[1]).first).to_be_visible()  # today's reading
    page.get_by_role("link", name="登记自学").click()
    page.get_by_label("学了什么").fill("党章第一章")
    page.get_by_label("学了多少分钟").fill("45")
    page.get_by_role("button", name="记下").click()
    page.get_by_role("button", name="提交支部认可").click()
    expect(page.get_by_text("待认可").first).to_be_visible()
    page.goto(view.base + whole(member))
    expect(page.get_by_text("党课可以讲身边的事，这是正文。").first).to_be_visible()
    expect(page.get_by_role("button", name="保存到本机")).to_have_count(0)
