"""Locking a log-in after too many wrong passwords, across all processes.

An attempt is counted before the password is checked and taken back when it was right. Counting updates one row, so
attempts on one name wait for each other and nobody gets a sixth guess by asking sixteen times at once.
"""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import transaction

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.platform.accounts.errors import LoginLocked
from xuezuo.platform.accounts.models import Account, LoginThrottle
from xuezuo.platform.accounts.queries import normal_username


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
    with transaction.atomic():
        row = _locked(subject, at)
        _refuse_if_locked(row, at)
        forgotten = row.counted_at <= at - _lock_time()
        row.failures = 1 if forgotten or row.locked_until is not None else row.failures + 1
        row.counted_at = at
        row.locked_until = at + _lock_time() if row.failures >= (allowed or settings.LOGIN_ATTEMPTS) else None
        row.save(update_fields=["failures", "counted_at", "locked_until"])


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


def _locked(subject: str, at: dt.datetime) -> LoginThrottle:
    """Return the row of `subject`, made where it is missing, locked by the statement that makes or finds it.

    Making and then locking would leave a gap in which a success deletes the row.
    """
    made = LoginThrottle(subject=subject, counted_at=at)
    LoginThrottle.objects.bulk_create(
        [made], update_conflicts=True, unique_fields=["subject"], update_fields=["subject"]
    )
    return LoginThrottle.objects.get(subject=subject)


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
