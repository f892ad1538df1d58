"""A month of meetings: how many on each day, of a unit and of all below it, and the list of one day."""

import calendar
import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.periods import Period
from xuezuo.life.models import Activity, ActivityPart
from xuezuo.life.policies import ACTIVITY_VIEW
from xuezuo.life.queries.access import activities_q
from xuezuo.life.types import State
from xuezuo.org.models import UnitName
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import below_between, clamp
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import Actor

_SHOWN_EACH_DAY = 3
_WEEKDAYS = "一二三四五六日"


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """One day of the month: how many meetings, how many of them confirmed; of a small unit the first of them."""

    day: dt.date
    count: int
    confirmed: int
    first: tuple[Activity, ...]
    is_today: bool

    @property
    def weekday(self) -> str:
        """The day of the week in words."""
        return f"星期{_WEEKDAYS[self.day.weekday()]}"

    @property
    def more(self) -> int:
        """How many are not among the first."""
        return self.count - len(self.first)


@dataclasses.dataclass(frozen=True, slots=True)
class Month:
    """A month for one asker.

    Attributes:
        days: every day of the month, in order.
        blanks: how many places of a week stand before the first day.
        with_below: units below are counted too.
    """

    month: Period
    days: list[Day]
    blanks: range
    with_below: bool

    @property
    def total(self) -> int:
        """How many meetings the month has."""
        return sum(day.count for day in self.days)


def month_calendar(actor: Actor, unit: UnitRow, month: Period, kinds: Sequence[str], on: dt.date) -> Month:
    """Return the month of the unit and all below it, as far as the actor sees; void meetings are left out.

    The unit came through its door. Which units lay below is that of the month, not of today.
    """
    found = meetings(actor, unit, month, kinds, on)
    counted = found.values("occurred_on").annotate(
        count=Count("pk"), confirmed=Count("pk", filter=Q(state=State.CONFIRMED))
    )
    counts = {row["occurred_on"]: row for row in counted.order_by()}
    is_small = unit.kind in {UnitKind.BRANCH, UnitKind.GROUP}
    first = _first_of_each_day(found) if is_small else {}
    length = calendar.monthrange(month.start.year, month.start.month)[1]
    nothing = {"count": 0, "confirmed": 0}
    days = []
    for number in range(1, length + 1):
        day = month.start.replace(day=number)
        row = counts.get(day, nothing)
        days.append(Day(day, row["count"], row["confirmed"], tuple(first.get(day, ())), day == on))
    return Month(month, days, range(month.start.weekday()), not is_small)


def meetings(actor: Actor, unit: UnitRow, month: Period, kinds: Sequence[str], on: dt.date) -> QuerySet[Activity]:
    """Return the meetings of the month in the unit and below that the actor may see."""
    days = Q(occurred_on__gte=month.start, occurred_on__lt=month.end)
    below = Q(unit_id__in=below_between([unit.id], month.start, month.end))
    found = Activity.objects.filter(days & below).exclude(state=State.VOID)
    shown = clamp(on, unit.during)  # an ended unit is judged on its last day
    if not unit_decision(actor, ACTIVITY_VIEW, unit.id, shown):
        found = found.filter(activities_q(actor, shown))
    if kinds:
        part = ActivityPart.objects.filter(activity=OuterRef("pk"), kind__in=kinds)
        found = found.filter(Q(kind__in=kinds) | Q(Exists(part)))
    return found


def day_list(found: QuerySet[Activity], day: dt.date) -> QuerySet[Activity]:
    """Return the meetings of one day by time and unit, annotated with `unit_name` of that day."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=OuterRef("occurred_on")).values("name")
    those = found.filter(occurred_on=day).select_related("unit").annotate(unit_name=Subquery(names[:1]))
    return those.order_by("starts_at", "unit__code", "pk")


def _first_of_each_day(found: QuerySet[Activity]) -> dict[dt.date, list[Activity]]:
    days: dict[dt.date, list[Activity]] = {}
    for activity in found.select_related("unit").order_by("occurred_on", "starts_at", "pk")[:200]:
        own = days.setdefault(activity.occurred_on, [])
        if len(own) < _SHOWN_EACH_DAY:
            own.append(activity)
    return days
