"""The shell in a browser: every component, in every look."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tests.support.browser import cut_line

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [
    pytest.param(PHONE, {}, 44, id="phone"),
    pytest.param(PHONE, {"dark": True}, 44, id="phone-dark"),
    pytest.param(PHONE, {"text": "large"}, 60, id="phone-large"),
    pytest.param(DESK, {}, 44, id="desk"),
]


@pytest.mark.parametrize(("size", "how", "target"), LOOKS)
@pytest.mark.parametrize("path", ["/gallery/", "/accounts/login/"])
def test_nothing_is_too_wide_too_small_or_too_faint(look, settings, path, size, how, target):
    settings.DEBUG = True
    assert look(size, **how).go(path).faults(target=target) == []


def test_the_text_size_changes_without_scripts(look):
    page = look(PHONE, scripts=False).go("/accounts/login/").page
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    page.get_by_role("button", name="恢复标准字号").click()
    expect(page.locator("html")).to_have_attribute("data-text", "normal")


def test_touches_on_the_roster_are_counted(look, settings):
    settings.DEBUG = True
    page = look(PHONE).go("/gallery/").page
    row = page.get_by_role("group", name="王书记")
    row.get_by_text("请假").click()
    expect(page.locator("[data-tally-of=leave]")).to_have_text("2")
    expect(row.get_by_role("radio", name="请假")).to_be_checked()


def test_a_dialog_opens_and_closes(look, settings):
    settings.DEBUG = True
    page = look(PHONE).go("/gallery/").page
    page.get_by_role("link", name="撤销支部").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="返回", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_what_htmx_is_refused_appears_at_the_top(look):
    page = look(PHONE).go("/accounts/login/").page
    page.evaluate("htmx.ajax('GET', '/nothing/', {target: 'h1'})")
    expect(page.locator("#notices .notice.error")).to_contain_text("没有找到")
    expect(page.locator("h1")).to_have_text("登录")


def test_a_lost_line_is_said(look):
    page = look(PHONE).go("/accounts/login/").page
    cut_line(page)
    page.evaluate("htmx.ajax('GET', '/', {target: 'h1'})")
    expect(page.locator("#notices .notice.error")).to_contain_text("没有连上服务器")


def test_the_checks_would_notice(look):
    """A check that never fails proves nothing."""
    view = look(PHONE).go("/accounts/login/")
    view.page.evaluate("""() => {
        const main = document.querySelector('main');
        main.insertAdjacentHTML('beforeend', '<button id="x">x</button><p id="y">faint</p><p id="z">wide</p>');
        document.getElementById('y').style.color = '#999';
        document.getElementById('z').style.width = '500px';
    }""")
    assert [fault.split(":")[0].split(" is")[0] for fault in view.faults()] == ["the page", "small", "faint"]


def test_a_draft_survives_until_it_is_saved(look, settings):
    settings.DEBUG = True
    view = look(PHONE).go("/gallery/")
    form = view.page.locator("form[data-draft]")
    form.get_by_label("议题").fill("审议工作计划")
    form.get_by_label("纸质签到表").check()
    view.go("/accounts/login/").go("/gallery/")
    expect(form.get_by_label("议题")).to_have_value("审议工作计划")
    expect(form.get_by_label("纸质签到表")).to_be_checked()
    form.get_by_role("button", name="不要，重新填写").click()
    expect(form.get_by_label("议题")).to_have_value("")
