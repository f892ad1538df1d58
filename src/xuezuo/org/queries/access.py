"""The access doors: this one, and which ones.

A unit below one of the actor's posts can be seen; anything else does not exist for the actor (`NotFound`). Seen but not
allowed is `Forbidden` with a reason.
"""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Affiliation, Closure, Member, Unit
from xuezuo.org.policies import MEMBER_VIEW, UNIT_VIEW
from xuezuo.org.queries.identity import actor_for_account
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.org.types import AffiliationKind, UnitKind
from xuezuo.platform.access import ALLOWED, Actor, Capability, Decision, Reach, beyond_scope, denied

__all__ = [
    "actor_for_account",
    "any_units_q",
    "held_at",
    "keeper_id",
    "member_get_for",
    "require_living_unit",
    "require_unit",
    "unit_decision",
    "unit_get_for",
    "units_q",
]


def units_q(actor: Actor, capability: Capability, on: dt.date, field: str = "unit_id") -> Q:
    """Return the condition on `field` (a unit id) for the units where `actor` may do this on the civil day `on`."""
    return any_units_q(actor, [capability], on, field)


def any_units_q(
    actor: Actor, capabilities: Sequence[Capability], on: dt.date, field: str = "unit_id", also: Sequence[int] = ()
) -> Q:
    """Return the condition on `field` for the units where `actor` may do one of these, and for the units `also`.

    One subquery: several of them joined by OR make PostgreSQL read the whole table instead of the units' rows.
    """
    if actor.is_system:
        return Q()
    reached = Q(descendant_id__in=also, depth=0)
    for capability in capabilities:
        below = Q(ancestor_id__in=capability.nodes(actor))
        if capability.reach is Reach.HERE:
            below &= Q(depth=0) | Q(depth=1, descendant__kind=UnitKind.GROUP)
        reached |= below
    closure = Closure.objects.filter(reached, during__contains=on)
    return Q(**{f"{field}__in": closure.values("descendant_id")})


def unit_decision(actor: Actor, capability: Capability, unit_id: int, on: dt.date) -> Decision:
    """Say whether `actor` may do this to the unit on the civil day `on`, with the reason when not."""
    if Unit.objects.filter(units_q(actor, capability, on, "id"), id=unit_id).exists():
        return ALLOWED
    return denied(f"您在这个组织没有“{capability.label}”的权限。请联系本组织书记或上级组织部门。")


def held_at(actor: Actor, capabilities: Sequence[Capability], unit: Unit, on: dt.date) -> frozenset[Capability]:
    """Return those of the capabilities that `actor` holds at the unit on `on` (or the nearest day of its life).

    The same answers as `unit_decision` one by one, from one read of who stands above the unit.
    """
    if actor.is_system:
        return frozenset(capabilities)
    closure = Closure.objects.filter(descendant=unit, during__contains=clamp(on, span_of(unit)))
    above = dict(closure.values_list("ancestor_id", "depth"))
    here = {key for key, depth in above.items() if depth == 0 or (depth == 1 and unit.kind == UnitKind.GROUP)}
    reach = {Reach.HERE: here, Reach.BELOW: set(above)}
    return frozenset(wanted for wanted in capabilities if reach[wanted.reach].intersection(wanted.nodes(actor)))


def require_unit(actor: Actor, capability: Capability, unit_id: int, on: dt.date) -> None:
    """Let the service go on, or raise.

    Raises:
        NotFound: the unit is outside everything the actor may see.
        Forbidden: the actor sees it but may not do this.
    """
    decision = unit_decision(actor, capability, unit_id, on)
    if decision:
        return
    if not unit_decision(actor, UNIT_VIEW, unit_id, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def unit_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Unit:
    """Return the unit if `actor` may do this to it on the civil day `on`.

    An ended unit is found through the units that stood above it on its last day.

    Raises:
        NotFound: no such unit, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    unit = Unit.objects.filter(uid=uid).first()
    if unit is None:
        raise NotFound
    require_living_unit(actor, capability, unit, on)
    return unit


def require_living_unit(actor: Actor, capability: Capability, unit: Unit, on: dt.date) -> None:
    """Do as `require_unit`; a unit that has ended or not yet begun is judged on the nearest day of its life.

    Raises:
        NotFound: the unit is outside everything the actor may see.
        Forbidden: the actor sees it but may not do this.
    """
    require_unit(actor, capability, unit.pk, clamp(on, span_of(unit)))


def keeper_id(member_id: int, on: dt.date) -> int | None:
    """Return the unit that keeps a member's record: of the formal affiliation on the day, or of the last one.

    Asked beyond the actor's scope: to somebody who sees only the ended half of a transfer, the member would look like
    a former member of the old unit.
    """
    formal = Affiliation.objects.filter(member_id=member_id, kind=AffiliationKind.FORMAL)
    with beyond_scope():
        here = formal.filter(during__contains=on).values_list("unit_id", flat=True).first()
        return here or formal.order_by("-during").values_list("unit_id", flat=True).first()


def member_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Member:
    """Return the member if `actor` may do this to a unit where the member belongs today; oneself always to look.

    A former member belongs to the last unit.

    Raises:
        NotFound: no such member, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    member = Member.objects.filter(uid=uid).first()
    if member is None:
        raise NotFound
    if actor.is_system or (capability is MEMBER_VIEW and actor.member_id == member.pk):
        return member
    keeper = Q(unit_id=keeper_id(member.pk, on), kind=AffiliationKind.FORMAL)
    here = Affiliation.objects.filter(keeper | Q(during__contains=on), member=member)
    if here.filter(units_q(actor, capability, on)).exists():
        return member
    if here.filter(units_q(actor, UNIT_VIEW, on)).exists():
        raise Forbidden(reason=f"您在该党员所在组织没有“{capability.label}”的权限。")
    raise NotFound
