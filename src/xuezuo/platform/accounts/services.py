"""Making, closing and resetting log-ins."""

import datetime as dt
import re
from typing import Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from xuezuo.kernel.errors import Forbidden
from xuezuo.platform.access import Actor
from xuezuo.platform.accounts import audit_names
from xuezuo.platform.accounts.errors import AccountIsSelf, PasswordWeak, UsernameTaken, UsernameUnfit
from xuezuo.platform.accounts.models import Account
from xuezuo.platform.accounts.queries import normal_username
from xuezuo.platform.accounts.throttle import attempt_succeeded, subject_of
from xuezuo.platform.audit import services as audit
from xuezuo.platform.crypto import new_code

_USERNAME: Final = re.compile(r"[^\W\d_][\w.\-]{1,29}")


def subject(account: Account) -> tuple[str, str]:
    """Return how the audit names an account."""
    return ("accounts.account", str(account.pk))


@audit.use_case("accounts.account_create")
def account_create(
    *, actor: Actor, username: str, password: str, at: dt.datetime, is_admin: bool = False, must_change: bool = False
) -> Account:
    """Make a log-in. Programs, administrators, and the holder of an invitation (through `org`) may do it.

    Raises:
        UsernameUnfit: the name starts with a digit or has odd characters.
        UsernameTaken: somebody has it.
        PasswordWeak: the password breaks a rule.
    """
    require_keeper(actor)
    name = normal_username(username)
    if not _USERNAME.fullmatch(name):
        raise UsernameUnfit
    if Account.objects.filter(username=name).exists():
        raise UsernameTaken(username=name)
    account = Account(username=name, is_admin=is_admin, must_change_password=must_change, created_at=at)
    check_password_rules(password, account)
    account.set_password(password)
    account.save(force_insert=True)
    after = {"is_admin": is_admin, "must_change_password": must_change}
    audit.record(audit_names.ACCOUNT_CREATED, actor=actor, subject=subject(account), after=after, at=at)
    return account


@audit.use_case("accounts.account_deactivate")
def account_deactivate(*, actor: Actor, account: Account, reason: str, at: dt.datetime) -> Account:
    """Close a log-in; its sessions end with the next request, its history stays.

    Raises:
        AccountIsSelf: nobody closes the own log-in.
    """
    require_keeper(actor)
    if account.pk == actor.account_id:
        raise AccountIsSelf
    _set_active(account, active=False)
    audit.record(audit_names.ACCOUNT_DEACTIVATED, actor=actor, subject=subject(account), reason=reason, at=at)
    return account


@audit.use_case("accounts.account_activate")
def account_activate(*, actor: Actor, account: Account, reason: str, at: dt.datetime) -> Account:
    """Open a closed log-in again."""
    require_keeper(actor)
    _set_active(account, active=True)
    audit.record(audit_names.ACCOUNT_ACTIVATED, actor=actor, subject=subject(account), reason=reason, at=at)
    return account


@audit.use_case("accounts.password_set")
def password_set(*, actor: Actor, account: Account, password: str, at: dt.datetime) -> Account:
    """Give a log-in a new password, by its owner or by the holder of a new invitation; unlocks it.

    Raises:
        PasswordWeak: the password breaks a rule.
    """
    if account.pk != actor.account_id:
        require_keeper(actor)
    check_password_rules(password, account)
    _store_password(account, password, must_change=False)
    audit.record(audit_names.PASSWORD_CHANGED, actor=actor, subject=subject(account), at=at)
    return account


@audit.use_case("accounts.password_reset")
def password_reset(*, actor: Actor, account: Account, at: dt.datetime, reason: str = "") -> str:
    """Replace a forgotten password by a one-time code, which is returned and has to be changed at the first log-in.

    Sessions under the old password end by themselves: they carry a hash of it.
    """
    require_keeper(actor)
    code = new_code()
    _store_password(account, code, must_change=True)
    audit.record(audit_names.PASSWORD_RESET, actor=actor, subject=subject(account), reason=reason, at=at)
    return code


def check_password_rules(password: str, account: Account | None) -> None:
    """Apply `AUTH_PASSWORD_VALIDATORS`.

    Raises:
        PasswordWeak: with all reasons.
    """
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise PasswordWeak(reason=" ".join(error.messages)) from None


def _store_password(account: Account, password: str, *, must_change: bool) -> None:
    account.set_password(password)
    account.must_change_password = must_change
    account.save(update_fields=["password", "must_change_password"])
    attempt_succeeded(subject_of(account, ""))


def _set_active(account: Account, *, active: bool) -> None:
    account.is_active = active
    account.save(update_fields=["is_active"])


def require_keeper(actor: Actor) -> None:
    """Raise `Forbidden` unless the actor is an administrator or a program."""
    if not (actor.is_system or actor.is_admin):
        raise Forbidden(reason="只有系统管理员可以管理账号。")
