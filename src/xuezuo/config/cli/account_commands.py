"""The functions behind `account ...` and `reseal`: whoever may read the data folder may open the door again."""

import argparse
import json
import sys

from xuezuo.kernel import clock
from xuezuo.org.services.people import identities_reseal
from xuezuo.platform.access import current_actor
from xuezuo.platform.accounts import services
from xuezuo.platform.accounts.errors import AccountUnknown
from xuezuo.platform.accounts.models import Account
from xuezuo.platform.accounts.queries import account_by_login
from xuezuo.platform.crypto import new_code


def create_admin(arguments: argparse.Namespace) -> int:
    """Make a technical administrator with a one-time password."""
    code = new_code()
    account = services.account_create(
        actor=current_actor(),
        username=arguments.name,
        password=code,
        is_admin=True,
        must_change=True,
        at=clock.now(),
    )
    return _show(arguments, account, code)


def reset(arguments: argparse.Namespace) -> int:
    """Give an account a one-time password and unlock it."""
    account = _find(arguments.name)
    return _show(arguments, account, services.password_reset(actor=current_actor(), account=account, at=clock.now()))


def deactivate(arguments: argparse.Namespace) -> int:
    """Close an account."""
    account = _find(arguments.name)
    services.account_deactivate(actor=current_actor(), account=account, reason=arguments.reason, at=clock.now())
    print(f"已停用 {account.username}", file=sys.stderr)
    return 0


def reseal(arguments: argparse.Namespace) -> int:
    """Seal every stored number with the present key."""
    rows = identities_reseal(actor=current_actor(), at=clock.now())
    if arguments.json:
        print(json.dumps({"resealed": rows}))
    print(f"已重新加密 {rows} 名党员的号码和全部二次验证密钥。", file=sys.stderr)
    print("去掉旧密钥（XUEZUO_FIELD_KEYS_OLD）以后，更换密钥之前的导入不能再撤回。", file=sys.stderr)
    return 0


def _find(name: str) -> Account:
    account = account_by_login(name)
    if account is None:
        raise AccountUnknown(name=name)
    return account


def _show(arguments: argparse.Namespace, account: Account, code: str) -> int:
    if arguments.json:
        print(json.dumps({"username": account.username, "password": code}, ensure_ascii=False))
    else:
        print(f"用户名 {account.username}\n一次性密码 {code}\n首次登录后须修改密码。")
    return 0
