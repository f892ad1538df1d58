"""One ballot of an election and what it came to."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.elections.models.election import Election
from xuezuo.review.elections.types import Body, RoundKind, RoundState


class Round(models.Model):
    """A ballot: for how many seats, who stood, who could vote; then what was counted and who is elected.

    Numbers are frozen here, so that the arithmetic can be read for good. `standing` are ids of candidates in the order
    of the ballot. `poll` is None for a count that was entered from paper.
    """

    uid = models.UUIDField(unique=True)
    election = models.ForeignKey(Election, models.PROTECT, related_name="rounds")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body.choices)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=RoundKind.choices)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    seats = models.PositiveSmallIntegerField("应选名额")
    standing = ArrayField(models.BigIntegerField())
    entitled = models.PositiveIntegerField("应到会有选举权人数")
    present = models.PositiveIntegerField("实到会有选举权人数")
    poll = models.OneToOneField("ballots.Poll", models.PROTECT, null=True, related_name="election_round")
    counted = models.JSONField(null=True)
    result = models.JSONField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)
    opened_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid election unit body number kind state seats standing entitled present poll void_reason"
        " opened_at counted_at",
        personal="counted result",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["election", "number"], name="elections_round_number"),
            models.UniqueConstraint(fields=["election"], condition=Q(state="open"), name="elections_round_one_open"),
            models.CheckConstraint(
                condition=Q(state="counted", counted__isnull=False, result__isnull=False, counted_at__isnull=False)
                | ~Q(state="counted"),
                name="elections_round_counted",
            ),
            models.CheckConstraint(
                condition=Q(state="void") & ~Q(void_reason="") | ~Q(state="void") & Q(void_reason=""),
                name="elections_round_void",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of {self.election_id}"

    @property
    def numbers(self) -> dict[str, Any]:
        """What was counted; empty before it is."""
        return self.counted or {}

    @property
    def outcome(self) -> dict[str, Any]:
        """Who is elected, tied, how many seats are missing; empty before it is counted."""
        return self.result or {}
