"""Polls, what is on the ballot, and who may vote."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.ballots.types import PollMode, PollPurpose, PollState, Way


class Poll(models.Model):
    """A secret poll of a unit; what it came to stands apart, see `Outcome`.

    The public keys are those of an electronic poll; the private ones lie in the data folder (see `exchange.keyring`).
    `unreadable` counts what was put into the box and is no ballot of this poll.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="polls")
    purpose = models.CharField("用途", max_length=12, choices=PollPurpose.choices)
    mode = models.CharField("选票", max_length=12, choices=PollMode.choices)
    title = models.CharField("名称", max_length=200)
    instructions = models.TextField("说明", max_length=2000, blank=True)
    closes_at = models.DateTimeField("投票截止", null=True)
    most_yes = models.PositiveSmallIntegerField("应选人数", null=True)
    write_ins = models.PositiveSmallIntegerField("可另选人数", default=0)
    state = models.CharField(max_length=8, choices=PollState.choices, default=PollState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)
    entitled = models.PositiveIntegerField("有投票权人数", default=0)
    sign_key = models.TextField(blank=True)
    seal_key = models.TextField(blank=True)
    round = models.PositiveSmallIntegerField("计票次数", default=1)
    round_reason = models.CharField(max_length=300, blank=True)
    unreadable = models.PositiveIntegerField(default=0)

    privacy = classify(
        internal="id uid unit purpose mode instructions closes_at most_yes write_ins state made_at made_by opened_at"
        " closed_at voided_at void_reason entitled sign_key seal_key round round_reason unreadable",
        personal="title",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="ballots_closed_pair",
            ),
            models.CheckConstraint(
                condition=Q(state="void", voided_at__isnull=False) & ~Q(void_reason="")
                | ~Q(state="void") & Q(voided_at__isnull=True, void_reason=""),
                name="ballots_void_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "void"]) | Q(opened_at__isnull=False, entitled__gt=0),
                name="ballots_opened_pair",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-made_at"], name="ballots_poll_unit")]

    def __str__(self) -> str:
        return f"poll {self.uid}"

    @property
    def is_electronic(self) -> bool:
        """Some ballots come in through browsers."""
        return self.mode != PollMode.PAPER

    @property
    def has_paper(self) -> bool:
        """Some ballots are counted by hand."""
        return self.mode != PollMode.ELECTRONIC


class Outcome(models.Model):
    """What a poll came to: sealed, read by services only, which know who may see how much of it.

    `paper` is the count both tellers agree on; `result` is written once, when the poll is closed, and is what
    everybody reads. Not on the poll itself: its row is for everybody on the list and every post above, and rows are
    shown or hidden as a whole.
    """

    poll = models.OneToOneField(Poll, models.PROTECT, primary_key=True, related_name="outcome")
    paper = models.JSONField(null=True)
    result = models.JSONField(null=True)

    privacy = classify(internal="poll", personal="paper result")

    def __str__(self) -> str:
        return f"outcome of {self.pk}"


class Item(models.Model):
    """One line of the ballot; `choices` is a list of [code, label]."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    label = models.CharField("事项", max_length=300)
    member = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    choices = models.JSONField()
    several = models.BooleanField(default=False)

    privacy = classify(internal="id poll position choices several", personal="label member")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["poll", "position"], name="ballots_item_position")]

    def __str__(self) -> str:
        return f"item {self.pk}"


class Elector(models.Model):
    """That a member may vote, and which kind of ballot the member took: sealed.

    `blinded` is the digest of what was signed blind: the same is signed again after a cut line, anything else is
    refused. It tells nothing of the ballot, whoever computes: that is what blinding means.
    """

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="electors")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    way = models.CharField("选票", max_length=12, choices=Way.choices, blank=True)
    blinded = models.CharField(max_length=64, blank=True)

    privacy = classify(internal="id poll", personal="member way blinded")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["poll", "member"], name="ballots_elector_once"),
            models.CheckConstraint(
                condition=Q(way="electronic") & ~Q(blinded="") | ~Q(way="electronic") & Q(blinded=""),
                name="ballots_elector_blinded",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["member"], name="ballots_elector_member")]

    def __str__(self) -> str:
        return f"elector {self.pk}"
