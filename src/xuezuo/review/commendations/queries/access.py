"""The doors: who sees a scheme, a nomination, an objection, a record."""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import require_unit, unit_decision, units_q
from xuezuo.org.queries.tree import branches_above, rows_by_id
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.review.commendations.models import ExemplaryPost, Nomination, Objection, Pledge, Scheme
from xuezuo.review.commendations.policies import NOMINATION_VIEW, RECORD_KEEP, SCHEME_KEEP, SCHEME_VIEW
from xuezuo.review.commendations.types import NOMINATING_KINDS


def own_nodes(actor: Actor, capability: Capability, on: dt.date) -> list[int]:
    """Return the units where the actor holds the capability by post or belonging; groups with their branch."""
    nodes = capability.nodes(actor)
    return sorted({*nodes, *branches_above(nodes, on)})


def units_keeping(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the actor's own units that nominate and commend, by code."""
    return [row for row in rows_by_id(own_nodes(actor, capability, on), on) if row.kind in NOMINATING_KINDS]


def may(actor: Actor, capability: Capability, unit_id: int, on: dt.date) -> bool:
    """Tell whether the actor may do this at the unit."""
    return bool(unit_decision(actor, capability, unit_id, on))


def schemes_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on schemes that the actor may read: of the own units, of those above and those below."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=SCHEME_VIEW.nodes(actor), during__contains=on)
    return Q(unit_id__in=above.values("ancestor_id")) | units_q(actor, SCHEME_VIEW, on)


def scheme_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Scheme:
    """Return the scheme if the actor may read it, or keep it.

    Raises:
        NotFound: no such scheme, or not for the actor.
        Forbidden: seen but not kept.
    """
    scheme = Scheme.objects.select_related("unit").filter(schemes_q(actor, on), uid=uid).first()
    if scheme is None:
        raise NotFound
    if to_keep:
        require_unit(actor, SCHEME_KEEP, scheme.unit_id, on)
    return scheme


def nominations_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on nominations that the actor may read: posts at and above the unit, and the person."""
    if actor.is_system:
        return Q()
    mine = Q(member_id=actor.member_id) if actor.member_id is not None else Q(pk__in=())
    return units_q(actor, NOMINATION_VIEW, on) | mine


def nomination_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Nomination:
    """Return the nomination if the actor may read it.

    Raises:
        NotFound: no such nomination, or not for the actor.
    """
    condition = nominations_q(actor, on)
    related = Nomination.objects.select_related("scheme__unit", "unit", "at_unit", "member")
    with acting_as(SYSTEM):
        nomination = related.filter(condition, uid=uid).first()
    if nomination is None:
        raise NotFound
    return nomination


def nomination_get_to_decide(actor: Actor, uid: uuid.UUID, on: dt.date) -> Nomination:
    """Return the nomination if the actor keeps its scheme.

    Raises:
        NotFound, Forbidden: nobody else decides on it, or takes a commendation back.
    """
    nomination = nomination_get_for(actor, uid, on)
    require_unit(actor, SCHEME_KEEP, nomination.scheme.unit_id, on)
    return nomination


def nomination_get_to_step(actor: Actor, uid: uuid.UUID, on: dt.date) -> Nomination:
    """Return the nomination if the actor reviews it now: at the level where it waits.

    Raises:
        NotFound: no such nomination, or not for the actor.
        Forbidden: it waits at another level.
    """
    nomination = nomination_get_for(actor, uid, on)
    if not may(actor, SCHEME_KEEP, nomination.at_unit_id, on):
        raise Forbidden(reason="这份推荐现在由上一级审核，请等待审核结果。")
    return nomination


def objection_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Objection:
    """Return the objection if the actor keeps its scheme.

    Raises:
        NotFound, Forbidden: nobody else opens it.
    """
    with acting_as(SYSTEM):
        objection = Objection.objects.select_related("scheme__unit").filter(uid=uid).first()
    if objection is None:
        raise NotFound
    require_unit(actor, SCHEME_KEEP, objection.scheme.unit_id, on)
    return objection


def pledge_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Pledge:
    """Return the pledge if it is the actor's, or the actor confirms those of its unit.

    Raises:
        NotFound: anybody else's.
    """
    with acting_as(SYSTEM):
        pledge = Pledge.objects.select_related("unit").filter(uid=uid).first()
    if pledge is None or not (actor.member_id == pledge.member_id or may(actor, RECORD_KEEP, pledge.unit_id, on)):
        raise NotFound
    return pledge


def pledge_get_own(actor: Actor, uid: uuid.UUID, on: dt.date) -> Pledge:
    """Return the pledge if it is the actor's own.

    Raises:
        NotFound: not for the actor.
        Forbidden: somebody else's; only who made it says what came of it.
    """
    pledge = pledge_get_for(actor, uid, on)
    if actor.member_id != pledge.member_id:
        raise Forbidden(reason="是否兑现由承诺人本人说明。")
    return pledge


def post_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> ExemplaryPost:
    """Return the exemplary post if the actor keeps those of its unit.

    Raises:
        NotFound, Forbidden: it is not the actor's to keep.
    """
    with acting_as(SYSTEM):
        post = ExemplaryPost.objects.filter(uid=uid).first()
    if post is None:
        raise NotFound
    require_unit(actor, RECORD_KEEP, post.unit_id, on)
    return post
