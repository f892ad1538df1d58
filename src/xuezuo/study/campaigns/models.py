"""A campaign that was started, its batches, and the rounds in which it is checked."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.campaigns.types import CheckState, RunState


class CampaignRun(models.Model):
    """A campaign of a unit for everything below it; `pack` is the pack as it was on the day it was started.

    What it asks stands in `asks.Ask` with this uid as its source. `paused_on` and `closed_on` are the first civil days
    on which nothing is asked.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="campaigns")
    pack_id = models.CharField(max_length=60)
    pack = models.JSONField()
    title = models.CharField("名称", max_length=120)
    document = models.CharField("依据", max_length=200)
    issued_on = models.DateField("发文日期")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    starts_on = models.DateField()
    ends_on = models.DateField()
    started_at = models.DateTimeField()
    started_by = models.BigIntegerField(null=True)
    paused_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    archived_at = models.DateTimeField(null=True)
    why = models.CharField("原因", max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit pack_id pack title document issued_on state starts_on ends_on started_at started_by"
        " paused_on closed_on archived_at why"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "pack_id"], condition=Q(state__in=["running", "paused"]), name="campaigns_run_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="paused") | Q(paused_on__isnull=False), name="campaigns_run_paused_pair"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused"]) | Q(closed_on__isnull=False),
                name="campaigns_run_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack_id} {self.uid}"


class CampaignBatch(models.Model):
    """A batch: which units begin when; `unit_ids` empty = everything below the run's unit."""

    run = models.ForeignKey(CampaignRun, models.PROTECT, related_name="batches")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=60)
    starts_on = models.DateField()
    unit_ids = ArrayField(models.BigIntegerField(), default=list)

    privacy = classify(internal="id run position key label starts_on unit_ids")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "key"], name="campaigns_batch_once")]

    def __str__(self) -> str:
        return f"{self.key} of {self.run_id}"


class StudyLink(models.Model):
    """The material of the library that an entry of the run's study list is, as its organizers fixed it."""

    run = models.ForeignKey(CampaignRun, models.PROTECT, related_name="study_links", db_index=False)
    position = models.PositiveSmallIntegerField()
    material = models.ForeignKey("library.Material", models.PROTECT, related_name="+")

    privacy = classify(internal="id run position material")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["run", "position"], name="campaigns_study_link_once")]

    def __str__(self) -> str:
        return f"entry {self.position} of {self.run_id}"


class CheckRound(models.Model):
    """A round of checking, during the campaign or when looking back at it; `items` = [{"id": ..., "asks": ...}]."""

    uid = models.UUIDField(unique=True)
    run = models.ForeignKey(CampaignRun, models.PROTECT, related_name="rounds")
    label = models.CharField("名称", max_length=60)
    is_look_back = models.BooleanField(default=False)
    opened_on = models.DateField()
    due_on = models.DateField("完成时限")
    items = models.JSONField()
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid run label is_look_back opened_on due_on items opened_at opened_by")

    def __str__(self) -> str:
        return f"round {self.uid}"


class CheckEntry(models.Model):
    """What was found about one item at one unit."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="entries", db_index=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=CheckState.choices)
    remark = models.CharField("说明", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id round unit item state remark recorded_at recorded_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit", "item"], name="campaigns_check_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item} at {self.unit_id}"
