"""Self-study: what a member says to have studied, and the member's own note on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.reading.types import DAY_MINUTES, StudyState


class SelfStudy(models.Model):
    """One piece of self-study; a deed once it is approved.

    `unit` is where the member belongs formally when it is noted or submitted: that branch approves, there it counts.
    `recorded_on` is the civil day of the submission. `reason` says why it was returned or voided.
    """

    uid = models.UUIDField(unique=True)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="self_studies")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="self_studies")
    occurred_on = models.DateField("日期")
    minutes = models.PositiveSmallIntegerField("分钟")
    title = models.CharField("内容", max_length=200)
    material = models.ForeignKey("library.Material", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.NOTED)
    noted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    recorded_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid member unit occurred_on minutes state noted_at submitted_at recorded_on decided_at decided_by"
        " reason",
        personal="title material",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["member", "occurred_on"], name="reading_study_member_day"),
            models.Index(fields=["unit", "occurred_on"], name="reading_study_unit_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__range=(1, DAY_MINUTES)), name="reading_study_minutes"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, recorded_on__isnull=True)
                | Q(submitted_at__isnull=False, recorded_on__isnull=False),
                name="reading_study_submitted_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved"]) | Q(submitted_at__isnull=False),
                name="reading_study_submitted_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "void"]) | ~Q(reason=""), name="reading_study_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"self-study {self.uid}"


class StudyNote(models.Model):
    """The member's note on a piece of self-study; nobody else ever reads it."""

    study = models.OneToOneField(SelfStudy, models.PROTECT, related_name="note")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    text = models.TextField()

    privacy = classify(internal="id study member", personal="text")

    def __str__(self) -> str:
        return f"note on self-study {self.study_id}"
