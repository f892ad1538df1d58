"""Lists of plans: those above a unit, its own editions, those of the units directly below."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import Closure, Unit, UnitName
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import children_on
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.policies import PLAN_EDIT, PLAN_VIEW, PROMPT_SEND, RECEIPTS_VIEW
from xuezuo.study.plans.queries.scope import plan_get_for, units_keeping
from xuezuo.study.plans.types import KEEPING_KINDS, PlanState


@dataclasses.dataclass(frozen=True, slots=True)
class PlanDesk:
    """What a page shows of one unit's plans for a year."""

    unit: UnitRow
    above: Sequence[Plan]
    own: Sequence[Plan]
    may_edit: bool


def chosen_unit(actor: Actor, uid: str, on: dt.date) -> tuple[UnitRow | None, list[UnitRow]]:
    """Return the unit named, else the first of the actor's own units that keep plans, and all of those."""
    units = units_keeping(actor, PLAN_VIEW, on)
    named = next((unit for unit in units if str(unit.uid) == uid), None)
    return named or next(iter(units), None), units


def plan_desk(actor: Actor, unit: UnitRow, year: int, on: dt.date) -> PlanDesk:
    """Return the published plans above the unit, the highest first, and the unit's own editions, the newest first."""
    above = Closure.objects.filter(descendant_id=unit.id, ancestor=OuterRef("unit"), depth__gt=0, during__contains=on)
    named = _named(Plan.objects.filter(year=year), on)
    upper = named.filter(state=PlanState.PUBLISHED).annotate(depth=Subquery(above.values("depth")[:1]))
    may_edit = bool(unit_decision(actor, PLAN_EDIT, unit.id, on))
    own = named.filter(unit_id=unit.id).order_by("-made_at")
    return PlanDesk(
        unit,
        list(upper.filter(depth__gt=0).order_by("-depth")),
        list(own if may_edit else own.exclude(state=PlanState.DRAFT)),
        may_edit,
    )


def plans_below(unit_id: int, year: int, on: dt.date) -> QuerySet[Unit]:
    """Return the units directly below that keep plans, by code, each with `plan_uid` and `plan_title` if published."""
    plans = Plan.objects.filter(unit=OuterRef("pk"), year=year, state=PlanState.PUBLISHED)
    children = children_on(unit_id, on).filter(kind__in=KEEPING_KINDS)
    return children.annotate(plan_uid=Subquery(plans.values("uid")[:1]), plan_title=Subquery(plans.values("title")[:1]))


def item_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> PlanItem:
    """Return the item if the actor may write its plan.

    Raises:
        NotFound, Forbidden: as `plan_get_for`.
    """
    item = PlanItem.objects.select_related("plan__unit", "upper__plan", "ask").filter(uid=uid).first()
    if item is None:
        raise NotFound
    plan_get_for(actor, item.plan.uid, on, to_edit=True)
    return item


def may_edit_plan(actor: Actor, plan: Plan, on: dt.date) -> bool:
    """Tell whether the actor may write the plan."""
    return bool(unit_decision(actor, PLAN_EDIT, plan.unit_id, on))


def may_send(actor: Actor, unit_id: int, on: dt.date) -> bool:
    """Tell whether the actor may send prompts of the unit."""
    return bool(unit_decision(actor, PROMPT_SEND, unit_id, on))


def may_see_receipts(actor: Actor, unit_id: int, on: dt.date) -> bool:
    """Tell whether the actor may see who has read the unit's prompts."""
    return bool(unit_decision(actor, RECEIPTS_VIEW, unit_id, on))


def unit_name(unit_id: int, on: dt.date) -> str:
    """Return the unit's name on the day."""
    name: str | None = (
        UnitName.objects.filter(unit_id=unit_id, during__contains=on).values_list("name", flat=True).first()
    )
    return name or ""


def _named(plans: QuerySet[Plan], on: dt.date) -> QuerySet[Plan]:
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    return plans.annotate(unit_name=Subquery(names[:1]))
