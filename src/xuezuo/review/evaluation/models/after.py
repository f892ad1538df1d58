"""What follows an opinion: appeal, the report to the home branch; and counts of past years without names."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xuezuo.platform.privacy import classify
from xuezuo.review.evaluation.models.rounds import Part
from xuezuo.review.evaluation.models.subjects import Subject, Verdict
from xuezuo.review.evaluation.types import AppealState


class Appeal(models.Model):
    """A member does not agree: the branch answers, then a second person above it."""

    uid = models.UUIDField(unique=True)
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="appeal")
    text = models.TextField("申诉理由", max_length=2000)
    state = models.CharField(max_length=10, choices=AppealState.choices, default=AppealState.MADE)
    made_at = models.DateTimeField()
    branch_answer = models.TextField("支部答复", max_length=2000, blank=True)
    branch_at = models.DateTimeField(null=True)
    branch_by = models.BigIntegerField(null=True)
    superior_answer = models.TextField("上级答复", max_length=2000, blank=True)
    superior_at = models.DateTimeField(null=True)
    superior_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid verdict state made_at branch_at branch_by superior_at superior_by",
        personal="text branch_answer superior_answer",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(superior_at__isnull=True) | Q(branch_at__isnull=False), name="evaluation_appeal_order"
            ),
            models.CheckConstraint(
                condition=Q(superior_by__isnull=True) | ~Q(superior_by=F("branch_by")),
                name="evaluation_appeal_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.uid}"


class HomeReport(models.Model):
    """The result of a member evaluated elsewhere, sent to the home branch once, with its receipt."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="home_report")
    version = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.BigIntegerField(null=True)

    privacy = classify(internal="subject version sent_at received_at received_by")

    def __str__(self) -> str:
        return f"home report of {self.pk}"


class CommitteeReport(models.Model):
    """What the committee of a branch reported of itself to its members, who evaluate it too (review.branch)."""

    part = models.OneToOneField(Part, models.PROTECT, primary_key=True, related_name="committee_report")
    text = models.TextField("支部班子工作报告", max_length=10000)
    heard_on = models.DateField("向党员报告的日期", null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    privacy = classify(internal="part heard_on recorded_at recorded_by", personal="text")

    def __str__(self) -> str:
        return f"committee report of {self.pk}"


class PastCount(models.Model):
    """How many were given each grade in a unit in a past year, from paper that names nobody."""

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    decided_on = models.DateField("评定日期")
    excellent = models.PositiveIntegerField()
    qualified = models.PositiveIntegerField()
    nearly = models.PositiveIntegerField()
    unqualified = models.PositiveIntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id unit year decided_on imported_at imported_by", personal="excellent qualified nearly unqualified"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "year"], name="evaluation_past_once")]

    def __str__(self) -> str:
        return f"past count {self.pk}"
