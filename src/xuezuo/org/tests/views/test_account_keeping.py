"""Administrators keep log-ins: what they see, what they may do, and never to themselves."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.accounts.models import Account, LoginThrottle

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.feng)
    return client


@pytest.fixture
def other(cast: Cast) -> Account:
    return cast.account(cast.wang)


def do(client: Client, account: Account, deed: str, reason: str = "本人来电"):
    return client.post(reverse("account_keep", args=[account.pk]), {"deed": deed, "reason": reason})


def last_entry() -> tuple[str, str]:
    entry = trail().order_by("-id").first()
    return entry.name, entry.reason


def test_the_list_says_the_state_and_no_name(keeper: Client, cast: Cast, other: Account) -> None:
    page = keeper.get(reverse("account_keep_list")).content.decode()
    assert other.username in page
    assert "王书记" not in page
    assert "未开启" in page
    nobody = keeper.get(reverse("account_keep_list"), {"state": "locked"}).content.decode()
    assert "没有符合条件的账号" in nobody


def test_lock_and_unlock(keeper: Client, other: Account) -> None:
    assert do(keeper, other, "close").status_code == 302
    other.refresh_from_db()
    assert (other.is_active, last_entry()) == (False, ("accounts.account_deactivated", "本人来电"))
    assert do(keeper, other, "open").status_code == 302
    now = clock.now()
    LoginThrottle.objects.create(
        subject=f"account:{other.pk}", failures=5, counted_at=now, locked_until=now + dt.timedelta(minutes=5)
    )
    assert "锁定至" in keeper.get(reverse("account_keep_list")).content.decode()
    assert do(keeper, other, "unlock").status_code == 302
    assert last_entry()[0] == "accounts.account_unlocked"
    assert do(keeper, other, "unlock").status_code == 400


def test_a_lost_device(keeper: Client, other: Account) -> None:
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={})
    assert "已开启" in keeper.get(reverse("account_keep", args=[other.pk])).content.decode()
    assert do(keeper, other, "factors").status_code == 302
    assert not Authenticator.objects.filter(user=other).exists()
    assert last_entry() == ("accounts.factors_cleared", "本人来电")


def test_a_one_time_password_is_shown_once(keeper: Client, other: Account) -> None:
    shown = do(keeper, other, "password")
    assert (shown.status_code, "一次性密码" in shown.content.decode()) == (200, True)
    assert "no-store" in shown.headers["Cache-Control"]
    other.refresh_from_db()
    assert other.must_change_password
    assert last_entry() == ("accounts.password_reset", "本人来电")


def test_the_admin_flag_takes_a_second_person(keeper: Client, cast: Cast, other: Account) -> None:
    assert do(keeper, other, "trust").status_code == 302
    other.refresh_from_db()
    assert (other.is_admin, last_entry()[0]) == (True, "accounts.admin_given")
    for deed in ("untrust", "close", "password"):
        refused = do(keeper, cast.feng, deed)
        assert (refused.status_code, "另一名管理员" in refused.content.decode()) == (400, True)
    assert do(keeper, other, "untrust").status_code == 302
    assert last_entry()[0] == "accounts.admin_taken"


def test_no_deed_without_a_reason_or_by_others(keeper: Client, cast: Cast, other: Account) -> None:
    assert do(keeper, other, "close", " ").status_code == 400
    secretary = Client()
    secretary.force_login(other)
    assert do(secretary, cast.feng, "close").status_code == 403
    assert keeper.get(reverse("account_keep", args=[10**9])).status_code == 404


def test_budget(keeper: Client, query_budget) -> None:
    with query_budget("accounts:keep-list"):
        keeper.get(reverse("account_keep_list"))
