"""Congresses of delegates: how many seats, which unit elects how many, who was elected and may sit."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.elections.types import CongressState, DelegateState


class Congress(models.Model):
    """A congress 党代表大会 that a committee holds."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="congresses")
    title = models.CharField("名称", max_length=120)
    planned_on = models.DateField("拟召开日期")
    seats = models.PositiveSmallIntegerField("代表名额")
    document = models.CharField("名额和召开的批复", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=CongressState.choices, default=CongressState.OPEN)
    void_reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit title planned_on seats document state void_reason made_at made_by")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="elections_congress_seats"),
        ]

    def __str__(self) -> str:
        return self.title


class Quota(models.Model):
    """How many delegates a unit elects."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="quotas")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    seats = models.PositiveSmallIntegerField("名额")

    privacy = classify(internal="id congress unit seats")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["congress", "unit"], name="elections_quota_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="elections_quota_seats"),
        ]

    def __str__(self) -> str:
        return f"quota {self.pk}"


class Delegate(models.Model):
    """That a member was elected delegate, and what the check of credentials found."""

    congress = models.ForeignKey(Congress, models.PROTECT, related_name="delegates")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="delegates")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DelegateState.choices, default=DelegateState.ELECTED)
    reason = models.CharField("审查意见", max_length=300, blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id congress unit election checked_by", personal="member state reason checked_on")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["congress", "member"], name="elections_delegate_once"),
            models.CheckConstraint(
                condition=Q(state="elected", checked_on__isnull=True)
                | ~Q(state="elected") & Q(checked_on__isnull=False),
                name="elections_delegate_checked",
            ),
        ]

    def __str__(self) -> str:
        return f"delegate {self.pk}"
