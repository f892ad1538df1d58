"""What a unit means to study together in a year: topics with month, lead speakers and materials."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import ActivityKind
from xuezuo.platform.privacy import classify


class YearTopic(models.Model):
    """A topic of a unit's plan for a year, of theory study group, special study or lectures; `activity` held it."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField("类型", max_length=20, choices=ActivityKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    month = models.PositiveSmallIntegerField("月份")
    title = models.CharField("专题", max_length=200)
    speakers = models.CharField("重点发言人", max_length=120, blank=True)
    activity = models.OneToOneField("life.Activity", models.SET_NULL, null=True, related_name="year_topic")
    changed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(internal="id uid unit kind year month title speakers activity changed_at dropped_at drop_reason")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "year", "kind"], name="life_topic_unit_year")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="life_topic_month"),
        ]

    def __str__(self) -> str:
        return f"topic {self.uid}"


class YearTopicMaterial(models.Model):
    """A material of the library to be read for a topic."""

    topic = models.ForeignKey(YearTopic, models.PROTECT, related_name="materials", db_index=False)
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="+")

    privacy = classify(internal="id topic material")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "material"], name="life_topic_material_once"),
        ]

    def __str__(self) -> str:
        return f"{self.material_id} for {self.topic_id}"
