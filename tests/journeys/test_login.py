"""Second factors in a browser: a one-time code from an app, a passkey instead of a password; the CSP holds."""

import datetime as dt

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.accounts import services

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "long enough 42"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def view(look):
    at = dt.datetime(2025, 6, 16, 2, 0, tzinfo=dt.UTC)
    services.account_create(actor=SYSTEM, username="王书记", password=PASSWORD, at=at)
    view = look(PHONE).go("/accounts/login/")
    log_in(view)
    heading_is(view.page, "您好")
    return view


def heading_is(page, words):
    expect(page.locator("h1")).to_contain_text(words)


def log_in(view):
    view.page.get_by_label("用户名或党员编号").fill("王书记")
    view.page.get_by_label("密码").fill(PASSWORD)
    view.page.get_by_role("button", name="登录", exact=True).click()


def confirm(view, path):
    view.go(path).page.get_by_label("密码").fill(PASSWORD)
    view.page.get_by_role("button", name="确认").click()


def log_out(view):
    view.go("/accounts/logout/").page.locator("main").get_by_role("button").click()
    heading_is(view.page, "登录")


def test_a_code_from_an_app_is_the_second_factor(view):
    page = view.page
    confirm(view, "/accounts/2fa/totp/activate/")
    secret = page.get_by_label("密钥").input_value()
    assert view.faults() == []
    page.locator("[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="启用").click()
    heading_is(page, "恢复代码")
    log_out(view)
    log_in(view.go("/accounts/login/"))
    page.wait_for_url("**/2fa/authenticate/")
    assert view.faults() == []


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_passkey_opens_without_a_password(view, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # the live server has no TLS
    page = view.page
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    confirm(view, "/accounts/2fa/webauthn/add/")
    page.get_by_role("checkbox").wait_for()
    assert view.faults() == []
    page.get_by_role("checkbox").check()
    page.locator("#mfa_webauthn_add").click()
    heading_is(page, "恢复代码")
    log_out(view)
    view.go("/accounts/login/").page.get_by_role("button", name="用通行密钥登录").click()
    heading_is(page, "您好")
    assert view.faults() == []
