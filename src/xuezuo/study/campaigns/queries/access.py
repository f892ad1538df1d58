"""The door of a campaign: seen by those whom it binds, and by those who stand above it."""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import above_between
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.campaigns.models import CampaignRun, CheckRound
from xuezuo.study.campaigns.policies import CAMPAIGN_VIEW


def runs_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on campaigns that `actor` may see on the civil day `on`."""
    if actor.is_system:
        return Q()
    above = above_between(CAMPAIGN_VIEW.nodes(actor), on, on + ONE_DAY)
    return units_q(actor, CAMPAIGN_VIEW, on) | Q(unit__in=above)


def require_run(actor: Actor, capability: Capability, run: CampaignRun, on: dt.date) -> None:
    """Let the service go on, or raise.

    Raises:
        NotFound: the campaign is none of the actor's.
        Forbidden: seen, but not for the actor to do this.
    """
    if not CampaignRun.objects.filter(runs_q(actor, on), pk=run.pk).exists():
        raise NotFound
    if capability is CAMPAIGN_VIEW:
        return
    decision = unit_decision(actor, capability, run.unit_id, on)
    if not decision:
        raise Forbidden(reason=decision.reason)


def run_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> CampaignRun:
    """Return the campaign if the actor may do this with it.

    Raises:
        NotFound, Forbidden: see `require_run`.
    """
    run = CampaignRun.objects.select_related("unit").filter(uid=uid).first()
    if run is None:
        raise NotFound
    require_run(actor, capability, run, on)
    return run


def round_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> CheckRound:
    """Return a round of a campaign that the actor may see.

    Raises:
        NotFound: no such round, or none of the actor's.
    """
    found = CheckRound.objects.select_related("run__unit").filter(uid=uid).first()
    if found is None:
        raise NotFound
    require_run(actor, CAMPAIGN_VIEW, found.run, on)
    return found
