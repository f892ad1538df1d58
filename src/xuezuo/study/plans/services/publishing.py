"""From the items of a plan to asks.

An item that is asked just as above stays the ask of the unit above (local words bind nobody). One that asks more is an
ask of the unit that stands in the place of the upper one, for the unit and everything below. So nothing is asked twice.
"""

import datetime as dt

from django.db.models import QuerySet

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.db.ranges import to_span
from xuezuo.rules.vocabulary import SubjectKind, Template
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.services import ask_follow, ask_reworded, ask_says, asks_make, asks_withdraw
from xuezuo.study.asks.types import AskOrigin, AskSource, AskSpec
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.queries.cascade import key_of, present_uppers
from xuezuo.study.plans.queries.items import days_of, is_tighter, plan_spec
from xuezuo.study.plans.types import ItemSpec, PlanState, Take

COUNTS = "按要求开展、并在系统中确认的记录。"


def own_asks(plan: Plan) -> QuerySet[Ask]:
    """Return the asks of the plan, whatever edition made them, that bind now or later."""
    return Ask.objects.filter(source=AskSource.PLAN, source_uid=plan.series, withdrawn_on=None)


def publish_asks(plan: Plan, items: list[PlanItem], *, by: int | None, at: dt.datetime) -> None:
    """Make, keep or withdraw asks so that they say what the edition says.

    Args:
        plan: the edition, just published.
        items: its items with `upper`.
        by: the account that acts.
        at: instant.
    """
    former = {ask.key: ask for ask in own_asks(plan)}
    uppers = present_uppers(items)
    wanted: dict[str, tuple[PlanItem, AskSpec]] = {}
    for item in items:
        upper = uppers.get(key_of(item.upper)) if item.upper else None
        item.upper = upper
        if item.deed_kinds and item.take != Take.DROPPED and _is_own(item, upper):
            wanted[item.key] = (item, _spec(plan, item, upper))
        else:
            item.ask = upper.ask if upper else None
    kept = {key for key, (_, spec) in wanted.items() if key in former and ask_says(former[key], spec)}
    asks_withdraw([ask for key, ask in former.items() if key not in kept], on=civil_date(at), why="计划已修订")
    specs = [(former.get(key), spec) for key, (_, spec) in wanted.items() if key not in kept]
    made = _make(plan, [ask_reworded(ask, spec) if ask else spec for ask, spec in specs], by, at)
    for key, (item, _) in wanted.items():
        item.ask = former[key] if key in kept else made[key]
    PlanItem.objects.bulk_update(items, ["ask", "upper"])


def _is_own(item: PlanItem, upper: PlanItem | None) -> bool:
    return upper is None or is_tighter(plan_spec(item), plan_spec(upper))


def _spec(plan: Plan, item: PlanItem, upper: PlanItem | None) -> AskSpec:
    replaces = (upper.ask.pk, *upper.ask.replaces) if upper and upper.ask else ()
    label = f"{item.label}：{item.topic}" if item.topic and len(item.label) + len(item.topic) < 60 else item.label
    why = f"列入《{plan.title}》。"
    return ask_spec(item.key, label, why, plan_spec(item), replaces)


def ask_spec(key: str, label: str, why: str, spec: ItemSpec, replaces: tuple[int, ...] = ()) -> AskSpec:
    """Return an item as an ask; `AskWithoutEnd` when it has no end."""
    of_members = SubjectKind.MEMBER in spec.subjects
    of_units = Template.EVENT_BY_ROLE if spec.by_posts else Template.EVENT_COUNT
    return AskSpec(
        key=key,
        label=label,
        why=why,
        what_counts=spec.what or COUNTS,
        subjects=spec.subjects,
        during=days_of(spec),
        template=Template.EXISTS_PER_MEMBER if of_members else of_units,
        deed_kinds=spec.deed_kinds,
        is_named=spec.is_named,
        period=spec.period,
        required=spec.required,
        unit_types=spec.unit_types,
        posts=spec.posts,
        by_posts=spec.by_posts,
        is_required=spec.is_required,
        replaces=replaces,
    )


def _make(plan: Plan, specs: list[AskSpec], by: int | None, at: dt.datetime) -> dict[str, Ask]:
    document = plan.document or plan.title
    origin = AskOrigin(plan.unit_id, AskSource.PLAN, plan.series, document, civil_date(at))
    return {ask.key: ask for ask in asks_make(origin, specs, by=by, at=at)}


def let_follow(before: Plan, items: list[PlanItem]) -> None:
    """Point the plans below from asks that were made anew to the new ones.

    Whoever took an item over as it was is asked the new way. A tighter ask below keeps standing in its place as long
    as it still asks no less; otherwise both show until the unit below has looked at the change.

    Args:
        before: the edition that was replaced.
        items: those of the new one, with their asks.
    """
    former = {item.key: item.ask for item in before.items.select_related("ask")}
    for item in items:
        old = former.get(item.key)
        if old is not None and item.ask is not None and old.pk != item.ask.pk:
            _point_on(item.key, old, item.ask)


def _point_on(key: str, old: Ask, new: Ask) -> None:
    keys = [key]
    while keys:  # level by level; keys are unique over all plans
        below = PlanItem.objects.filter(upper__key__in=keys, plan__state__in=[PlanState.DRAFT, PlanState.PUBLISHED])
        tighter = below.filter(ask__replaces__contains=[old.pk], ask__withdrawn_on=None).exclude(ask=new)
        for item in tighter.select_related("ask"):
            if item.ask is not None and _asks_no_less(item.ask, new):
                ask_follow(item.ask, old, new)
        same = list(below.filter(ask=old).values_list("pk", "key"))
        PlanItem.objects.filter(pk__in=[pk for pk, _ in same]).update(ask=new)
        keys = [one for _, one in same]


def _asks_no_less(tighter: Ask, wide: Ask) -> bool:
    inside, around = to_span(tighter.during), to_span(wide.during)
    return (
        tighter.required >= wide.required
        and tighter.period == wide.period
        and inside.intersection(around) == inside
        and (wide.period == "span" or inside == around)
        and set(tighter.deed_kinds) <= set(wide.deed_kinds)
        and set(tighter.subjects) >= set(wide.subjects)
        and tighter.is_named >= wide.is_named
        and (not wide.by_posts or tighter.by_posts == wide.by_posts)
    )
