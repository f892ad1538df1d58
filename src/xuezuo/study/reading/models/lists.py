"""Reading lists and their items. Nothing here says who has read."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.reading.types import MAX_HINT, ListKind


class ReadingList(models.Model):
    """A unit's list for itself and everything below it."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="reading_lists")
    kind = models.CharField("种类", max_length=8, choices=ListKind.choices, default=ListKind.LIST)
    title = models.CharField("标题", max_length=100)
    intro = models.TextField("说明", blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    privacy = classify(public="kind title intro", internal="id uid unit made_at made_by withdrawn_at")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit"], condition=Q(withdrawn_at__isnull=True), name="reading_list_shown")
        ]

    def __str__(self) -> str:
        return f"reading list {self.uid}"

    @property
    def is_daily(self) -> bool:
        """Each item has its day."""
        return self.kind == ListKind.DAILY


class Item(models.Model):
    """A material in a list: in order, or on its day when the list is daily reading."""

    reading_list = models.ForeignKey(ReadingList, models.PROTECT, related_name="items")
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    on = models.DateField(null=True)
    hint = models.CharField("导读", max_length=MAX_HINT, blank=True)

    privacy = classify(public="hint", internal="id reading_list material position on")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reading_list", "material"], condition=Q(on__isnull=True), name="reading_item_once"
            ),
            models.UniqueConstraint(fields=["reading_list", "on"], name="reading_item_one_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["on"], name="reading_item_on")]

    def __str__(self) -> str:
        return f"item {self.position} of reading list {self.reading_list_id}"
