"""Agenda, minutes, resolutions, talks, and files of deeds."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import TalkPair
from xuezuo.platform.privacy import classify


class AgendaItem(models.Model):
    """A point of the agenda 议题."""

    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("议题", max_length=200)

    privacy = classify(internal="id activity position title")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "position"], name="life_agenda_place")]

    def __str__(self) -> str:
        return f"agenda {self.position} of {self.activity_id}"


class Minutes(models.Model):
    """The minutes 会议记录; each saving is a new version, the newest counts."""

    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="minutes_versions")
    version = models.PositiveSmallIntegerField()
    text = models.TextField("会议记录")
    reason = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id activity version reason written_at written_by", personal="text")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "version"], name="life_minutes_version")]

    def __str__(self) -> str:
        return f"minutes {self.version} of {self.activity_id}"


class Resolution(models.Model):
    """A decision 决议 with its owner and day."""

    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="resolutions")
    text = models.CharField("决议", max_length=300)
    owner = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("完成时限", null=True)
    done_on = models.DateField(null=True)

    privacy = classify(internal="id uid activity text due_on done_on", personal="owner")

    def __str__(self) -> str:
        return f"resolution {self.uid}"


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
