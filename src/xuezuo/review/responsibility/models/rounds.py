"""Reviews of reports: a superior's round and one line for each secretary who reports."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.responsibility.types import Grade, RoundState


class ReviewRound(models.Model):
    """A unit's yearly review of the reports of the secretaries directly below; closed when results were told."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=100)
    held_on = models.DateField("评议会日期")
    document = models.CharField("依据", max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.OPEN)
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    privacy = classify(internal="id uid unit year title held_on document state poll made_at made_by closed_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="responsibility_round_once"),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN, closed_at=None)
                | Q(state=RoundState.CLOSED, closed_at__isnull=False),
                name="responsibility_round_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.uid}"


class ReviewEntry(models.Model):
    """One secretary in a round: sealed for the person and for those who keep the round."""

    uid = models.UUIDField(unique=True)
    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="entries")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("述职顺序")
    reports_at = models.TimeField("述职时间", null=True)
    is_written = models.BooleanField("书面述职", default=False)
    questions = models.TextField("提问和点评", max_length=4000, blank=True)
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, null=True, related_name="+")
    grade = models.CharField("评定等次", max_length=8, choices=Grade.choices, blank=True)
    opinion = models.TextField("评议意见", max_length=4000, blank=True)
    left_out_why = models.CharField("不参加的原因", max_length=200, blank=True)

    privacy = classify(
        internal="id uid round unit number reports_at is_written poll",
        personal="member questions grade opinion left_out_why",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "unit"], name="responsibility_entry_once"),
            models.CheckConstraint(
                condition=Q(left_out_why="") | Q(grade=""), name="responsibility_entry_left_out_ungraded"
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.number} of round {self.round_id}"
