"""The doors of the library: this material, which materials.

Whoever belongs at or below the audience of a material reads it; officers read what is kept below them. What was
withdrawn is there only for those who keep or oversee it. Anything else does not exist for the asker.
"""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import clamp, rows_by_id, span_of
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import ALLOWED, Actor, Capability, Decision, denied
from xuezuo.study.library.models import Material
from xuezuo.study.library.policies import GROUP_ARRANGE, MATERIAL_KEEP, MATERIAL_OVERSEE, MATERIAL_VIEW

UNITS_SHOWN = 500


def materials_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on materials that `actor` may read on the civil day `on`; one query for the units above."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=MATERIAL_VIEW.nodes(actor), during__contains=on)
    circles = sorted(set(above.values_list("ancestor_id", flat=True)))
    readable = Q(audience_id__in=circles, withdrawn_at=None)
    if MATERIAL_OVERSEE.nodes(actor):
        readable |= units_q(actor, MATERIAL_OVERSEE, on)
    return readable


def material_decision(actor: Actor, capability: Capability, material: Material, on: dt.date) -> Decision:
    """Say whether `actor` may do this to the material on the civil day `on`, with the reason when not.

    Materials of an ended unit stay with those who stood above it on its last day.
    """
    day = clamp(on, span_of(material.unit))
    if capability is MATERIAL_VIEW:
        if Material.objects.filter(materials_q(actor, day), pk=material.pk).exists():
            return ALLOWED
        return denied("这份资料没有向您所在的组织开放。")
    return unit_decision(actor, capability, material.unit_id, day)


def require_material(actor: Actor, capability: Capability, material: Material, on: dt.date) -> None:
    """Let the service go on, or raise.

    Raises:
        NotFound: the actor may not even read it.
        Forbidden: the actor reads it but may not do this.
    """
    decision = material_decision(actor, capability, material, on)
    if decision:
        return
    if capability is MATERIAL_VIEW or not material_decision(actor, MATERIAL_VIEW, material, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def material_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, capability: Capability = MATERIAL_VIEW) -> Material:
    """Return the material if `actor` may do this to it on the civil day `on`; by default: read it.

    Raises:
        NotFound: no such material, or not for this actor.
        Forbidden: seen but not allowed.
    """
    material = Material.objects.select_related("unit").filter(uid=uid).first()
    if material is None:
        raise NotFound
    require_material(actor, capability, material, on)
    return material


def is_open_to(material: Material, unit_id: int, on: dt.date) -> bool:
    """Tell whether everybody at or below the unit may read the material on the civil day `on`."""
    reaches = Closure.objects.filter(ancestor_id=material.audience_id, descendant_id=unit_id, during__contains=on)
    return material.withdrawn_at is None and reaches.exists()


def may_keep(actor: Actor, material: Material, on: dt.date) -> bool:
    """Tell whether the actor keeps this material."""
    return bool(material_decision(actor, MATERIAL_KEEP, material, on))


def may_arrange(actor: Actor, material: Material, on: dt.date) -> bool:
    """Tell whether the actor arranges the groups of the material's unit."""
    return bool(material_decision(actor, GROUP_ARRANGE, material, on))


def units_to_keep_for(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may keep materials on the day, by code; for the house itself none."""
    if actor.is_system:
        return []
    return rows_by_id(MATERIAL_KEEP.nodes(actor)[:UNITS_SHOWN], on)
