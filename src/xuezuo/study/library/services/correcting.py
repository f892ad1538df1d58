"""Correct, tag, share and withdraw a material. What it said before stays as a version."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import ancestors_on
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.library import events
from xuezuo.study.library.errors import SHARED_ABOVE, MaterialUnchanged, NotAbove
from xuezuo.study.library.models import Material, Version
from xuezuo.study.library.policies import MATERIAL_KEEP, MATERIAL_SHARE, MATERIAL_VIEW
from xuezuo.study.library.queries.access import require_material
from xuezuo.study.library.services.arranging import hand_over
from xuezuo.study.library.services.checks import lock_for, note
from xuezuo.study.library.services.grouping import group_new
from xuezuo.study.library.services.rows import check_text, describe, shingles_renew, tags_of
from xuezuo.study.library.types import Article

_SAID = ("title", "author", "source", "source_url", "published_on", "language", "body")
_FOLLOWS = ("folded", "length", "sha256", "words", "title_words", "shingle_count", "version")


@use_case("library.material_correct")
def material_correct(*, actor: Actor, material: Material, article: Article, reason: str, at: dt.datetime) -> Material:
    """Replace what the material says; its former words become a version with the reason.

    A material that stands alone and gets another text may join a group; one in a group stays there.

    Raises:
        NotFound, Forbidden, MaterialWithdrawn: not this actor, or not any more.
        MaterialUnchanged: nothing differs.
        MaterialEmpty, TextTooLong: nothing to read is left, or far too much.
    """
    material = lock_for(actor, MATERIAL_KEEP, material, at)
    check_text(article, has_file=bool(not material.body))
    before = {name: getattr(material, name) for name in _SAID}
    values = dataclasses.asdict(article) | {"body": article.body, "language": article.language or material.language}
    for name in _SAID:
        setattr(material, name, values[name])
    if all(getattr(material, name) == before[name] for name in _SAID):
        raise MaterialUnchanged
    made = {"number": material.version, "reason": reason, "changed_at": at, "changed_by": actor.account_id}
    Version.objects.create(material=material, **before, **made)
    material.version += 1
    describe(material)
    if material.body != before["body"]:
        shingles_renew(material)
    material.save(update_fields=[*_SAID, *_FOLLOWS])
    if material.body != before["body"] and not _has_company(material):
        group_new([material])
    note(events.MATERIAL_CORRECTED, actor, material, at, reason=reason, version=material.version)
    return material


@use_case("library.material_tag")
def material_tag(*, actor: Actor, material: Material, tags: Sequence[str], at: dt.datetime) -> Material:
    """Give the material these tags instead of those it has.

    Raises:
        NotFound, Forbidden, MaterialWithdrawn: not this actor, or not any more.
    """
    material = lock_for(actor, MATERIAL_KEEP, material, at)
    material.tags = tags_of(tags)
    describe(material)
    material.save(update_fields=["tags", "words", "title_words"])
    note(events.MATERIAL_TAGGED, actor, material, at, tags="、".join(material.tags))
    return material


@use_case("library.material_share")
def material_share(*, actor: Actor, material: Material, audience_id: int, at: dt.datetime) -> Material:
    """Open the material to another circle: its keeper's people, or those of a unit above the keeper.

    Raises:
        NotFound, Forbidden, MaterialWithdrawn: the actor may not keep it and may not open things to that circle.
        NotAbove: the unit does not stand above the keeper.
    """
    on = civil_date(at)
    if audience_id not in {row.id for row in ancestors_on(material.unit_id, on)}:
        raise NotAbove
    if audience_id == material.unit_id:
        material = lock_for(actor, MATERIAL_KEEP, material, at)
    else:
        require_material(actor, MATERIAL_VIEW, material, on)
        decision = unit_decision(actor, MATERIAL_SHARE, audience_id, on)
        if not decision:
            raise Forbidden(reason=SHARED_ABOVE)
        material = Material.objects.select_for_update(of=("self",)).select_related("unit").get(pk=material.pk)
    material.audience_id = audience_id
    material.save(update_fields=["audience"])
    note(events.MATERIAL_SHARED, actor, material, at, audience=audience_id)
    return material


@use_case("library.material_withdraw")
def material_withdraw(*, actor: Actor, material: Material, reason: str, at: dt.datetime) -> Material:
    """Take the material out of the library; the next of its group takes its place.

    Raises:
        NotFound, Forbidden, MaterialWithdrawn: not this actor, or not any more.
    """
    material = lock_for(actor, MATERIAL_KEEP, material, at)
    material.withdrawn_at, material.withdrawn_why = at, reason
    material.save(update_fields=["withdrawn_at", "withdrawn_why"])
    hand_over(material)
    note(events.MATERIAL_WITHDRAWN, actor, material, at, reason=reason)
    return material


def _has_company(material: Material) -> bool:
    others = Material.objects.filter(group_id=material.group_id, withdrawn_at=None).exclude(pk=material.pk)
    return not material.keeps_place or others.exists()
