"""Talks, and files of deeds."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import TalkPair
from xuezuo.platform.privacy import classify


class HeartTalk(models.Model):
    """A heart-to-heart talk 谈心谈话: that it took place, when and between whom. No content is kept."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="heart_talks", db_index=False)
    occurred_on = models.DateField()
    recorded_on = models.DateField()
    pair = models.CharField(max_length=20, choices=TalkPair.choices)
    first = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    second = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    batch = models.ForeignKey("life.DeedBatch", models.PROTECT, null=True, related_name="+")

    privacy = classify(
        internal="id uid unit occurred_on recorded_on pair recorded_at recorded_by voided_at void_reason batch",
        personal="first second",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="life_talk_two_people"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "occurred_on"], name="life_talk_unit_day")]

    def __str__(self) -> str:
        return f"talk {self.uid}"


class DeedBatch(models.Model):
    """One applied file of deeds; revocable as a whole."""

    uid = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    applied_at = models.DateTimeField()
    applied_by = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)

    privacy = classify(internal="id uid file_name sha256 rows applied_at applied_by revoked_at")

    def __str__(self) -> str:
        return f"deeds {self.uid}"
