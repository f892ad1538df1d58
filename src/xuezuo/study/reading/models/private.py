"""What a member keeps for oneself: nobody else reads it, whatever the post; no file, figure or page shows it."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.study.reading.types import HabitPeriod


class Bookmark(models.Model):
    """A material that the member wants to find again."""

    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    privacy = classify(internal="id member made_at", personal="material")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "material"], name="reading_bookmark_once"),
        ]

    def __str__(self) -> str:
        return f"bookmark {self.pk}"


class Note(models.Model):
    """The member's note on a material."""

    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="+")
    text = models.TextField("笔记")
    changed_at = models.DateTimeField()

    privacy = classify(internal="id member changed_at", personal="material text")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["member", "material"], name="reading_note_once")]

    def __str__(self) -> str:
        return f"note {self.pk}"


class Habit(models.Model):
    """Something the member wants to do every day or week (六个一)."""

    uid = models.UUIDField(unique=True)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    label = models.CharField("内容", max_length=60)
    period = models.CharField("多久一次", max_length=4, choices=HabitPeriod.choices)
    made_at = models.DateTimeField()

    privacy = classify(internal="id uid member period made_at", personal="label")

    def __str__(self) -> str:
        return f"habit {self.uid}"


class HabitMark(models.Model):
    """Done on that day, or in the week that begins with that Monday."""

    habit = models.ForeignKey(Habit, models.PROTECT, related_name="marks")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    on = models.DateField()

    privacy = classify(internal="id habit member on")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["habit", "on"], name="reading_habit_mark_once")]

    def __str__(self) -> str:
        return f"mark of habit {self.habit_id}"
