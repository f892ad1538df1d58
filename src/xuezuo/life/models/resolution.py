"""What a meeting decided, and what came of it."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import Progress, Step
from xuezuo.platform.privacy import classify


class Resolution(models.Model):
    """A decision 决议 with its owner and day.

    The owner says that it is carried out (`reported_on`, `note`), whoever keeps the minutes confirms it (`done_on`,
    `confirmed_by`). `dropped_on`: it is not to be carried out any more. Each change is a `ResolutionStep`.
    """

    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="resolutions")
    item = models.ForeignKey("life.AgendaItem", models.PROTECT, null=True, related_name="resolutions")
    text = models.CharField("决议", max_length=300)
    owner = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("完成时限", null=True)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    reported_on = models.DateField(null=True)
    note = models.CharField("完成情况", max_length=300, blank=True, db_default="")
    done_on = models.DateField(null=True)
    confirmed_by = models.BigIntegerField(null=True)
    dropped_on = models.DateField(null=True)

    privacy = classify(
        internal="id uid activity item text due_on version reported_on done_on confirmed_by dropped_on",
        personal="owner note",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | models.Q(dropped_on__isnull=True),
                name="life_resolution_one_end",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "due_on"],
                condition=models.Q(done_on__isnull=True, dropped_on__isnull=True),
                name="life_resolution_open",
            ),
        ]

    def __str__(self) -> str:
        return f"resolution {self.uid}"

    @property
    def progress(self) -> Progress:
        """How far it is carried out."""
        if self.done_on:
            return Progress.DONE
        if self.dropped_on:
            return Progress.DROPPED
        return Progress.REPORTED if self.reported_on else Progress.OPEN


class ResolutionStep(models.Model):
    """One thing that happened to a decision: what, when, by whom, with which words; `fields` = what stood there."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=Step.choices)
    note = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)

    privacy = classify(internal="id resolution step at by", personal="note fields")

    def __str__(self) -> str:
        return f"{self.step} of {self.resolution_id}"
