"""One material as its page shows it."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.errors import Forbidden
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import ancestors_on, unit_labels
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.queries import files_of
from xuezuo.study.library.errors import SHARED_ABOVE
from xuezuo.study.library.models import Material, Version
from xuezuo.study.library.policies import MATERIAL_SHARE
from xuezuo.study.library.queries.access import materials_q, may_arrange, may_keep
from xuezuo.study.library.types import MATERIAL

_HEADING = 30  # signs
_ENDS = '。！？!?；;：:，,、…”’」』）)》."'


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a short one without a full stop is set as a heading."""

    text: str
    is_heading: bool


@dataclasses.dataclass(frozen=True, slots=True)
class MaterialPage:
    """All that the page of a material shows, as far as the asker may see it.

    Attributes:
        material: with its text.
        unit_name, audience_name: who keeps it, for whom it is.
        paragraphs: the text.
        files: attachments, oldest first.
        others: the readable materials of its group without itself, the one that keeps the place first.
        versions: former versions, the latest first; only for those who keep it.
        may_keep: the asker keeps it.
        may_arrange: the asker arranges groups here.
    """

    material: Material
    unit_name: str
    audience_name: str
    paragraphs: Sequence[Paragraph]
    files: Sequence[StoredFile]
    others: Sequence[Material]
    versions: Sequence[Version]
    may_keep: bool
    may_arrange: bool


def material_page(actor: Actor, material: Material, on: dt.date) -> MaterialPage:
    """Return the page of a material whose door was passed."""
    labels = unit_labels({material.unit_id, material.audience_id}, on)
    keeps = may_keep(actor, material, on)
    return MaterialPage(
        material=material,
        unit_name=labels[material.unit_id].name,
        audience_name=labels[material.audience_id].name,
        paragraphs=paragraphs_of(material.body),
        files=files_of(MATERIAL, material.uid),
        others=group_of(actor, material, on),
        versions=list(material.versions.order_by("-number").defer("body")) if keeps else [],
        may_keep=keeps,
        may_arrange=may_arrange(actor, material, on),
    )


def paragraphs_of(body: str) -> list[Paragraph]:
    """Split a text into paragraphs and headings; the last line is never a heading."""
    lines = body.split("\n") if body else []
    return [
        Paragraph(line, len(line) <= _HEADING and line[-1:] not in _ENDS and at < len(lines) - 1)
        for at, line in enumerate(lines)
    ]


def group_of(actor: Actor, material: Material, on: dt.date) -> list[Material]:
    """Return the other readable materials of the group, the one that keeps the place first, without texts."""
    found = Material.objects.filter(materials_q(actor, on), group_id=material.group_id, withdrawn_at=None)
    light = found.exclude(pk=material.pk).select_related("unit").order_by("-keeps_place", "pk")
    return list(light.defer("body", "folded", "removed", "words", "title_words"))


def circles_for(actor: Actor, material: Material, on: dt.date) -> list[UnitRow]:
    """Return the units that `actor` may share the material with: its keeper and those above, the nearest first.

    Raises:
        Forbidden: with none.
    """
    above = reversed(ancestors_on(material.unit_id, on))
    keeps = may_keep(actor, material, on)
    circles = [
        row
        for row in above
        if (keeps if row.id == material.unit_id else unit_decision(actor, MATERIAL_SHARE, row.id, on))
    ]
    if not circles:
        raise Forbidden(reason=SHARED_ABOVE)
    return circles
