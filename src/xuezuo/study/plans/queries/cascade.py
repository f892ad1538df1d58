"""Plans down the tree: what the plans above ask of a unit, what it made of it, and what changed above since."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuezuo.org.models import Closure, Unit
from xuezuo.org.queries.tree import unit_labels
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.queries.items import ItemView, differences, item_view, plain_view, plan_spec
from xuezuo.study.plans.types import PlanState, Take

type ItemKey = tuple[uuid.UUID, str]


def items_in_force(above: QuerySet[Closure]) -> QuerySet[PlanItem]:
    """Return the items of published plans of the ancestors in `above`, each once.

    An item that one of them took over stands as that one words it; one that it dropped is gone for those below.
    """
    units = above.values("ancestor_id")
    taken = PlanItem.objects.filter(
        upper__plan__series=OuterRef("plan__series"),
        upper__key=OuterRef("key"),
        plan__state=PlanState.PUBLISHED,
        plan__unit_id__in=units,
    )
    live = PlanItem.objects.filter(~Exists(taken), plan__state=PlanState.PUBLISHED, plan__unit_id__in=units)
    return live.exclude(take=Take.DROPPED)


def upper_items(unit: Unit, year: int, on: dt.date) -> list[PlanItem]:
    """Return what the plans above ask of the unit or of those below it in the year, by time.

    A branch is asked what is asked of branches of its domain, of its groups and of members; what only informs is for
    everybody. A committee passes on whatever is asked below it.
    """
    above = Closure.objects.filter(descendant_id=unit.pk, depth__gt=0, during__contains=on)
    items = items_in_force(above).filter(plan__year=year)
    if unit.kind == "branch":
        items = items.filter(subjects__overlap=["branch", "group", "member"])
        items = items.filter(Q(unit_types=[]) | Q(unit_types__contains=[unit.unit_type]))
    return list(items.select_related("plan__unit", "upper", "ask").order_by("during", "plan__unit__code", "number"))


def key_of(item: PlanItem) -> ItemKey:
    """Return what an item is known by through all editions of its plan."""
    return item.plan.series, item.key


def items_of(plan: Plan) -> list[PlanItem]:
    """Return the items of an edition, by time, with the upper items they were taken from."""
    related = plan.items.select_related("plan", "upper__plan__unit", "ask")
    return list(related.order_by("during", "number"))


def present_uppers(items: Iterable[PlanItem]) -> dict[ItemKey, PlanItem]:
    """Return the upper items as the plans above say them now, by key; those no longer there are missing."""
    keys = {key_of(item.upper) for item in items if item.upper}
    if not keys:
        return {}
    found = PlanItem.objects.filter(
        plan__series__in={series for series, _ in keys}, plan__state=PlanState.PUBLISHED
    ).exclude(take=Take.DROPPED)
    return {key_of(item): item for item in found.select_related("plan__unit", "upper", "ask")}


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """What changed above since the unit looked: `kind` is new, changed or gone."""

    kind: str
    label: str
    unit_name: str
    item: PlanItem
    fields: tuple[tuple[str, str, str], ...] = ()


def changes_above(plan: Plan, items: list[PlanItem], on: dt.date) -> list[Change]:
    """Return how the plans above differ from what this edition was made from: new, changed, gone."""
    present = present_uppers(items)
    names = unit_labels({item.upper.plan.unit_id for item in items if item.upper}, on)
    changes = []
    for item in items:
        if item.upper is None:
            continue
        now, name = present.get(key_of(item.upper)), names[item.upper.plan.unit_id].name
        if now is None:
            changes.append(Change("gone", item.upper.label, name, item))
        elif fields := differences(plan_spec(item.upper), plan_spec(now)):
            changes.append(Change("changed", item.upper.label, name, item, fields))
    return changes + [Change("new", item.label, name, item) for item, name in _new(plan, items, on)]


def _new(plan: Plan, items: list[PlanItem], on: dt.date) -> list[tuple[PlanItem, str]]:
    taken = {key_of(item.upper) for item in items if item.upper}
    fresh = [item for item in upper_items(plan.unit, plan.year, on) if key_of(item) not in taken]
    names = unit_labels({item.plan.unit_id for item in fresh}, on)
    return [(item, names[item.plan.unit_id].name) for item in fresh]


@dataclasses.dataclass(frozen=True, slots=True)
class Side:
    """One line of a plan beside the plans above: the upper item (None = an own one), what the unit made of it."""

    upper: ItemView | None
    upper_unit: str
    here: ItemView


def side_by_side(items: list[PlanItem], on: dt.date) -> list[Side]:
    """Return the lines of a plan, by time: what above asks, and what the unit does."""
    names = unit_labels({item.upper.plan.unit_id for item in items if item.upper}, on)
    return [_side(item, {key: label.name for key, label in names.items()}) for item in items]


def _side(item: PlanItem, names: Mapping[int, str]) -> Side:
    if item.upper is None:
        return Side(None, "", item_view(item))
    return Side(plain_view(item.upper), names[item.upper.plan.unit_id], item_view(item))
