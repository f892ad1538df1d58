"""What the organization tells the rooms below: a member's number is a login name too; who a log-in is on a day."""

import datetime as dt

from xuezuo.org.queries.identity import account_id_by_number, actor_for_account
from xuezuo.platform.access import ANONYMOUS, Actor
from xuezuo.platform.accounts.queries import account_by_id, register_alias
from xuezuo.platform.jobs.kinds import find_actors_with

register_alias(account_id_by_number)


def _actor_behind(account_id: int, on: dt.date) -> Actor:
    """Return who the log-in is on the civil day; nobody when it is closed."""
    account = account_by_id(account_id)
    if account is None or not account.is_active:
        return ANONYMOUS
    return actor_for_account(account_id, is_admin=account.is_admin, on=on)


find_actors_with(_actor_behind)
