"""Who counts the paper, and what each of them counted."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.review.ballots.models.poll import Poll


class Teller(models.Model):
    """That a member counts the paper ballots of a poll."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="tellers")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")

    privacy = classify(internal="id poll", personal="member")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["poll", "member"], name="ballots_teller_once")]

    def __str__(self) -> str:
        return f"teller {self.pk}"


class Sheet(models.Model):
    """One teller's count in one round; sealed, so that the other does not see it before entering the own."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="sheets")
    round = models.PositiveSmallIntegerField()
    teller = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    content = models.JSONField()
    entered_at = models.DateTimeField()

    privacy = classify(internal="id poll round entered_at", personal="teller content")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["poll", "round", "teller"], name="ballots_sheet_once")]

    def __str__(self) -> str:
        return f"sheet {self.pk}"
