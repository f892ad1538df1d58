"""Add one material by hand."""

import datetime as dt
from collections.abc import Sequence
from typing import IO

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.library import events
from xuezuo.study.library.errors import MaterialThere
from xuezuo.study.library.models import Material
from xuezuo.study.library.policies import MATERIAL_KEEP
from xuezuo.study.library.services.checks import note
from xuezuo.study.library.services.files import kind_of, store
from xuezuo.study.library.services.grouping import group_new
from xuezuo.study.library.services.rows import Draft, Keeping, check_text, materials_insert, sha_of
from xuezuo.study.library.types import Article, MaterialKind
from xuezuo.study.library.words.language import language_of


@use_case("library.material_add")
def material_add(
    *,
    actor: Actor,
    unit_id: int,
    article: Article,
    tags: Sequence[str] = (),
    file: tuple[str, IO[bytes]] | None = None,
    at: dt.datetime,
) -> Material:
    """Keep a text, a recording or a file for the people of a unit and those below it.

    Args:
        actor: an officer of the unit.
        unit_id: who keeps it.
        article: title, paragraphs (none when there is a file), where it comes from.
        tags: for finding it.
        file: name and content of an attachment; a recording makes the material one.
        at: instant.

    Raises:
        NotFound, Forbidden: the actor may not keep materials there.
        MaterialEmpty, TextTooLong: nothing to read, or far too much.
        MaterialThere: the unit keeps the same text already.
        AttachmentTooLarge, AttachmentRefused: the file may not be kept.
    """
    require_unit(actor, MATERIAL_KEEP, unit_id, civil_date(at))
    check_text(article, has_file=file is not None)
    if article.body:
        written = article.language or language_of(
            article.body
        )  # the traditional text beside the simplified one is welcome
        there = Material.objects.filter(unit_id=unit_id, sha256=sha_of(article.body), language=written)
        if same := there.filter(withdrawn_at=None).first():
            raise MaterialThere(title=same.title)
    kind = kind_of(file[0]) if file and not article.body else MaterialKind.ARTICLE
    keeping = Keeping(unit_id, unit_id, actor.account_id, at, tuple(tags))
    (material,) = materials_insert([Draft(article, kind)], keeping)
    group_new([material])
    if file:
        store(material, *file, at)
    note(events.MATERIAL_ADDED, actor, material, at, kind=kind, length=material.length)
    return material
