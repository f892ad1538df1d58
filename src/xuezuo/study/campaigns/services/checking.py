"""Rounds of checking, during a campaign and when looking back at it 回头看."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.campaigns import events as facts
from xuezuo.study.campaigns.errors import CampaignWrongState, CheckUnfit, RoundEmpty
from xuezuo.study.campaigns.models import CampaignRun, CheckEntry, CheckRound
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN, CHECK_RECORD
from xuezuo.study.campaigns.queries.access import require_run
from xuezuo.study.campaigns.queries.checks import units_checked
from xuezuo.study.campaigns.types import CheckState, Mark, RunState


@use_case("campaigns.round_open")
def round_open(
    *, actor: Actor, run: CampaignRun, label: str, items: Sequence[tuple[str, str]], due_on: dt.date, at: dt.datetime
) -> CheckRound:
    """Open a round of checking; of a closed campaign it is a look back.

    Args:
        actor: who organizes campaigns of the unit.
        run: the campaign.
        label: what the round is called.
        items: (id, what is checked).
        due_on: civil day by which it is to be done.
        at: instant.

    Raises:
        NotFound, Forbidden: the actor does not organize campaigns of the unit.
        CampaignWrongState: archived.
        RoundEmpty: nothing to check.
    """
    today = civil_date(at)
    require_run(actor, CAMPAIGN_RUN, run, today)
    if run.state == RunState.ARCHIVED:
        raise CampaignWrongState(state=RunState(run.state).label, deed="再作检查")
    if not items:
        raise RoundEmpty
    made = CheckRound.objects.create(
        uid=new_id(),
        run=run,
        label=squeeze(label),
        is_look_back=run.state == RunState.CLOSED,
        opened_on=today,
        due_on=due_on,
        items=[{"id": key, "asks": asks} for key, asks in items],
        opened_at=at,
        opened_by=actor.account_id,
    )
    after = {"items": len(items), "look_back": made.is_look_back}
    subject = ("campaigns.round", made.uid)
    record(facts.ROUND_OPENED, actor=actor, subject=subject, at=at, unit_id=run.unit_id, after=after)
    return made


@use_case("campaigns.check_record")
def check_record(
    *, actor: Actor, round_: CheckRound, unit_id: int, marks: Sequence[Mark], at: dt.datetime
) -> list[CheckEntry]:
    """Write down what was found at a unit; an earlier mark of the same item gives way.

    Raises:
        NotFound, Forbidden: the actor does not check the unit.
        CheckUnfit: the unit or an item is none of the round's.
        CampaignWrongState: the campaign is archived.
    """
    today = civil_date(at)
    require_unit(actor, CHECK_RECORD, unit_id, today)
    if round_.run.state == RunState.ARCHIVED:
        raise CampaignWrongState(state=RunState(round_.run.state).label, deed="登记检查结果")
    known = {item["id"] for item in round_.items}
    said = [mark for mark in marks if mark.state]
    if not {mark.item for mark in marks} <= known or not units_checked(round_).filter(pk=unit_id).exists():
        raise CheckUnfit
    CheckEntry.objects.filter(round=round_, unit_id=unit_id, item__in=[mark.item for mark in marks]).delete()
    made = CheckEntry.objects.bulk_create(
        CheckEntry(
            round=round_,
            unit_id=unit_id,
            item=mark.item,
            state=CheckState(mark.state),
            remark=squeeze(mark.remark)[:200],
            recorded_at=at,
            recorded_by=actor.account_id,
        )
        for mark in said
    )
    after = {"items": len(said), "not_done": sum(mark.state == CheckState.NOT_DONE for mark in said)}
    subject = ("campaigns.round", round_.uid)
    record(facts.CHECK_RECORDED, actor=actor, subject=subject, at=at, unit_id=unit_id, after=after)
    return made
