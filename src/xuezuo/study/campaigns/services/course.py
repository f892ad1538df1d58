"""The course of a campaign: paused, resumed, closed, archived."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.asks.queries.sources import asks_of, specs_from
from xuezuo.study.asks.services import asks_lift, asks_make, asks_restore
from xuezuo.study.asks.types import AskOrigin, AskSource
from xuezuo.study.campaigns import events as facts
from xuezuo.study.campaigns.errors import CampaignWrongState, WhyMissing
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.queries.access import require_run
from xuezuo.study.campaigns.types import RunState


@use_case("campaigns.campaign_pause")
def campaign_pause(*, actor: Actor, run: CampaignRun, why: str, at: dt.datetime) -> CampaignRun:
    """Ask nothing more from today on; what had ended, and what had been done before its time, stays as it was.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignWrongState: not running.
        WhyMissing: no reason given.
    """
    run, today = _lock(actor, run, (RunState.RUNNING,), "暂停", at), civil_date(at)
    text = _why(why)
    asks_lift(asks_of(run.uid, open_on=today), on=today, why=text)
    run.state, run.paused_on, run.why = RunState.PAUSED, today, text
    run.save(update_fields=["state", "paused_on", "why"])
    _record(facts.PAUSED, actor, run, at, text)
    return run


@use_case("campaigns.campaign_resume")
def campaign_resume(*, actor: Actor, run: CampaignRun, at: dt.datetime) -> CampaignRun:
    """Ask again what had not ended: what is done once is as if never paused, what recurs begins anew today.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignWrongState: not paused.
    """
    run, today = _lock(actor, run, (RunState.PAUSED,), "恢复", at), civil_date(at)
    paused = [ask for ask in asks_of(run.uid) if ask.withdrawn_on == run.paused_on and ask.during.upper > today]
    asks_restore([ask for ask in paused if ask.period == "span"])
    origin = AskOrigin(run.unit_id, AskSource.CAMPAIGN, run.uid, run.document, run.issued_on)
    asks_make(origin, specs_from([ask for ask in paused if ask.period != "span"], today), by=actor.account_id, at=at)
    run.state, run.paused_on, run.why = RunState.RUNNING, None, ""
    run.save(update_fields=["state", "paused_on", "why"])
    _record(facts.RESUMED, actor, run, at, "")
    return run


@use_case("campaigns.campaign_close")
def campaign_close(*, actor: Actor, run: CampaignRun, why: str, at: dt.datetime) -> CampaignRun:
    """End a campaign; what had not ended is not asked any more, what had been done stays done.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignWrongState: closed already.
        WhyMissing: no reason given.
    """
    run, today = _lock(actor, run, (RunState.RUNNING, RunState.PAUSED), "结束", at), civil_date(at)
    text = _why(why)
    asks_lift(asks_of(run.uid, open_on=today), on=today, why=text)
    run.state, run.closed_on, run.why = RunState.CLOSED, today, text
    run.save(update_fields=["state", "closed_on", "why"])
    _record(facts.CLOSED, actor, run, at, text)
    return run


@use_case("campaigns.campaign_archive")
def campaign_archive(*, actor: Actor, run: CampaignRun, at: dt.datetime) -> CampaignRun:
    """Put a closed campaign among the archived ones; it stays readable and its checks stay as they are.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignWrongState: not closed.
    """
    run = _lock(actor, run, (RunState.CLOSED,), "归档", at)
    run.state, run.archived_at = RunState.ARCHIVED, at
    run.save(update_fields=["state", "archived_at"])
    _record(facts.ARCHIVED, actor, run, at, "")
    return run


def _lock(actor: Actor, run: CampaignRun, allowed: tuple[RunState, ...], deed: str, at: dt.datetime) -> CampaignRun:
    require_run(actor, CAMPAIGN_RUN, run, civil_date(at))
    found = CampaignRun.objects.select_for_update(of=("self",)).select_related("unit").get(pk=run.pk)
    if found.state not in allowed:
        raise CampaignWrongState(state=RunState(found.state).label, deed=deed)
    return found


def _why(why: str) -> str:
    text = squeeze(why)[:200]
    if not text:
        raise WhyMissing
    return text


def _record(name: str, actor: Actor, run: CampaignRun, at: dt.datetime, reason: str) -> None:
    after = {"pack": run.pack_id, "state": str(run.state)}
    record(
        name, actor=actor, subject=("campaigns.run", run.uid), at=at, unit_id=run.unit_id, after=after, reason=reason
    )
