"""What administrators do to the log-ins of others: unlock, clear second factors, give and take the admin flag.

Each leaves one audit entry with its reason, and none may be done to the own log-in: a second person is needed. What
opens and closes a log-in, and one-time passwords, are in `services`.
"""

import datetime as dt

from allauth.mfa.models import Authenticator

from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.accounts import audit_names
from xuezuo.platform.accounts.errors import AccountAsIs, AccountIsSelf, WhyMissing
from xuezuo.platform.accounts.models import Account, LoginThrottle
from xuezuo.platform.accounts.services import (
    account_activate,
    account_deactivate,
    password_reset,
    require_keeper,
    subject,
)
from xuezuo.platform.accounts.throttle import attempt_succeeded, subject_of
from xuezuo.platform.audit import services as audit


def check_other(actor: Actor, account: Account, reason: str) -> str:
    """Return the reason, once the actor may manage log-ins and this one is somebody else's.

    Raises:
        Forbidden: the actor is no administrator.
        AccountIsSelf: it is the actor's own.
        WhyMissing: no reason, or a long one.
    """
    require_keeper(actor)
    if account.pk == actor.account_id:
        raise AccountIsSelf
    why = squeeze(reason)
    if not 0 < len(why) <= 200:
        raise WhyMissing
    return why


@audit.use_case("accounts.account_unlock")
def account_unlock(*, actor: Actor, account: Account, reason: str, at: dt.datetime) -> Account:
    """Forget wrong passwords, so that the owner may log in at once.

    Raises:
        Forbidden, AccountIsSelf, WhyMissing: see `check_other`.
        AccountAsIs: it is not locked.
    """
    why = check_other(actor, account, reason)
    name = subject_of(account, "")
    if not LoginThrottle.objects.filter(subject=name, locked_until__gt=at).exists():
        raise AccountAsIs
    attempt_succeeded(name)
    audit.record(audit_names.ACCOUNT_UNLOCKED, actor=actor, subject=subject(account), reason=why, at=at)
    return account


@audit.use_case("accounts.factors_clear")
def factors_clear(*, actor: Actor, account: Account, reason: str, at: dt.datetime) -> Account:
    """Take away every second factor and passkey: the device is lost. The password stays.

    Raises:
        Forbidden, AccountIsSelf, WhyMissing: see `check_other`.
        AccountAsIs: there is none.
    """
    why = check_other(actor, account, reason)
    count, _ = Authenticator.objects.filter(user_id=account.pk).delete()
    if not count:
        raise AccountAsIs
    after = {"count": count}
    audit.record(audit_names.FACTORS_CLEARED, actor=actor, subject=subject(account), after=after, reason=why, at=at)
    return account


@audit.use_case("accounts.admin_set")
def admin_set(*, actor: Actor, account: Account, is_admin: bool, reason: str, at: dt.datetime) -> Account:
    """Make somebody else an administrator, or end that. Nobody ends the own: so one always stays.

    Raises:
        Forbidden, AccountIsSelf, WhyMissing: see `check_other`.
        AccountAsIs: it is so already.
    """
    why = check_other(actor, account, reason)
    if account.is_admin == is_admin:
        raise AccountAsIs
    account.is_admin = is_admin
    account.save(update_fields=["is_admin"])
    name = audit_names.ADMIN_GIVEN if is_admin else audit_names.ADMIN_TAKEN
    audit.record(name, actor=actor, subject=subject(account), after={"is_admin": is_admin}, reason=why, at=at)
    return account


def deeds_for(account: Account) -> dict[str, str]:
    """Return what makes sense for a log-in as it is (see `queries.account_for_keeping`), with its words."""
    deeds = {"close": "停用账号"} if account.is_active else {"open": "恢复账号"}
    if getattr(account, "locked_until", None):
        deeds["unlock"] = "解除锁定"
    deeds["password"] = "发一次性密码（忘记密码时）"
    if getattr(account, "has_factor", False):
        deeds["factors"] = "清除二次验证（设备丢失时）"
    return deeds | ({"untrust": "取消系统管理员"} if account.is_admin else {"trust": "设为系统管理员"})


def carry_out(*, actor: Actor, account: Account, deed: str, reason: str, at: dt.datetime) -> str:
    """Do one of `deeds_for`; return the one-time password if that was it, else nothing.

    Raises:
        Forbidden, AccountIsSelf, WhyMissing: see `check_other`.
        AccountAsIs: somebody was faster.
    """
    why = check_other(actor, account, reason)
    match deed:
        case "close":
            account_deactivate(actor=actor, account=account, reason=why, at=at)
        case "open":
            account_activate(actor=actor, account=account, reason=why, at=at)
        case "unlock":
            account_unlock(actor=actor, account=account, reason=why, at=at)
        case "factors":
            factors_clear(actor=actor, account=account, reason=why, at=at)
        case "password":
            return password_reset(actor=actor, account=account, at=at, reason=why)
        case _:
            admin_set(actor=actor, account=account, is_admin=deed == "trust", reason=why, at=at)
    return ""
