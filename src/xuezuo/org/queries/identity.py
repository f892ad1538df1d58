"""Who a log-in is today: the member behind it, and the roles that follow from posts and affiliations of the day.

Read as the system (nobody is known yet when it is asked), in one statement.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Final

from django.db import connection

from xuezuo.org.models import Member
from xuezuo.org.types import ROLE_OF_POST, AffiliationKind, Role
from xuezuo.platform.access import SYSTEM, Actor, Grant, acting_as

# Posts first, so that the unit a person works for is named before the one the person belongs to. A function of the
# database (migration 0006), because planning its one statement took three times as long as running it.
_WHO: Final = "SELECT * FROM org_who(%(account)s, %(on)s, %(kinds)s)"
_KINDS: Final = [AffiliationKind.FORMAL.value, AffiliationKind.FLOATING.value]

type _Row = tuple[int, uuid.UUID, str, str, str | None, int | None, str | None, bool | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Who is logged in: the actor, and how the page's head names the person and the unit."""

    actor: Actor
    name: str = ""
    unit_name: str = ""
    member_uid: uuid.UUID | None = None


def person_for_account(account_id: int, *, is_admin: bool, on: dt.date) -> Person:
    """Return who the log-in is on the civil day `on`; an account without a member has no grants."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_WHO, {"account": account_id, "on": on, "kinds": _KINDS})
        rows: Sequence[_Row] = cursor.fetchall()
    if not rows:
        return Person(Actor(account_id=account_id, label=f"account:{account_id}", is_admin=is_admin))
    member_id, uid, number, name, *_ = rows[0]
    actor = Actor(
        account_id=account_id,
        member_id=member_id,
        label=number,
        is_admin=is_admin,
        grants=_grants(rows),
        whole_tree=any(is_top for *_, is_top in rows),
    )
    return Person(actor, name, rows[0][6] or "", uid)


def actor_for_account(account_id: int, *, is_admin: bool, on: dt.date) -> Actor:
    """Return the actor behind a log-in on the civil day `on`: grants from posts and affiliations of that day."""
    return person_for_account(account_id, is_admin=is_admin, on=on).actor


def _grants(rows: Sequence[_Row]) -> tuple[Grant, ...]:
    """Turn posts and affiliations into roles, by unit and role."""
    found = {
        Grant(Role.MEMBER if kind == "member" else ROLE_OF_POST[kind], unit_id)
        for *_, kind, unit_id, _, _ in rows
        if kind is not None and unit_id is not None
    }
    return tuple(sorted(found, key=lambda grant: (grant.unit_id, grant.role)))


def account_id_by_number(number: str) -> int | None:
    """Return the log-in of the member with this number, or None; asked at the log-in page, before anybody is known."""
    with acting_as(SYSTEM):
        return Member.objects.filter(number=number).values_list("account_id", flat=True).first()
