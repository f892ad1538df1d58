"""Who is out of a contest, and who is in again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.contests.models.contest import Contest
from xuezuo.study.contests.models.knowledge import Team


class Ruling(models.Model):
    """That a team, or the work of a number, is disqualified (`is_out`) or no longer; the last one holds, all stay."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rulings")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="rulings")
    number = models.PositiveSmallIntegerField(null=True)
    is_out = models.BooleanField()
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id contest team number is_out reason made_at made_by")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(team__isnull=True, number__isnull=False) | Q(team__isnull=False, number__isnull=True),
                name="contests_ruling_about",
            )
        ]

    def __str__(self) -> str:
        return f"ruling {self.pk}"
