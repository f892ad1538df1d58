"""Who is evaluated where, what the member wrote, and the branch's opinion. Sealed: the member's own, and services."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.evaluation.models.rounds import Part
from xuezuo.review.evaluation.types import Grade, HandedIn, ReadWay


class Subject(models.Model):
    """That a member is evaluated in a part; `evaluation_subject_once`: in one place only, whoever sets up rounds.

    `home` is the branch of the formal affiliation on the day of the list: where the member is counted. `is_graded` is
    False for probationary members: they take part and get no grade (review.grades).
    """

    uid = models.UUIDField(unique=True)
    part = models.ForeignKey(Part, models.PROTECT, related_name="subjects")
    year = models.PositiveSmallIntegerField()
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    is_graded = models.BooleanField()
    handed_in = models.CharField("自评", max_length=8, choices=HandedIn.choices, blank=True)
    handed_at = models.DateTimeField(null=True)
    excuse = models.CharField("说明", max_length=200, blank=True)
    left_at = models.DateTimeField(null=True)
    left_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid part year home left_at", personal="member is_graded handed_in handed_at excuse left_reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "year"], condition=Q(left_at__isnull=True), name="evaluation_subject_once"
            ),
            models.CheckConstraint(
                condition=Q(handed_in="", handed_at__isnull=True) | ~Q(handed_in="") & Q(handed_at__isnull=False),
                name="evaluation_subject_handed_pair",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_reason="") | Q(left_at__isnull=False) & ~Q(left_reason=""),
                name="evaluation_subject_left_pair",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["member", "-year"], name="evaluation_subject_member")]

    def __str__(self) -> str:
        return f"subject {self.uid}"


class SelfReview(models.Model):
    """What a member writes of the own year; nobody else's to read until it is handed in."""

    subject = models.OneToOneField(Subject, models.PROTECT, primary_key=True, related_name="self_review")
    text = models.TextField("自评", max_length=5000)
    written_at = models.DateTimeField()

    privacy = classify(internal="subject written_at", personal="text")

    def __str__(self) -> str:
        return f"self-review of {self.pk}"


class Verdict(models.Model):
    """The opinion on a member; a later version corrects the one before, which stays. The latest counts."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="verdicts", db_index=False)
    version = models.PositiveSmallIntegerField()
    grade = models.CharField("等次", max_length=12, choices=Grade.choices, blank=True)
    opinion = models.TextField("评定意见", max_length=1000, blank=True)
    reason = models.CharField("与测评结果不同的理由", max_length=300, blank=True)
    decided_on = models.DateField("评定日期")
    correction = models.CharField("更正原因", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    read_at = models.DateTimeField(null=True)
    read_way = models.CharField(max_length=8, choices=ReadWay.choices, blank=True)

    privacy = classify(
        internal="id subject version decided_on recorded_at recorded_by",
        personal="grade opinion reason correction read_at read_way",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "version"], name="evaluation_verdict_version"),
            models.CheckConstraint(
                condition=Q(version=1, correction="") | Q(version__gt=1) & ~Q(correction=""),
                name="evaluation_verdict_correction",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_way="") | Q(read_at__isnull=False) & ~Q(read_way=""),
                name="evaluation_verdict_read_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"verdict {self.pk}"
