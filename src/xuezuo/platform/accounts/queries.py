"""Finding accounts."""

from collections.abc import Callable

from xuezuo.kernel.text import squeeze
from xuezuo.platform.accounts.models import Account

type Alias = Callable[[str], int | None]

_aliases: list[Alias] = []


def register_alias(finder: Alias) -> Alias:
    """Let `finder` name the account (id) behind another login name; `org` registers member numbers."""
    if finder not in _aliases:
        _aliases.append(finder)
    return finder


def normal_username(text: str) -> str:
    """Return the one form in which a user name is stored and looked up: folded width, single blanks, no case."""
    return squeeze(text).casefold()


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
