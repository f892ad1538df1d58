"""Finding accounts."""

import datetime as dt
import unicodedata
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.text import squeeze
from xuezuo.platform.accounts.models import Account, LoginThrottle

type Alias = Callable[[str], int | None]

_aliases: list[Alias] = []


def register_alias(finder: Alias) -> Alias:
    """Let `finder` name the account (id) behind another login name; `org` registers member numbers."""
    if finder not in _aliases:
        _aliases.append(finder)
    return finder


def normal_username(text: str) -> str:
    """Return the one form in which a user name is stored and looked up: NFKC, single blanks, no case."""
    return squeeze(unicodedata.normalize("NFKC", text)).casefold()


def account_by_login(text: str) -> Account | None:
    """Return the account that a person means who types `text` into the log-in page, or None."""
    account = Account.objects.filter(username=normal_username(text)).first()
    for finder in () if account else _aliases:
        if (account_id := finder(squeeze(text))) is not None:
            return Account.objects.filter(pk=account_id).first()
    return account


def account_by_id(account_id: int) -> Account | None:
    """Return the account, or None."""
    return Account.objects.filter(pk=account_id).first()


def accounts_for_keeping(at: dt.datetime, text: str = "", state: str = "") -> QuerySet[Account]:
    """Return log-ins by name, annotated with `has_factor` and `locked_until` (None = not locked at the instant).

    Args:
        at: now.
        text: start of the user name.
        state: closed | locked | admin | open; anything else = all.
    """
    name = Concat(Value("account:"), Cast(OuterRef("pk"), CharField()))
    locks = LoginThrottle.objects.filter(subject=name, locked_until__gt=at)
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    found = Account.objects.annotate(
        has_factor=Exists(factors), locked_until=Subquery(locks.values("locked_until")[:1])
    ).order_by("username")
    conditions = {
        "closed": {"is_active": False},
        "open": {"is_active": True},
        "locked": {"locked_until__isnull": False},
        "admin": {"is_admin": True},
    }
    return found.filter(username__startswith=normal_username(text), **conditions.get(state, {}))


def account_for_keeping(account_id: int, at: dt.datetime) -> Account:
    """Return one of them.

    Raises:
        NotFound: no such log-in.
    """
    account = accounts_for_keeping(at).filter(pk=account_id).first()
    if account is None:
        raise NotFound
    return account
