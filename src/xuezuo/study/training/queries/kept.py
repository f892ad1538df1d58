"""What a unit keeps for those below it: seen by everybody at or below the unit and by the posts above, else not there.

One rule for lecturers, teaching points, routes and published cases; each row has a `unit`.
"""

import datetime as dt
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import any_units_q, unit_decision
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.platform.access import Actor, Capability, Decision
from xuezuo.study.training.policies import READ, VIEW
from xuezuo.study.training.queries.access import above_q


class Kept(Protocol):
    """A row that belongs to a unit."""

    pk: int
    unit: Unit
    unit_id: int


def kept_q(actor: Actor, keep: Capability, on: dt.date, field: str = "unit_id") -> Q:
    """Return the condition on `field` for the units whose things `actor` may see on the civil day `on`."""
    if actor.is_system:
        return Q()
    return any_units_q(actor, [keep, VIEW], on, field) | above_q(actor, READ, on, field)


def at_unit(actor: Actor, capability: Capability, row: Kept, on: dt.date) -> Decision:
    """Say whether the actor holds the capability at the unit of the row (or on the nearest day of its life)."""
    return unit_decision(actor, capability, row.unit_id, clamp(on, span_of(row.unit)))


def require_kept(actor: Actor, keep: Capability, row: Kept, seen: QuerySet[Any], on: dt.date) -> None:
    """Let the keeper go on, or raise; `seen` holds the rows of its kind that exist for the actor.

    Raises:
        NotFound: out of sight.
        Forbidden: seen, but somebody else keeps it.
    """
    decision = at_unit(actor, keep, row, on)
    if decision:
        return
    if not seen.filter(pk=row.pk).exists():
        raise NotFound
    raise Forbidden(reason=decision.reason)
