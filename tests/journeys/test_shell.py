"""The shell in a browser: every component, in every look."""

import pytest

from tests.journeys.conftest import DESK, PHONE

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
    assert page.locator("html").get_attribute("data-text") == "large"
    page.get_by_role("button", name="恢复标准字号").click()
    assert page.locator("html").get_attribute("data-text") == "normal"


def test_touches_on_the_roster_are_counted(look, settings):
    settings.DEBUG = True
    page = look(PHONE).go("/gallery/").page
    row = page.get_by_role("group", name="王书记")
    row.get_by_text("请假").click()
    assert page.locator("[data-tally-of=leave]").inner_text() == "2"
    assert row.get_by_role("radio", name="请假").is_checked()


def test_a_dialog_opens_and_closes(look, settings):
    settings.DEBUG = True
    page = look(PHONE).go("/gallery/").page
    page.get_by_role("link", name="撤销支部").click()
    assert page.get_by_role("dialog").is_visible()
    page.get_by_role("button", name="返回", exact=True).click()
    assert not page.get_by_role("dialog").is_visible()


def test_what_htmx_is_refused_appears_at_the_top(look):
    page = look(PHONE).go("/accounts/login/").page
    page.evaluate("htmx.ajax('GET', '/nothing/', {target: 'h1'})")
    page.wait_for_selector("#notices .notice.error", timeout=5000)
    assert "没有找到" in page.locator("#notices").inner_text()
    assert page.locator("h1").inner_text() == "登录"


def test_a_lost_line_is_said(look):
    page = look(PHONE).go("/accounts/login/").page
    page.context.set_offline(True)
    page.evaluate("htmx.ajax('GET', '/', {target: 'h1'})")
    page.wait_for_selector("#notices .notice.error", timeout=5000)
    assert "没有连上服务器" in page.locator("#notices").inner_text()


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
    assert form.get_by_label("议题").input_value() == "审议工作计划"
    assert form.get_by_label("纸质签到表").is_checked()
    form.get_by_role("button", name="不要，重新填写").click()
    view.page.wait_for_load_state()
    assert form.get_by_label("议题").input_value() == ""
