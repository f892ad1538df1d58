"""What services of the library check and write in the same way."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor, Capability
from xuezuo.platform.audit import services as audit
from xuezuo.platform.audit.services import Value
from xuezuo.study.library.errors import MaterialWithdrawn
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries.access import require_material
from xuezuo.study.library.types import MATERIAL


def lock_for(actor: Actor, capability: Capability, material: Material, at: dt.datetime) -> Material:
    """Return the material as it is now, locked until the transaction ends.

    Raises:
        NotFound, Forbidden: not for this actor.
        MaterialWithdrawn: it is not changed any more.
    """
    fresh = Material.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=material.pk).first()
    if fresh is None:
        raise NotFound
    require_material(actor, capability, fresh, civil_date(at))
    if fresh.withdrawn_at is not None:
        raise MaterialWithdrawn
    return fresh


def note(name: str, actor: Actor, material: Material, at: dt.datetime, *, reason: str = "", **after: Value) -> None:
    """Write the audit entry of a deed done to a material."""
    subject = (MATERIAL, material.uid)
    audit.record(name, actor=actor, subject=subject, at=at, unit_id=material.unit_id, after=after, reason=reason)
