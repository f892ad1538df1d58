"""The doors of classes, enrolments, sessions and certificates: this one, which ones.

A class is seen by those above its unit, by everybody at or below it once it is open, and by who is enrolled. Drafts are
seen by the keepers. Anything else does not exist for the asker.
"""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import any_units_q, unit_decision
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.platform.access import Actor, Capability, Decision, denied
from xuezuo.study.training.models import Certificate, Enrolment, Session, TrainingClass
from xuezuo.study.training.policies import CLASS_KEEP, ENROL, READ, VIEW
from xuezuo.study.training.types import ClassState


def above_q(actor: Actor, capability: Capability, on: dt.date, field: str = "unit_id") -> Q:
    """Return the condition on `field` for units at or above those where the actor holds the capability."""
    mine = Closure.objects.filter(descendant_id__in=capability.nodes(actor), during__contains=on)
    return Q(**{f"{field}__in": mine.values("ancestor_id")})


def classes_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on classes that `actor` may see on the civil day `on`."""
    if actor.is_system:
        return Q()
    shown = ~Q(state=ClassState.DRAFT)
    found = any_units_q(actor, [CLASS_KEEP], on)
    found |= shown & (any_units_q(actor, [VIEW], on) | above_q(actor, READ, on))
    if actor.member_id is None:
        return found
    mine = Enrolment.objects.filter(member_id=actor.member_id)
    return found | shown & Q(pk__in=mine.values("training_class_id"))


def at_class(actor: Actor, capability: Capability, training_class: TrainingClass, on: dt.date) -> Decision:
    """Say whether the actor holds the capability at the unit of the class (or on the nearest day of its life)."""
    return unit_decision(actor, capability, training_class.unit_id, clamp(on, span_of(training_class.unit)))


def require_class(actor: Actor, capability: Capability, training_class: TrainingClass, on: dt.date) -> None:
    """Let the service go on, or raise; with `READ` everybody who sees the class may go on.

    Raises:
        NotFound: the class is outside what the actor may see.
        Forbidden: the actor sees it but may not do this.
    """
    decision = denied("") if capability is READ else at_class(actor, capability, training_class, on)
    if decision:
        return
    if not TrainingClass.objects.filter(classes_q(actor, on), pk=training_class.pk).exists():
        raise NotFound
    if capability is not READ:
        raise Forbidden(reason=decision.reason)


def class_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> TrainingClass:
    """Return the class if `actor` may do this with it on `on`.

    Raises:
        NotFound, Forbidden: see `require_class`.
    """
    found = TrainingClass.objects.select_related("unit").filter(uid=uid).first()
    if found is None:
        raise NotFound
    require_class(actor, capability, found, on)
    return found


def session_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Session:
    """Return the session if `actor` may do this with its class on `on`.

    Raises:
        NotFound, Forbidden: see `require_class`.
    """
    found = Session.objects.select_related("training_class__unit", "lecturer").filter(uid=uid).first()
    if found is None:
        raise NotFound
    require_class(actor, capability, found.training_class, on)
    return found


def may_enrol(actor: Actor, unit_id: int, training_class: TrainingClass, on: dt.date) -> Decision:
    """Say whether the actor may put members of the unit on the list: the branch's officers, or the class's keepers."""
    return at_class(actor, CLASS_KEEP, training_class, on) or unit_decision(actor, ENROL, unit_id, on)


def enrolment_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_decide: bool = False) -> Enrolment:
    """Return the enrolment if the actor may end it: the own one, one of the own branch, or as keeper of the class.

    To decide about it is for the keepers alone.

    Raises:
        NotFound: no such enrolment, or not the actor's business.
        Forbidden: the actor sees it but may not.
    """
    found = Enrolment.objects.select_related("training_class__unit").filter(uid=uid).first()
    if found is None:
        raise NotFound
    if to_decide:
        require_class(actor, CLASS_KEEP, found.training_class, on)
    elif found.member_id != actor.member_id:
        require_class(actor, READ, found.training_class, on)
        decision = may_enrol(actor, found.unit_id, found.training_class, on)
        if not decision and not at_class(actor, VIEW, found.training_class, on):
            raise NotFound
        if not decision:
            raise Forbidden(reason=decision.reason)
    return found


def certificate_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_void: bool = False) -> Certificate:
    """Return the certificate for its member, the member's branch and the keepers; to void it for the keepers.

    Raises:
        NotFound: no such certificate, or not the actor's business.
        Forbidden: seen but not allowed.
    """
    found = Certificate.objects.select_related("training_class__unit").filter(uid=uid).first()
    if found is None:
        raise NotFound
    keeps = at_class(actor, CLASS_KEEP, found.training_class, on)
    sees = found.member_id == actor.member_id or may_enrol(actor, found.unit_id, found.training_class, on)
    if keeps or (sees and not to_void):
        return found
    if sees or at_class(actor, VIEW, found.training_class, on):
        raise Forbidden(reason=keeps.reason)
    raise NotFound
