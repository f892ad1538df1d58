"""Items of a plan's draft: own ones added and changed; upper ones adopted, adapted, or dropped where optional."""

import datetime as dt

from django.db.models import Max

from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.platform.db.ranges import to_range
from xuezuo.study.plans import events
from xuezuo.study.plans.errors import ItemIncomplete, ItemLoosened, ItemNotTaken, ItemRequired
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.queries.items import days_of, loosened, plan_spec
from xuezuo.study.plans.services.checks import (
    check_item,
    check_reason,
    check_year,
    columns,
    lock_draft,
    new_key,
    save_item,
    subject,
)
from xuezuo.study.plans.types import ItemSpec, LocalSpec, Take


@use_case("plans.item_add")
def item_add(*, actor: Actor, plan: Plan, spec: ItemSpec, at: dt.datetime) -> PlanItem:
    """Add an own item to a draft.

    Raises:
        NotFound, Forbidden: the actor may not write the plan.
        WrongState: no draft.
        AskWithoutEnd, ItemIncomplete, ItemOutsideYear: the item cannot be.
    """
    plan = lock_draft(actor, plan, at, "增加安排")
    _check(plan, spec)
    item = PlanItem(uid=new_id(), plan=plan, key=new_key(), number=next_number(plan))
    _write(item, spec)
    _tell(events.ITEM_ADDED, actor, item, at)
    return item


@use_case("plans.item_change")
def item_change(*, actor: Actor, item: PlanItem, spec: ItemSpec, at: dt.datetime) -> PlanItem:
    """Change an own item of a draft.

    Raises:
        NotFound, Forbidden, WrongState: as `item_add`.
        ItemNotTaken: it comes from above and is adapted instead.
        AskWithoutEnd, ItemIncomplete, ItemOutsideYear: the item cannot be.
    """
    plan, item = _locked(actor, item, at, "修改安排")
    if item.take != Take.OWN:
        raise ItemNotTaken(label=item.label, why="来自上级计划，内容不能改。请用“结合本级细化”。")
    _check(plan, spec)
    _write(item, spec)
    _tell(events.ITEM_CHANGED, actor, item, at)
    return item


@use_case("plans.item_remove")
def item_remove(*, actor: Actor, item: PlanItem, at: dt.datetime) -> Plan:
    """Take an own item out of a draft.

    Raises:
        NotFound, Forbidden, WrongState: as `item_add`.
        ItemNotTaken: it comes from above and is dropped with a reason instead.
    """
    plan, item = _locked(actor, item, at, "删除安排")
    if item.take != Take.OWN:
        raise ItemNotTaken(label=item.label, why="来自上级计划，不能删除。选做的可以写明原因后不安排。")
    _tell(events.ITEM_REMOVED, actor, item, at)
    item.delete()
    return plan


@use_case("plans.item_adapt")
def item_adapt(*, actor: Actor, item: PlanItem, local: LocalSpec, at: dt.datetime) -> PlanItem:
    """Fit an item from above to the unit's place: own topic and day, more often, earlier; never less than above.

    Raises:
        NotFound, Forbidden, WrongState: as `item_add`.
        ItemNotTaken: an own item.
        ItemLoosened: it would ask less than above.
        ItemIncomplete: the planned day lies outside the item's time.
    """
    _, item = _locked(actor, item, at, "细化安排")
    upper = _upper(item)
    adapt(item, upper, local)
    _tell(events.ITEM_ADAPTED, actor, item, at)
    return item


@use_case("plans.item_adopt")
def item_adopt(*, actor: Actor, item: PlanItem, at: dt.datetime) -> PlanItem:
    """Take an item from above just as it is, whatever was made of it before.

    Raises:
        NotFound, Forbidden, WrongState: as `item_add`.
        ItemNotTaken: an own item.
    """
    _, item = _locked(actor, item, at, "修改安排")
    upper = _upper(item)
    adopt(item, upper)
    _tell(events.ITEM_ADOPTED, actor, item, at)
    return item


@use_case("plans.item_drop")
def item_drop(*, actor: Actor, item: PlanItem, reason: str, at: dt.datetime) -> PlanItem:
    """Leave an optional item from above out, with the reason.

    Raises:
        NotFound, Forbidden, WrongState: as `item_add`.
        ItemNotTaken: an own item.
        ItemRequired: it is required above.
        ReasonMissing: no reason.
    """
    _, item = _locked(actor, item, at, "取消安排")
    upper = _upper(item)
    if upper.is_required:
        raise ItemRequired(label=item.label)
    adopt(item, upper, save=False)
    item.take, item.drop_why = Take.DROPPED, check_reason(reason)
    save_item(item)
    _tell(events.ITEM_DROPPED, actor, item, at, item.drop_why)
    return item


def adopt(item: PlanItem, upper: PlanItem, *, save: bool = True) -> None:
    """Make the item say what the upper one says."""
    item.upper, item.take, item.topic, item.planned_on, item.drop_why = upper, Take.ADOPTED, "", None, ""
    item.during = upper.during
    for name, value in columns(plan_spec(upper)).items():
        setattr(item, name, value)
    if save:
        save_item(item)


def adapt(item: PlanItem, upper: PlanItem, local: LocalSpec) -> None:
    """Make the item say what the upper one says, in the unit's own way.

    Raises:
        ItemLoosened, ItemIncomplete: see `item_adapt`.
    """
    adopt(item, upper, save=False)
    item.take, item.topic, item.planned_on = Take.ADAPTED, local.topic, local.planned_on
    if local.during is not None:
        item.during = to_range(local.during)
    item.required = upper.required if local.required is None else local.required
    item.is_required = upper.is_required if local.is_required is None else local.is_required
    spec = plan_spec(item)
    if why := loosened(spec, plan_spec(upper)):
        raise ItemLoosened(label=item.label, why=why)
    if item.planned_on and item.planned_on not in days_of(spec):
        raise ItemIncomplete(label=item.label, why="计划日期不在这项安排的时间内。")
    save_item(item)


def next_number(plan: Plan) -> int:
    """Return the number of the next item of an edition."""
    last: int = plan.items.aggregate(last=Max("number"))["last"] or 0
    return last + 1


def _locked(actor: Actor, item: PlanItem, at: dt.datetime, deed: str) -> tuple[Plan, PlanItem]:
    plan = lock_draft(actor, item.plan, at, deed)
    return plan, PlanItem.objects.select_related("plan", "upper").get(pk=item.pk)


def _upper(item: PlanItem) -> PlanItem:
    if item.upper is None:
        raise ItemNotTaken(label=item.label, why="是本级自己的安排，直接修改或删除即可。")
    return item.upper


def _check(plan: Plan, spec: ItemSpec) -> None:
    check_item(spec)
    check_year(spec, plan.year)


def _write(item: PlanItem, spec: ItemSpec) -> None:
    for name, value in columns(spec).items():
        setattr(item, name, value)
    item.during = to_range(days_of(spec))
    save_item(item)


def _tell(name: str, actor: Actor, item: PlanItem, at: dt.datetime, reason: str = "") -> None:
    after: Fields = {"label": item.label, "take": item.take, "required": item.required, "is_required": item.is_required}
    about = subject(item.plan)
    record(name, actor=actor, subject=about, at=at, unit_id=item.plan.unit_id, after=after, reason=reason)
