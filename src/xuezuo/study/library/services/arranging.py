"""Groups of near-duplicates: who keeps the place, who does not belong there."""

import datetime as dt

from django.db.models import QuerySet

from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.library import events
from xuezuo.study.library.errors import NotInGroup
from xuezuo.study.library.models import Material
from xuezuo.study.library.policies import GROUP_ARRANGE
from xuezuo.study.library.services.checks import lock_for, note


@use_case("library.group_lead")
def group_lead(*, actor: Actor, material: Material, at: dt.datetime) -> Material:
    """Let this material keep the place of its group; the others stand under it.

    Raises:
        NotFound, Forbidden, MaterialWithdrawn: not this actor, or not any more.
        NotInGroup: it stands alone.
    """
    material = lock_for(actor, GROUP_ARRANGE, material, at)
    if not _others(material).exists():
        raise NotInGroup
    if not material.keeps_place:
        _others(material).filter(keeps_place=True).update(keeps_place=False)
        material.keeps_place = True
        material.save(update_fields=["keeps_place"])
        note(events.GROUP_LED, actor, material, at, group=material.group_id)
    return material


@use_case("library.group_leave")
def group_leave(*, actor: Actor, material: Material, reason: str, at: dt.datetime) -> Material:
    """Take a material out of its group: it is a text of its own.

    Raises:
        NotFound, Forbidden, MaterialWithdrawn: not this actor, or not any more.
        NotInGroup: it stands alone.
    """
    material = lock_for(actor, GROUP_ARRANGE, material, at)
    if not _others(material).exists():
        raise NotInGroup
    hand_over(material)
    if material.group_id == material.pk:  # the group is called after it: the others take the name of the next one
        rest = _others(material)
        rest.update(group_id=rest.order_by("pk").values_list("pk", flat=True)[0])
    material.group_id, material.keeps_place = material.pk, True
    material.save(update_fields=["group_id", "keeps_place"])
    note(events.GROUP_LEFT, actor, material, at, reason=reason)
    return material


def hand_over(material: Material) -> None:
    """Give the place of a material that goes to the oldest of the others."""
    if not material.keeps_place:
        return
    heir = _others(material).order_by("pk").first()
    if heir is None:
        return
    material.keeps_place = False
    material.save(update_fields=["keeps_place"])
    heir.keeps_place = True
    heir.save(update_fields=["keeps_place"])


def _others(material: Material) -> QuerySet[Material]:
    return Material.objects.filter(group_id=material.group_id, withdrawn_at=None).exclude(pk=material.pk)
