"""Writing audit entries inside the transaction of the deed."""

import datetime as dt
import functools
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Final

from django.db import connection, transaction

from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.names import all_names

type Value = str | int | bool | None
type Fields = Mapping[str, Value]

_INSERT: Final = """
INSERT INTO audit_entry (name, account_id, actor_label, subject_kind, subject_uid, unit_id, member_uid, before, after,
                         reason, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(  # noqa: PLR0913  # CONFIG: an audit entry has these parts; grouping them would only hide the count
    name: str,
    *,
    actor: Actor,
    subject: tuple[str, uuid.UUID | str],
    at: dt.datetime,
    unit_id: int | None = None,
    member_uid: uuid.UUID | None = None,
    before: Fields | None = None,
    after: Fields | None = None,
    reason: str = "",
) -> None:
    """Write one entry in the running transaction.

    Args:
        name: a registered audit name, past tense.
        actor: who did it.
        subject: kind of thing ("org.unit") and its uid.
        at: instant of the deed.
        unit_id: the unit whose people may read the entry; None = only the site's administrators.
        member_uid: the member concerned, who may read it ("who looked at my record").
        before: allowed fields before; ids, dates, states and numbers, never personal or secret fields.
        after: the same fields after.
        reason: what the actor gave as a reason or document reference.

    Raises:
        LookupError: when the name is not registered.
    """
    if name not in all_names():
        raise LookupError(f"audit name {name} is not registered")
    fields = (json.dumps(dict(part or {}), ensure_ascii=False) for part in (before, after))
    values = (
        name,
        actor.account_id,
        actor.label,
        subject[0],
        str(subject[1]),
        unit_id,
        member_uid,
        *fields,
        reason,
        at,
    )
    with acting_as(SYSTEM), connection.cursor() as cursor:  # whoever acts may add to the trail, few may read it
        cursor.execute(_INSERT, values)


def use_case[**P, R](name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a service: it runs in one transaction (a savepoint when one is open) and carries its name."""

    def decorate(service: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                return service(*args, **kwargs)

        run.use_case = name  # type: ignore[attr-defined]  # read by the guards
        return run

    return decorate
