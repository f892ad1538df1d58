"""Locking a log-in after too many wrong passwords, across all processes.

An attempt is counted before the password is checked and taken back when it was right. Counting updates one row, so
attempts on one name wait for each other and nobody gets a sixth guess by asking sixteen times at once.
"""

import datetime as dt
import hashlib
import ipaddress
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.platform.accounts.errors import LoginLocked
from xuezuo.platform.accounts.models import Account, LoginThrottle
from xuezuo.platform.accounts.queries import normal_username

type Values = dict[str, str | int | dt.datetime]

ADDRESS_ATTEMPTS: Final = 300  # a hall of people behind one address logs in at once
ADDRESS_WINDOW: Final = dt.timedelta(minutes=1)
_HASH: Final = 31  # characters: what the column has room for

# Each is one statement: made or found, locked and counted, with no gap in which a success deletes the row.
_ATTEMPT: Final = """
INSERT INTO accounts_loginthrottle AS t (subject, failures, counted_at, locked_until)
VALUES (%(subject)s, 1, %(at)s, CASE WHEN %(allowed)s <= 1 THEN %(until)s::timestamptz END)
    ON CONFLICT (subject) DO UPDATE SET (failures, counted_at, locked_until) = (
       SELECT n.failures, EXCLUDED.counted_at, CASE WHEN n.failures >= %(allowed)s THEN %(until)s::timestamptz END
         FROM (SELECT CASE WHEN t.counted_at <= %(forgotten)s OR t.locked_until IS NOT NULL THEN 1
                           ELSE t.failures + 1 END AS failures) n)
 WHERE t.locked_until IS NULL OR t.locked_until <= %(at)s
"""
_ADDRESS: Final = """
INSERT INTO accounts_loginthrottle AS t (subject, failures, counted_at) VALUES (%(subject)s, 1, %(at)s)
    ON CONFLICT (subject) DO UPDATE
   SET failures = CASE WHEN t.counted_at <= %(before)s THEN 1 ELSE t.failures + 1 END,
       counted_at = CASE WHEN t.counted_at <= %(before)s THEN EXCLUDED.counted_at ELSE t.counted_at END
 WHERE t.counted_at <= %(before)s OR t.failures < %(allowed)s
"""


def subject_of(account: Account | None, login: str) -> str:
    """Return under which name attempts are counted: the account, or a hash of what was typed when there is none.

    What was typed may be a password in the wrong field, so it is never stored.
    """
    if account is not None:
        return f"account:{account.pk}"
    return "name:" + hashlib.sha256(normal_username(login).encode()).hexdigest()[:32]


def attempt_begin(subject: str, *, at: dt.datetime, allowed: int | None = None) -> None:
    """Count an attempt of `subject` at the instant `at`, before the password is looked at.

    `allowed` failures lock it; None = `XUEZUO_LOGIN_ATTEMPTS`.

    Raises:
        LoginLocked: too many attempts failed; nothing was counted.
    """
    values: Values = {"subject": subject, "at": at, "allowed": allowed or settings.LOGIN_ATTEMPTS}
    values |= {"until": at + _lock_time(), "forgotten": at - _lock_time()}
    while not _counted(_ATTEMPT, values):
        row = LoginThrottle.objects.filter(subject=subject).first()
        if row is not None:  # else it was unlocked just now
            _refuse_if_locked(row, at)


def address_counted(address: str, *, at: dt.datetime) -> bool:
    """Count a log-in from a network address; False = too many within a minute, and this one is not let in.

    Meant to run before the request's transaction: inside it, everybody behind one address would wait for the row until
    the password of the one before is checked. The address is kept as a keyed hash.
    """
    name = salted_hmac("xuezuo.accounts.address", _network(address), algorithm="sha256").hexdigest()[:_HASH]
    values: Values = {
        "subject": f"address:{name}",
        "at": at,
        "before": at - ADDRESS_WINDOW,
        "allowed": ADDRESS_ATTEMPTS,
    }
    return _counted(_ADDRESS, values)


def attempt_succeeded(subject: str) -> None:
    """Forget the failures of `subject`."""
    LoginThrottle.objects.filter(subject=subject).delete()


def attempt_failed(subject: str, *, at: dt.datetime) -> None:
    """Say so when this failure was the last one allowed.

    Raises:
        LoginLocked: `subject` is locked from now on.
    """
    row = LoginThrottle.objects.filter(subject=subject).first()
    if row is not None:
        _refuse_if_locked(row, at)


def _counted(statement: str, values: Values) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount) == 1


def _network(address: str) -> str:
    """Return the address, or of one of the sixth version the network that one household has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network(f"{found}/64", strict=False))  # IPv4


def _refuse_if_locked(row: LoginThrottle, at: dt.datetime) -> None:
    if row.locked_until is not None and at < row.locked_until:
        raise LoginLocked(until=_clock_text(row.locked_until, at))


def _lock_time() -> dt.timedelta:
    return dt.timedelta(minutes=settings.LOGIN_LOCK_MINUTES)


def _clock_text(until: dt.datetime, at: dt.datetime) -> str:
    """Say the instant in Shanghai's time, a minute late rather than early; with the day when it is another."""
    local = (until + dt.timedelta(seconds=59)).astimezone(SHANGHAI)
    same_day = local.date() == at.astimezone(SHANGHAI).date()
    return f"{local:%H:%M}" if same_day else f"{local.month}月{local.day}日{local:%H:%M}"
