"""Bookmarks, notes and habits: the member's own, without a trail."""

import datetime as dt

from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.library.models import Material
from xuezuo.study.reading.errors import TooManyHabits
from xuezuo.study.reading.models import Bookmark, Habit, HabitMark, Note
from xuezuo.study.reading.queries.private import period_start
from xuezuo.study.reading.services.checks import member_of
from xuezuo.study.reading.types import MAX_HABITS, MAX_NOTE


@use_case("reading.bookmark_set")
def bookmark_set(*, actor: Actor, material: Material, is_kept: bool, at: dt.datetime) -> None:
    """Keep a material for oneself, or let it go."""
    member_id = member_of(actor)
    if is_kept:
        Bookmark.objects.get_or_create(member_id=member_id, material=material, defaults={"made_at": at})
    else:
        Bookmark.objects.filter(member_id=member_id, material=material).delete()


@use_case("reading.note_write")
def note_write(*, actor: Actor, material: Material, text: str, at: dt.datetime) -> None:
    """Write the member's own note on a material; an empty one is thrown away."""
    member_id, text = member_of(actor), text.strip()[:MAX_NOTE]
    if text:
        said = {"text": text, "changed_at": at}
        Note.objects.update_or_create(member_id=member_id, material=material, defaults=said)
    else:
        Note.objects.filter(member_id=member_id, material=material).delete()


@use_case("reading.habit_add")
def habit_add(*, actor: Actor, label: str, period: str, at: dt.datetime) -> Habit:
    """Take up something to do every day or week.

    Raises:
        Forbidden: the actor is no member.
        TooManyHabits: there are enough.
    """
    member_id = member_of(actor)
    if Habit.objects.filter(member_id=member_id).count() >= MAX_HABITS:
        raise TooManyHabits(most=MAX_HABITS)
    return Habit.objects.create(uid=new_id(), member_id=member_id, label=squeeze(label), period=period, made_at=at)


@use_case("reading.habit_end")
def habit_end(*, actor: Actor, habit: Habit, at: dt.datetime) -> None:  # noqa: ARG001  # as every use case
    """Give a habit up: it and all its marks are thrown away, for they concern nobody else."""
    own = Habit.objects.filter(pk=habit.pk, member_id=member_of(actor))
    HabitMark.objects.filter(habit__in=own).delete()
    own.delete()


@use_case("reading.habit_mark")
def habit_mark(*, actor: Actor, habit: Habit, is_done: bool, on: dt.date) -> None:
    """Say that a habit was done on the civil day `on` (or in its week), or that it was not."""
    member_id, day = member_of(actor), period_start(habit.period, on)
    if is_done:
        HabitMark.objects.get_or_create(habit=habit, on=day, defaults={"member_id": member_id})
    else:
        HabitMark.objects.filter(habit=habit, member_id=member_id, on=day).delete()
