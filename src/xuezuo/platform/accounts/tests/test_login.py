"""Logging in: names and numbers, lock-out, the audit, one-time passwords, the pages of allauth."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.kernel.errors import Forbidden
from xuezuo.platform.access import SYSTEM, Actor
from xuezuo.platform.accounts import services, throttle
from xuezuo.platform.accounts.errors import (
    AccountIsSelf,
    LoginLocked,
    PasswordWeak,
    UsernameTaken,
    UsernameUnfit,
)
from xuezuo.platform.accounts.models import Account, LoginThrottle

AT = dt.datetime(2025, 6, 16, 2, 0, tzinfo=dt.UTC)
PASSWORD = "long enough 42"

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang():
    return services.account_create(actor=SYSTEM, username="王书记", password=PASSWORD, at=AT)


def log_in(username: str, password: str = PASSWORD, client: Client | None = None):
    return (client or Client()).post(reverse("account_login"), {"login": username, "password": password})


def names() -> list[str]:
    return list(trail().order_by("id").values_list("name", flat=True))


def test_the_right_password_opens(wang):
    response = log_in("王书记")
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert names() == ["accounts.account_created", "accounts.logged_in"]


def test_case_and_width_of_a_name_do_not_matter():
    services.account_create(actor=SYSTEM, username="Admin", password=PASSWORD, at=AT)
    assert log_in(" ＡＤＭＩＮ ").status_code == 302


def test_a_wrong_password_and_an_unknown_name_look_the_same(wang):
    wrong, unknown = log_in("王书记", "x" * 9), log_in("nobody", "x" * 9)
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert names()[1:] == ["accounts.login_failed"] * 2


def test_what_was_typed_is_not_kept(wang):
    log_in("my secret password", "x")
    assert "secret" not in str(list(trail().values())) + str(list(LoginThrottle.objects.values()))


@pytest.mark.parametrize("name", ["王书记", "nobody"])
def test_five_wrong_passwords_lock_the_name(wang, settings, name):
    settings.LOGIN_ATTEMPTS = 5
    for _ in range(4):
        assert "之前不能登录" not in log_in(name, "wrong").content.decode()
    page = log_in(name, "wrong").content.decode()
    assert "之前不能登录" in page
    assert "支部书记" in page
    assert log_in(name).status_code == 200
    assert names().count("accounts.login_locked") == 1


def test_a_lock_ends(wang):
    for _ in range(5):
        throttle.attempt_begin(f"account:{wang.pk}", at=AT)
    later = AT + dt.timedelta(minutes=30)
    with pytest.raises(LoginLocked, match="10:30"):
        throttle.attempt_begin(f"account:{wang.pk}", at=later - dt.timedelta(seconds=1))
    throttle.attempt_begin(f"account:{wang.pk}", at=later)
    assert LoginThrottle.objects.get().failures == 1


def test_the_right_password_forgets_the_wrong_ones(wang):
    for _ in range(4):
        log_in("王书记", "wrong")
    assert log_in("王书记").status_code == 302
    assert not LoginThrottle.objects.filter(subject__startswith="account:").exists()


def test_too_many_log_ins_from_one_address_wait_a_minute(wang, monkeypatch):
    monkeypatch.setattr(throttle, "ADDRESS_ATTEMPTS", 2)
    assert [log_in("王书记").status_code for _ in range(3)] == [302, 302, 429]
    here = {"at": clock.now() + throttle.ADDRESS_WINDOW}
    assert throttle.address_counted("127.0.0.1", **here)
    assert Client().get(reverse("account_login")).status_code == 200
    assert "127.0.0.1" not in str(list(LoginThrottle.objects.values()))


def test_addresses_of_one_household_count_as_one(monkeypatch):
    monkeypatch.setattr(throttle, "ADDRESS_ATTEMPTS", 1)
    counted = [throttle.address_counted(one, at=AT) for one in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")]
    assert counted == [True, False, True]


def test_the_right_password_costs_few_statements(wang, django_assert_max_num_queries):
    log_in("王书记")
    with django_assert_max_num_queries(14):
        assert log_in("王书记").status_code == 302


def test_the_first_page_after_a_log_in_does_not_write_the_session(wang, client):
    log_in("王书记", client=client)
    with CaptureQueriesContext(connection) as seen:
        client.get("/")
    assert not [query["sql"] for query in seen if "UPDATE" in query["sql"] or "INSERT" in query["sql"]]


def test_a_log_in_takes_a_new_session_and_ends_the_old_one(wang, client):
    session = client.session
    session["kept"] = 1
    session.save()
    log_in("王书记", client=client)
    assert client.session.session_key != session.session_key
    assert client.session["kept"] == 1
    assert not session.exists(session.session_key)


def test_a_session_that_has_ended_meanwhile_is_not_written_again(client):
    session = client.session
    session["kept"] = 1
    session.save()
    session.delete()
    with pytest.raises(UpdateError):
        session.save()
    twin = type(session)(session.session_key)
    assert (dict(twin.items()), twin.session_key) == ({}, None)


def test_a_lock_over_midnight_names_the_day(wang):
    late = dt.datetime(2025, 6, 16, 15, 50, tzinfo=dt.UTC)
    for _ in range(5):
        throttle.attempt_begin("name:x", at=late)
    with pytest.raises(LoginLocked, match="6月17日00:20"):
        throttle.attempt_begin("name:x", at=late)


def test_a_closed_account_stays_out(wang):
    services.account_deactivate(actor=SYSTEM, account=wang, reason="调离", at=AT)
    assert log_in("王书记").headers["Location"] == reverse("account_inactive")
    services.account_activate(actor=SYSTEM, account=wang, reason="调回", at=AT)
    assert log_in("王书记").headers["Location"] == "/"


def test_a_one_time_password_has_to_be_changed_first(wang, client):
    code = services.password_reset(actor=SYSTEM, account=wang, at=AT)
    assert log_in("王书记", code, client).status_code == 302
    change = reverse("account_change_password")
    assert client.get("/").headers["Location"] == change
    data = {"oldpassword": code, "password1": "another long one", "password2": "another long one"}
    assert client.post(change, data).status_code == 302
    assert client.get(change).status_code == 200
    assert client.get("/").headers.get("Location") != change
    assert names()[-1] == "accounts.password_changed"


def test_logging_out_is_recorded(wang, client):
    log_in("王书记", client=client)
    client.post(reverse("account_logout"))
    assert names()[-1] == "accounts.logged_out"


@pytest.mark.parametrize("username", ["1234567", "a", "a b", "书" * 31, "a@b"])
def test_odd_names_are_refused(username):
    with pytest.raises(UsernameUnfit):
        services.account_create(actor=SYSTEM, username=username, password=PASSWORD, at=AT)


def test_a_name_is_taken_once(wang):
    with pytest.raises(UsernameTaken):
        services.account_create(actor=SYSTEM, username="王书记", password=PASSWORD, at=AT)


@pytest.mark.parametrize("password", ["short", "12345678901", "password1", "wangshuji88"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(PasswordWeak):
        services.account_create(actor=SYSTEM, username="wangshuji", password=password, at=AT)


def test_only_keepers_manage_accounts(wang):
    stranger = Actor(account_id=99, label="LC0003")
    with pytest.raises(Forbidden):
        services.password_reset(actor=stranger, account=wang, at=AT)
    own = Actor(account_id=wang.pk, is_admin=True)
    with pytest.raises(AccountIsSelf):
        services.account_deactivate(actor=own, account=wang, reason="", at=AT)


def test_the_session_is_kept_alive_while_it_is_used(wang, client, monkeypatch):
    log_in("王书记", client=client)
    client.get(reverse("account_change_password"))
    first = client.session["seen_at"]
    later = clock.now() + dt.timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: later)
    client.get(reverse("account_change_password"))
    assert client.session["seen_at"] > first


PAGES = [
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
]


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_logged_in_person_answer(wang, client, name):
    log_in("王书记", client=client)
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert client.get(reverse(name)).headers.get("Location") != "/"


def test_there_is_no_sign_up(client):
    assert client.get("/accounts/signup/").status_code in {302, 404}
    assert client.get("/accounts/email/").status_code in {302, 404}
    assert not Account.objects.exists()
