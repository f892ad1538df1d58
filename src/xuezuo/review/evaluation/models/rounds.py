"""A round, and the part that each branch has in it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.ballots.types import PollState
from xuezuo.review.evaluation.types import Body, PeersWay, RoundState, Step


class Round(models.Model):
    """Evaluation of one year in a unit and everything below it, or in one branch. `is_import`: paper of past years.

    Grades are counted upward once the round is closed: before, whoever watches the sums could tell the next branch.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="evaluations")
    year = models.PositiveSmallIntegerField("评议年度")
    title = models.CharField("名称", max_length=120)
    document = models.CharField("依据", max_length=200, blank=True)
    as_of = models.DateField("参评人员截止日")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    appeal_days = models.PositiveSmallIntegerField("申诉期限（天）")
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.RUNNING)
    is_import = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit year title document as_of starts_on ends_on appeal_days state is_import made_at made_by"
        " closed_at voided_at void_reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="evaluation_round_days"),
            models.CheckConstraint(
                condition=Q(state="void", voided_at__isnull=False) & ~Q(void_reason="")
                | ~Q(state="void") & Q(voided_at__isnull=True, void_reason=""),
                name="evaluation_round_void_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="evaluation_round_closed_pair"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-year"], name="evaluation_round_unit")]

    def __str__(self) -> str:
        return f"round {self.uid}"


class Part(models.Model):
    """What one branch does in a round. A branch evaluates once a year (branch.review.freq): `evaluation_part_once`.

    `activity` is the meeting of organizational life at which it was held: that deed, and nothing here, meets the duty.
    """

    uid = models.UUIDField(unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="parts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    peers_on = models.DateField("互评日期", null=True)
    peers_way = models.CharField("互评方式", max_length=10, choices=PeersWay.choices, blank=True)
    poll = models.OneToOneField("ballots.Poll", models.PROTECT, null=True, related_name="+")
    body = models.CharField("由谁评定", max_length=10, choices=Body.choices, blank=True)
    decided_on = models.DateField("评定日期", null=True)
    told_at = models.DateTimeField(null=True)
    told_on = models.DateField("反馈日期", null=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    finished_by = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid round unit year peers_on peers_way poll body decided_on told_at told_on activity finished_at"
        " finished_by voided_at void_reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(voided_at__isnull=True), name="evaluation_part_once"
            ),
            models.CheckConstraint(
                condition=Q(peers_on__isnull=True, peers_way="") | Q(peers_on__isnull=False) & ~Q(peers_way=""),
                name="evaluation_part_peers_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, body="") | Q(decided_on__isnull=False) & ~Q(body=""),
                name="evaluation_part_body_pair",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_on__isnull=True)
                | Q(told_at__isnull=False, told_on__isnull=False, decided_on__isnull=False),
                name="evaluation_part_told_pair",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(told_at__isnull=False), name="evaluation_part_finished_last"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | Q(voided_at__isnull=False) & ~Q(void_reason=""),
                name="evaluation_part_void_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.uid}"

    @property
    def step(self) -> Step:
        """Where the branch stands; reads the state of the poll, which lists load with the part."""
        if self.finished_at is not None:
            return Step.FINISHED
        if self.told_at is not None:
            return Step.FEEDBACK
        if self.peers_on is None:
            return Step.SELF
        if self.poll is None or self.poll.state != PollState.CLOSED:
            return Step.BALLOT
        return Step.OPINION
