"""The doors: of a round, of a branch's part in it, and of what is a member's own.

The tables about persons are sealed, so reads behind a door are made as the system; every function here that opens them
has asked who may first.
"""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import above_between, clamp, span_of
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.review.evaluation.models import Part, Round, Subject
from xuezuo.review.evaluation.policies import COUNTS_VIEW, PART_KEEP, TAKE_PART


def rounds_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on rounds that the actor may see on `on`: of units below, and those that bind the own."""
    if actor.is_system:
        return Q()
    above = above_between(TAKE_PART.nodes(actor), on, on + ONE_DAY)
    return units_q(actor, COUNTS_VIEW, on) | Q(unit__in=above)


def round_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Round:
    """Return the round if the actor may do this with it.

    Raises:
        NotFound: no such round, or none of the actor's.
        Forbidden: seen, but not for the actor to do this.
    """
    found = Round.objects.select_related("unit").filter(rounds_q(actor, on), uid=uid).first()
    if found is None:
        raise NotFound
    if capability is COUNTS_VIEW:  # whoever is bound by it sees how far the own branches are
        return found
    decision = unit_decision(actor, capability, found.unit_id, clamp(on, span_of(found.unit)))
    if not decision:
        raise Forbidden(reason=decision.reason)
    return found


def part_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Part:
    """Return the part of a branch if the actor may do this there.

    Raises:
        NotFound: no such part, or the branch is out of the actor's sight.
        Forbidden: seen, but not for the actor to do this.
    """
    with acting_as(SYSTEM):
        part = Part.objects.select_related("round", "unit", "poll", "activity__unit").filter(uid=uid).first()
    if part is None or not sees_part(actor, part, on):
        raise NotFound
    require_part(actor, part, capability, on)
    return part


def require_part(actor: Actor, part: Part, capability: Capability, on: dt.date) -> None:
    """Let the service go on, or raise.

    Raises:
        NotFound: the branch is out of the actor's sight.
        Forbidden: seen, but not for the actor to do this.
    """
    decision = unit_decision(actor, capability, part.unit_id, clamp(on, span_of(part.unit)))
    if decision:
        return
    if not sees_part(actor, part, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def sees_part(actor: Actor, part: Part, on: dt.date) -> bool:
    """Tell whether the actor may know of the part: oversees the branch, belongs to it, or stands on its list."""
    day = clamp(on, span_of(part.unit))
    if unit_decision(actor, COUNTS_VIEW, part.unit_id, day) or unit_decision(actor, TAKE_PART, part.unit_id, day):
        return True
    return subject_in(part, actor.member_id) is not None


def keeps(actor: Actor, part: Part, on: dt.date) -> bool:
    """Tell whether the actor is one of the branch's own keepers."""
    return bool(unit_decision(actor, PART_KEEP, part.unit_id, clamp(on, span_of(part.unit))))


def subject_in(part: Part, member_id: int | None) -> Subject | None:
    """Return the member's line on the list of a part, also one that has left it."""
    with acting_as(SYSTEM):
        return Subject.objects.filter(part=part, member_id=member_id or 0).order_by("left_at").first()


def own_subject(actor: Actor, uid: uuid.UUID) -> Subject:
    """Return the actor's own line.

    Raises:
        NotFound: no such line, or somebody else's.
    """
    with acting_as(SYSTEM):
        found = (
            Subject.objects.select_related("part__round", "part__unit", "part__poll", "member")
            .filter(uid=uid, member_id=actor.member_id or 0)
            .first()
        )
    if found is None:
        raise NotFound
    return found


def kept_subject(actor: Actor, uid: uuid.UUID, on: dt.date) -> Subject:
    """Return a line of a branch that the actor keeps.

    Raises:
        NotFound: no such line, or the branch is out of the actor's sight.
        Forbidden: seen, but not kept by the actor.
    """
    with acting_as(SYSTEM):
        found = (
            Subject.objects.select_related("part__round", "part__unit", "part__poll", "member").filter(uid=uid).first()
        )
    if found is None:
        raise NotFound
    require_part(actor, found.part, PART_KEEP, on)
    return found
