"""Contests."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.contests.types import ContestKind, ContestState


class Contest(models.Model):
    """A contest that a unit holds for the members of itself and everything below it."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="contests")
    kind = models.CharField("类型", max_length=10, choices=ContestKind.choices)
    title = models.CharField("名称", max_length=120)
    topic = models.CharField("主题", max_length=200, blank=True)
    rules = models.TextField("规则", max_length=4000, blank=True)
    held_on = models.DateField("举办日期", null=True)
    entries_until = models.DateTimeField("投稿截止", null=True)
    drops_extremes = models.BooleanField("去掉一个最高分和一个最低分", default=False)
    state = models.CharField(max_length=10, choices=ContestState.choices, default=ContestState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    judging_at = models.DateTimeField(null=True)
    awarding_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit kind title topic rules held_on entries_until drops_extremes state made_at made_by"
        " opened_at judging_at awarding_at closed_at void_reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="knowledge") | Q(entries_until__isnull=False), name="contests_contest_deadline"
            ),
            models.CheckConstraint(
                condition=Q(kind="knowledge") & ~Q(state__in=["judging", "awarding"]) | ~Q(kind="knowledge"),
                name="contests_contest_states",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "void"]) | Q(opened_at__isnull=False), name="contests_opened_pair"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="contests_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_written(self) -> bool:
        """Works are handed in and judged by a jury."""
        return self.kind != ContestKind.KNOWLEDGE

    @property
    def state_label(self) -> str:
        """The state in words that fit the kind."""
        if self.is_written and self.state == ContestState.OPEN:
            return "征集中"
        return ContestState(self.state).label
