"""Fix which material of the library an entry of the study list is."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.campaigns import events as facts
from xuezuo.study.campaigns.errors import CampaignWrongState, ReadingNotOpen, ReadingUnknown
from xuezuo.study.campaigns.models import CampaignRun, StudyLink
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.queries.access import require_run
from xuezuo.study.campaigns.queries.single import pack_of
from xuezuo.study.campaigns.types import RunState
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import is_open_to


@use_case("campaigns.reading_fix")
def reading_fix(
    *, actor: Actor, run: CampaignRun, position: int, material: Material | None, at: dt.datetime
) -> CampaignRun:
    """Say which material the entry at `position` (from 0) is; None = whatever bears its title.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignWrongState: archived.
        ReadingUnknown: the study list has no such entry.
        ReadingNotOpen: those below could not open the material.
    """
    today = civil_date(at)
    require_run(actor, CAMPAIGN_RUN, run, today)
    if run.state == RunState.ARCHIVED:
        raise CampaignWrongState(state=RunState(run.state).label, deed="指定学习资料")
    if not 0 <= position < len(pack_of(run).study_list):
        raise ReadingUnknown
    if material is not None and not is_open_to(material, run.unit_id, today):
        raise ReadingNotOpen(unit=unit_row(run.unit_id, today).name)
    StudyLink.objects.filter(run=run, position=position).delete()
    if material is not None:
        StudyLink.objects.create(run=run, position=position, material=material)
    after: dict[str, str | int | bool | None] = {
        "position": position,
        "material": None if material is None else str(material.uid),
    }
    record(
        facts.READING_FIXED, actor=actor, subject=("campaigns.run", run.uid), at=at, unit_id=run.unit_id, after=after
    )
    return run
