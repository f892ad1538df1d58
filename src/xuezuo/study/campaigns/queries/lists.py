"""Lists: campaigns in sight, and the units for which one may start a campaign."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from xuezuo.org.models import UnitName
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import children_on, to_row, units_on
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.study.campaigns.models import CampaignRun
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.queries.access import runs_q
from xuezuo.study.campaigns.types import RunState


def campaign_list(actor: Actor, on: dt.date, *, archived: bool) -> QuerySet[CampaignRun]:
    """Return the campaigns that the actor may see, the latest first, annotated with `unit_name` of the day."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    runs = CampaignRun.objects.filter(runs_q(actor, on)).annotate(unit_name=Subquery(names[:1]))
    runs = runs.filter(state=RunState.ARCHIVED) if archived else runs.exclude(state=RunState.ARCHIVED)
    return runs.select_related("unit").order_by("-started_at", "pk")


def units_to_run_for(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may start a campaign, by code."""
    return [to_row(unit) for unit in units_on(on).filter(units_q(actor, CAMPAIGN_RUN, on, "pk")).order_by("code")]


def children_of(unit_id: int, on: dt.date) -> list[UnitRow]:
    """Return the units directly below, by code."""
    return [to_row(unit) for unit in children_on(unit_id, on)]
