"""Start a campaign: the pack is kept as it is, and its actions become asks."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.asks.services import asks_make
from xuezuo.study.asks.types import AskOrigin, AskSource
from xuezuo.study.campaigns import events as facts
from xuezuo.study.campaigns.errors import BatchesUnfit, CampaignUnderWay
from xuezuo.study.campaigns.models import CampaignBatch, CampaignRun
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.types import RunState, StartTerms
from xuezuo.study.campaigns.types.pack import CampaignModel
from xuezuo.study.campaigns.types.timing import specs_of, whole_span


@use_case("campaigns.campaign_start")
def campaign_start(
    *, actor: Actor, unit_id: int, pack: CampaignModel, terms: StartTerms, at: dt.datetime
) -> CampaignRun:
    """Start a campaign for everything below a unit, or for the units of its batches.

    Its required actions are duties at once; optional ones can be named by those who do them, and are counted nowhere.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignUnderWay: the same one is running or paused there.
        BatchesUnfit: unknown batch, a unit twice or from elsewhere, none at all.
    """
    today = civil_date(at)
    require_unit(actor, CAMPAIGN_RUN, unit_id, today)
    if CampaignRun.objects.filter(
        unit_id=unit_id, pack_id=pack.id, state__in=[RunState.RUNNING, RunState.PAUSED]
    ).exists():
        raise CampaignUnderWay(title=pack.title)
    _check_batches(unit_id, pack, terms, today)
    run = _run(actor, unit_id, pack, terms, at)
    batches = _batches(run, pack, terms)
    origin = AskOrigin(unit_id, AskSource.CAMPAIGN, run.uid, run.document, run.issued_on)
    specs = [spec for one in batches for spec in specs_of(pack, one.key, one.starts_on, one.unit_ids)]
    asks_make(origin, specs, by=actor.account_id, at=at)
    after: dict[str, str | int | bool | None] = {"pack": pack.id, "batches": len(batches), "asks": len(specs)}
    record(facts.STARTED, actor=actor, subject=("campaigns.run", run.uid), at=at, unit_id=unit_id, after=after)
    return run


def _run(actor: Actor, unit_id: int, pack: CampaignModel, terms: StartTerms, at: dt.datetime) -> CampaignRun:
    spans = [whole_span(pack, batch.starts_on) for batch in terms.batches]
    return CampaignRun.objects.create(
        uid=new_id(),
        unit_id=unit_id,
        pack_id=pack.id,
        pack=pack.model_dump(mode="json", by_alias=True),
        title=pack.title,
        document=squeeze(terms.document),
        issued_on=terms.issued_on,
        starts_on=min(span.start for span in spans),
        ends_on=max(span.end for span in spans if span.end),
        started_at=at,
        started_by=actor.account_id,
    )


def _batches(run: CampaignRun, pack: CampaignModel, terms: StartTerms) -> Sequence[CampaignBatch]:
    labels = {batch.id: batch.label for batch in pack.batches}
    return CampaignBatch.objects.bulk_create(
        CampaignBatch(
            run=run,
            position=position,
            key=batch.key,
            label=labels[batch.key],
            starts_on=batch.starts_on,
            unit_ids=list(batch.unit_ids),
        )
        for position, batch in enumerate(terms.batches)
    )


def _check_batches(unit_id: int, pack: CampaignModel, terms: StartTerms, today: dt.date) -> None:
    keys = [batch.key for batch in terms.batches]
    if not keys or len(set(keys)) < len(keys) or not set(keys) <= {batch.id for batch in pack.batches}:
        raise BatchesUnfit(what="没有批次，或者批次不在包中、出现两次")
    if len(keys) > 1 and not all(batch.unit_ids for batch in terms.batches):
        raise BatchesUnfit(what="分批进行时，每一批都要有组织")
    units = [one for batch in terms.batches for one in batch.unit_ids]
    if len(set(units)) < len(units):
        raise BatchesUnfit(what="有组织同时在两批中")
    if not set(units) <= set(subtree_ids(unit_id, today)) - {unit_id}:
        raise BatchesUnfit(what="有组织不在本组织之下")
