"""What the member behind the log-in keeps for oneself. Row-level security shows nothing else in any case."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import QuerySet

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import materials_q
from xuezuo.study.reading.models import Bookmark, Habit, HabitMark, Note
from xuezuo.study.reading.types import HabitPeriod

_LIGHT = ("body", "folded", "removed", "words", "title_words")
SIX = (  # suggestions, not a rule: the six of a forest farm, in our own words
    ("读一篇文章", HabitPeriod.DAY),
    ("写一页字", HabitPeriod.DAY),
    ("记一句话", HabitPeriod.DAY),
    ("做一件对身边人有益的事", HabitPeriod.DAY),
    ("看一部爱国主义影片", HabitPeriod.WEEK),
    ("和一位同事谈一次心", HabitPeriod.WEEK),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Mine:
    """What the member keeps about one material."""

    is_bookmarked: bool
    note: str


@dataclasses.dataclass(frozen=True, slots=True)
class HabitRow:
    """A habit today, or this week."""

    habit: Habit
    is_done: bool


def own(actor: Actor) -> int:
    """Return the id whose rows are the actor's: the member's, or one that nobody has."""
    return actor.member_id or 0


def mine_of(actor: Actor, material: Material) -> Mine:
    """Return what the actor keeps about a material."""
    marked = Bookmark.objects.filter(member_id=own(actor), material=material).exists()
    note = Note.objects.filter(member_id=own(actor), material=material).values_list("text", flat=True).first()
    return Mine(marked, note or "")


def kept_by(actor: Actor, on: dt.date) -> QuerySet[Material]:
    """Return the materials that the actor bookmarked or wrote a note on and may still read, the newest first."""
    marked = Bookmark.objects.filter(member_id=own(actor)).values("material_id")
    noted = Note.objects.filter(member_id=own(actor)).values("material_id")
    found = Material.objects.filter(materials_q(actor, on), pk__in=marked.union(noted))
    return found.defer(*_LIGHT).order_by(Material.newest, "-pk")


def notes_on(actor: Actor, materials: Sequence[Material]) -> dict[int, str]:
    """Return the actor's notes on these materials, by the id of the material."""
    found = Note.objects.filter(member_id=own(actor), material__in=materials)
    return dict(found.values_list("material_id", "text"))


def period_start(period: str, on: dt.date) -> dt.date:
    """Return the day that stands for the day, or the Monday that stands for the week, in which `on` lies.

    >>> period_start("week", dt.date(2025, 6, 18))
    datetime.date(2025, 6, 16)
    """
    return on if period == HabitPeriod.DAY else on - dt.timedelta(days=on.weekday())


def habits_on(actor: Actor, on: dt.date) -> list[HabitRow]:
    """Return the actor's habits as they stand today and this week: nothing is counted over time."""
    habits = list(Habit.objects.filter(member_id=own(actor)).order_by("pk"))
    days = {period_start(period, on) for period in HabitPeriod.values}
    marked = set(HabitMark.objects.filter(habit__in=habits, on__in=days).values_list("habit_id", "on"))
    return [HabitRow(habit, (habit.pk, period_start(habit.period, on)) in marked) for habit in habits]


def habit_get_for(actor: Actor, uid: uuid.UUID) -> Habit:
    """Return one of the actor's own habits.

    Raises:
        NotFound: no such habit, or somebody else's.
    """
    found = Habit.objects.filter(uid=uid, member_id=own(actor)).first()
    if found is None or actor.member_id is None:
        raise NotFound
    return found
