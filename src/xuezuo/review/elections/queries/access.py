"""The doors of elections.

An election is seen by posts at or above its unit, by everybody on its list of electors and by its candidates (for good,
wherever they have gone since); nobody else knows of it. Before the list is drawn up only those who run or oversee it.
"""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure, Unit
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.org.types import Role, UnitKind
from xuezuo.platform.access import SYSTEM, Actor, Capability, Grant, acting_as
from xuezuo.review.elections.models import Congress, Delegate, Election, Elector
from xuezuo.review.elections.policies import ELECTIONS_OVERSEE, ELECTIONS_VIEW
from xuezuo.review.elections.types import DelegateState


def elections_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on elections that the actor may see on `on`."""
    if actor.is_system:
        return Q()
    shown = units_q(actor, ELECTIONS_VIEW, on)
    if actor.member_id is not None:
        shown |= Q(pk__in=Elector.objects.filter(member_id=actor.member_id).values("election_id"))
    return shown


def sees(actor: Actor, election: Election, on: dt.date) -> bool:
    """Tell whether the actor may see the election."""
    with acting_as(SYSTEM):
        return Election.objects.filter(elections_q(actor, on), pk=election.pk).exists()


def election_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Election:
    """Return the election if the actor may see it.

    Raises:
        NotFound: no such election, or it is not for the actor.
    """
    with acting_as(SYSTEM):
        election = _elections().filter(elections_q(actor, on), uid=uid).first()
    if election is None:
        raise NotFound
    return election


def election_get_to(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Election:
    """Return the election if the actor may do this at its unit.

    Raises:
        NotFound: the actor may not even see it.
        Forbidden: seen, but not the actor's to do.
    """
    with acting_as(SYSTEM):
        election = _elections().filter(uid=uid).first()
    if election is None:
        raise NotFound
    require_election(actor, capability, election, on)
    return election


def _elections() -> QuerySet[Election]:
    return Election.objects.select_related("unit", "congress", "meeting")


def require_election(actor: Actor, capability: Capability, election: Election, on: dt.date) -> None:
    """Raise as `election_get_to` does."""
    decision = unit_decision(actor, capability, election.unit_id, clamp(on, span_of(election.unit)))
    if decision:
        return
    if not sees(actor, election, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def may(actor: Actor, capability: Capability, unit: Unit, on: dt.date) -> bool:
    """Tell whether the actor may do this at the unit."""
    return bool(unit_decision(actor, capability, unit.pk, clamp(on, span_of(unit))))


def oversees(actor: Actor, unit: Unit, on: dt.date) -> bool:
    """Tell whether the actor answers for the unit above.

    That is who may oversee elections at a unit strictly above. Above the top of the tree there is nobody here: its own
    organizer enters what the superior outside has answered.
    """
    if actor.is_system:
        return True
    day = clamp(on, span_of(unit))
    above = set(
        Closure.objects.filter(descendant_id=unit.pk, depth__gt=0, during__contains=day).values_list(
            "ancestor_id", flat=True
        )
    )
    if not above:
        return Grant(Role.ORGANIZER, unit.pk) in actor.grants
    return bool(above.intersection(ELECTIONS_OVERSEE.nodes(actor)))


def is_delegate(actor: Actor, congress: Congress) -> bool:
    """Tell whether the actor was elected to this congress and not refused."""
    mine = Delegate.objects.filter(congress=congress, member_id=actor.member_id or 0)
    return mine.exclude(state=DelegateState.REFUSED).exists()


def congress_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Congress:
    """Return the congress if the actor may do this at its unit.

    Raises:
        NotFound: no such congress, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    with acting_as(SYSTEM):
        congress = Congress.objects.select_related("unit").filter(uid=uid).first()
    if congress is None:
        raise NotFound
    day = clamp(on, span_of(congress.unit))
    decision = unit_decision(actor, capability, congress.unit_id, day)
    if decision or (capability is ELECTIONS_VIEW and is_delegate(actor, congress)):
        return congress
    if not unit_decision(actor, ELECTIONS_VIEW, congress.unit_id, day) and not is_delegate(actor, congress):
        raise NotFound
    raise Forbidden(reason=decision.reason)


ELECTING_KINDS = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH)
