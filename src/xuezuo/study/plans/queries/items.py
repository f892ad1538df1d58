"""What items say, how they compare with the items above them, and how to word it."""

import dataclasses
import datetime as dt

from xuezuo.kernel.dates import DateSpan
from xuezuo.platform.db.ranges import to_span
from xuezuo.rules.vocabulary import DeedKind, Post, SubjectKind, UnitType
from xuezuo.study.asks.errors import AskWithoutEnd
from xuezuo.study.asks.types import AskPeriod
from xuezuo.study.plans.models import PlanItem
from xuezuo.study.plans.models.asked import AskedItem
from xuezuo.study.plans.types import ItemSpec


def spec_of(item: AskedItem, during: DateSpan | None) -> ItemSpec:
    """Return what an item says."""
    return ItemSpec(
        label=item.label,
        what=item.what,
        during=during,
        subjects=tuple(SubjectKind(one) for one in item.subjects),
        deed_kinds=tuple(DeedKind(one) for one in item.deed_kinds),
        period=AskPeriod(item.period),
        required=item.required,
        is_required=item.is_required,
        is_named=item.is_named,
        unit_types=tuple(UnitType(one) for one in item.unit_types),
        posts=tuple(Post(one) for one in item.posts),
        by_posts=tuple(Post(one) for one in item.by_posts),
    )


def plan_spec(item: PlanItem) -> ItemSpec:
    """Return what an item of a plan says."""
    return spec_of(item, to_span(item.during))


def days_of(spec: ItemSpec) -> DateSpan:
    """Return the time of an item that asks for something.

    Raises:
        AskWithoutEnd: it has none, or it never ends.
    """
    if spec.during is None or spec.during.end is None:
        raise AskWithoutEnd(label=spec.label)
    return spec.during


def is_tighter(here: ItemSpec, above: ItemSpec) -> bool:
    """Tell whether the lower item asks more than the upper one: then it is an ask of its own."""
    return (here.during, here.required, here.is_required) != (above.during, above.required, above.is_required)


def loosened(here: ItemSpec, above: ItemSpec) -> str:
    """Return in words where the lower item asks less than the upper one; empty when it nowhere does.

    What is asked again and again keeps its whole time: a shorter one would ask fewer times.
    """
    inside, around = days_of(here), days_of(above)
    if above.is_required and not here.is_required:
        return "上级要求必须做"
    if here.required < above.required:
        return f"上级要求 {above.required} 次"
    if inside.intersection(around) != inside:
        return f"上级的时间是{span_words(around)}"
    if above.period is not AskPeriod.SPAN and inside != around:
        return f"上级要求{above.period.label}都做，时间不能缩短"
    return ""


def differences(before: ItemSpec, after: ItemSpec) -> tuple[tuple[str, str, str], ...]:
    """Return what changed between two wordings of an item: name of the field, before, after."""
    old, new = _words(before), _words(after)
    return tuple((name, old[name], new[name]) for name in old if old[name] != new[name])


def _words(spec: ItemSpec) -> dict[str, str]:
    return {
        "事项": spec.label,
        "说明": spec.what or "（空）",
        "时间": span_words(spec.during),
        "次数": times_words(spec),
        "计入": kinds_words(spec),
        "对象": whom_words(spec),
        "是否必须": "必须做" if spec.is_required else "选做",
    }


def span_words(span: DateSpan | None) -> str:
    """Return the days in words: `2025年3月`, `3月1日至6月30日` of one year, else both years."""
    if span is None or span.last_day is None:
        return "没有期限"
    first, last = span.start, span.last_day
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year}年{first.month}月"
        if first.year == last.year:
            return f"{first.year}年{first.month}月至{last.month}月"
    until = f"{last.month}月{last.day}日" if first.year == last.year else f"{last.year}年{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日至{until}"


def times_words(spec: ItemSpec) -> str:
    """Return how often, in words; empty for what only informs."""
    if not spec.deed_kinds:
        return ""
    often = "" if spec.period is AskPeriod.SPAN else spec.period.label
    return f"{often}{spec.required} 次"


def kinds_words(spec: ItemSpec) -> str:
    """Return what meets the item, in words."""
    kinds = "、".join(kind.label for kind in spec.deed_kinds) or "只作通知"
    by_posts = "、".join(one.label for one in spec.by_posts)
    return f"{kinds}（由{by_posts}主讲或主持）" if by_posts else kinds


def whom_words(spec: ItemSpec) -> str:
    """Return for whom the item is, in words."""
    whom = "、".join(one.label for one in spec.subjects)
    posts = "、".join(one.label for one in spec.posts)
    types = "、".join(one.label for one in spec.unit_types)
    who = f"{whom}（{posts}）" if posts else whom
    return f"{types}：{who}" if types else who


@dataclasses.dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a plan as pages show it."""

    item: PlanItem
    spec: ItemSpec
    when: str
    times: str
    kinds: str
    whom: str
    is_tight: bool

    @property
    def take_label(self) -> str:
        """Where it comes from, in words; says so when it asks more than above."""
        return f"{self.item.get_take_display()}（更严）" if self.is_tight else self.item.get_take_display()


def item_view(item: PlanItem) -> ItemView:
    """Return an item for a page; its `upper`, if any, was read with it."""
    tight = item.upper is not None and not item.drop_why and is_tighter(plan_spec(item), plan_spec(item.upper))
    return plain_view(item, is_tight=tight)


def plain_view(item: PlanItem, *, is_tight: bool = False) -> ItemView:
    """Return an item for a page without a look at what stands above it."""
    spec = plan_spec(item)
    words = span_words(spec.during), times_words(spec), kinds_words(spec), whom_words(spec)
    return ItemView(item, spec, *words, is_tight)
