"""Every page and message of the log-in speaks Chinese: allauth's own words must not show through."""

import html
import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.accounts import services
from xuezuo.platform.accounts.reseal import factors_reseal

pytestmark = pytest.mark.django_db
PASSWORD = "long enough 42"
ALLOWED = {
    "wang",
    "Microsoft",
    "Google",
    "Authenticator",
    "FreeOTP",
    "TOTP",
    "Windows",
    "Hello",
    "iPhone",
    "JavaScript",
}
PAGES = [
    "account_reauthenticate",
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
]


def foreign_words(response) -> set[str]:
    """Return the words of Latin letters that a reader sees (four letters and more)."""
    page = response.content.decode()
    page = re.sub(r"<(script|style|svg|title|code)\b.*?</\1>", " ", page, flags=re.DOTALL)
    shown = " ".join(re.findall(r'(?:placeholder|aria-label|alt)="([^"]*)"', page)) + re.sub(r"<[^>]*>", " ", page)
    return set(re.findall(r"[A-Za-z]{4,}", html.unescape(shown))) - ALLOWED


@pytest.fixture
def account():
    return services.account_create(actor=SYSTEM, username="wang", password=PASSWORD, at=clock.now())


@pytest.fixture
def client(account) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": "wang", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("has_factor", [False, True])
def test_pages(account, client, name, has_factor):
    if has_factor:
        TOTP.activate(account, generate_totp_secret())
        if name == "mfa_view_recovery_codes":
            client.post(reverse("mfa_generate_recovery_codes"))
    response = client.get(reverse(name), follow=True)
    assert response.status_code in {200, 404}
    assert foreign_words(response) == set()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {}),
        ("account_login", {"login": "wang", "password": "x"}),
        ("account_reauthenticate", {"password": "x"}),
        ("account_change_password", {"oldpassword": "x", "password1": "short", "password2": "other"}),
        ("account_change_password", {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}),
        ("account_change_password", {"oldpassword": PASSWORD, "password1": "password", "password2": "password"}),
        ("mfa_activate_totp", {"code": "000000"}),
    ],
)
def test_refusals(client, name, data):
    asking = Client() if name == "account_login" else client
    assert foreign_words(asking.post(reverse(name), data)) == set()


def test_the_second_step_of_a_log_in(account):
    TOTP.activate(account, generate_totp_secret())
    stranger = Client()
    stranger.post(reverse("account_login"), {"login": "wang", "password": PASSWORD})
    page = stranger.get(reverse("mfa_authenticate"))
    assert page.status_code == 200
    assert foreign_words(page) == set()
    assert foreign_words(stranger.post(reverse("mfa_authenticate"), {"code": "000000"})) == set()


def test_secrets_of_factors_are_sealed(account):
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True).get(type="totp"))


def test_a_new_key_seals_factors_again(account, settings):
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    settings.FIELD_KEYS_OLD, settings.FIELD_KEY = [settings.FIELD_KEY], "a new key"
    assert factors_reseal() == 1
    settings.FIELD_KEYS_OLD = []
    assert get_adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret
    assert factors_reseal() == 0


def test_wrong_codes_are_limited_and_recorded(account):
    TOTP.activate(account, generate_totp_secret())
    stranger = Client()
    stranger.post(reverse("account_login"), {"login": "wang", "password": PASSWORD})
    answers = [stranger.post(reverse("mfa_authenticate"), {"code": "000000"}) for _ in range(8)]
    assert "过多" in answers[-1].content.decode() or "频繁" in answers[-1].content.decode()
    assert 0 < trail().filter(name="accounts.factor_failed").count() <= 6
