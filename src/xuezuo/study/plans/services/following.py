"""Bring a draft up to what the plans above say now."""

import datetime as dt

from xuezuo.kernel.ids import new_id
from xuezuo.platform.db.ranges import to_span
from xuezuo.study.asks.types import AskPeriod
from xuezuo.study.plans.errors import ItemIncomplete, ItemLoosened
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.queries.cascade import key_of, present_uppers, upper_items
from xuezuo.study.plans.services.checks import new_key, save_item
from xuezuo.study.plans.services.items import adapt, adopt, next_number
from xuezuo.study.plans.types import LocalSpec, Take


def refresh(plan: Plan, items: list[PlanItem], on: dt.date) -> None:
    """Take over what is new above, follow what changed, let go of what is gone.

    Adapted items keep topic, day and stricter numbers as far as these still are not less than asked. What is gone
    above: adopted and dropped items go, an adapted one becomes the unit's own.
    """
    present = present_uppers(items)
    taken = set()
    for item in items:
        if item.upper is not None:
            taken.add(key_of(item.upper))
            _follow(item, present.get(key_of(item.upper)))
    number = next_number(plan)
    for upper in upper_items(plan.unit, plan.year, on):
        if key_of(upper) not in taken:
            adopt(PlanItem(uid=new_id(), plan=plan, key=new_key(), number=number), upper)
            number += 1


def _follow(item: PlanItem, now: PlanItem | None) -> None:
    if now is None and item.take == Take.ADAPTED:
        item.upper, item.take = None, Take.OWN
        save_item(item)
    elif now is None:
        item.delete()
    elif item.take == Take.DROPPED and not now.is_required:
        why = item.drop_why
        adopt(item, now, save=False)
        item.take, item.drop_why = Take.DROPPED, why
        save_item(item)
    elif item.take == Take.ADAPTED:
        _adapt_again(item, now)
    else:
        adopt(item, now)


def _adapt_again(item: PlanItem, now: PlanItem) -> None:
    """Keep what the unit made stricter where it still is; else what is asked above, with the unit's topic."""
    before = item.upper
    was_narrowed = before is not None and item.during != before.during
    within = to_span(item.during).intersection(to_span(now.during))
    during = within if was_narrowed and now.period == AskPeriod.SPAN else None
    required = max(item.required, now.required) if before and item.required > before.required else None
    local = LocalSpec(item.topic, item.planned_on, during, required, item.is_required or now.is_required)
    try:
        adapt(item, now, local)
    except (ItemLoosened, ItemIncomplete):
        adapt(item, now, LocalSpec(item.topic))
