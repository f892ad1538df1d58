"""What a campaign has people study, and where the library has it."""

import dataclasses
import datetime as dt

from xuezuo.platform.access import Actor
from xuezuo.study.campaigns.models import CampaignRun, StudyLink
from xuezuo.study.campaigns.queries.single import pack_of
from xuezuo.study.campaigns.types.pack import ReadingModel
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import Named, materials_by_uid, materials_named


@dataclasses.dataclass(frozen=True, slots=True)
class ReadingEntry:
    """An entry of the study list.

    Attributes:
        position: its place in the list, from 0.
        says: the entry as the pack has it.
        material: what the library has of it, as far as the asker may read it.
        is_fixed: the organizers said which material it is.
    """

    position: int
    says: ReadingModel
    material: Material | None
    is_fixed: bool


def readings_of(actor: Actor, run: CampaignRun, on: dt.date) -> list[ReadingEntry]:
    """Return the study list with the materials that were fixed for it, or that bear the titles; four queries."""
    entries = pack_of(run).study_list
    if not entries:
        return []
    links = run.study_links.values_list("position", "material__uid")
    fixed = {position: uid for position, uid in links if position < len(entries)}
    open_ = {one.uid: one for one in materials_by_uid(actor, list(fixed.values()), on)} if fixed else {}
    open_ = {uid: one for uid, one in open_.items() if one.withdrawn_at is None}
    named = [Named(one.title, one.source, one.published_on) for one in entries]
    alike = materials_named(actor, named, on)
    return [
        ReadingEntry(place, says, open_.get(fixed[place]) if place in fixed else alike[place], is_fixed=place in fixed)
        for place, says in enumerate(entries)
    ]


def materials_of(actor: Actor, run: CampaignRun, on: dt.date) -> list[Material]:
    """Return the materials of the study list that the asker may read, in order, each once."""
    found = (one.material for one in readings_of(actor, run, on))
    return list(dict.fromkeys(material for material in found if material is not None))


def link_at(run: CampaignRun, position: int) -> StudyLink | None:
    """Return what was fixed for the entry, if anything was."""
    return run.study_links.select_related("material").filter(position=position).first()
