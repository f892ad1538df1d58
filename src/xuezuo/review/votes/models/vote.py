"""The vote and its earlier counts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.votes.types import ONE_BY_ONE, POLLED, RuledBy, VoteKind, VoteMethod, VoteState


class Vote(models.Model):
    """One motion put to the vote at one meeting.

    From the start V, P and the written opinions are numbers that do not change; from the stop the count neither, except
    by a correction that keeps the former version. `quorum_lines` and `result_lines` are the arithmetic as minutes show
    it, written once with the numbers. `is_passed` None = not stopped, to be voted on again, or left to the meeting's
    own rules, see `VoteRuling`. `poll_uid` names the secret poll of `review.ballots`, where there is one.
    """

    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="votes")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="votes")
    kind = models.CharField("表决事项", max_length=24, choices=VoteKind.choices)
    subject = models.CharField("议题", max_length=200)
    candidate_name = models.CharField("表决对象", max_length=60, blank=True)
    candidate = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    method = models.CharField("表决方式", max_length=12, choices=VoteMethod.choices)
    scrutineer = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    counter = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=VoteState.choices, default=VoteState.PREPARED)
    version = models.PositiveSmallIntegerField(default=1)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeats")
    repeat_reason = models.CharField("重新表决的原因", max_length=200, blank=True)
    poll_uid = models.UUIDField(null=True)

    entitled = models.PositiveIntegerField(null=True)
    present = models.PositiveIntegerField(null=True)
    written_yes = models.PositiveIntegerField(default=0)
    written_no = models.PositiveIntegerField(default=0)
    written_abstain = models.PositiveIntegerField(default=0)

    issued = models.PositiveIntegerField("发出", null=True)
    returned = models.PositiveIntegerField("收回", null=True)
    invalid = models.PositiveIntegerField("无效", null=True)
    yes = models.PositiveIntegerField("赞成", null=True)
    no = models.PositiveIntegerField("不赞成", null=True)
    abstain = models.PositiveIntegerField("弃权", null=True)
    is_passed = models.BooleanField(null=True)
    must_repeat = models.BooleanField(default=False)
    quorum_lines = models.JSONField(default=list)
    result_lines = models.JSONField(default=list)

    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(null=True)
    started_by = models.BigIntegerField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)

    privacy = classify(
        internal="id uid activity unit kind method scrutineer counter state version follows repeat_reason poll_uid"
        " entitled present issued returned invalid must_repeat quorum_lines made_at made_by started_at started_by"
        " stopped_at stopped_by voided_at void_reason",
        personal="subject candidate_name candidate written_yes written_no written_abstain yes no abstain is_passed"
        " result_lines",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="prepared", started_at__isnull=True, entitled__isnull=True)
                | Q(state="void")
                | Q(state__in=("started", "stopped", "repeated"), started_at__isnull=False, entitled__isnull=False),
                name="votes_started_pair",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("prepared", "started"), stopped_at__isnull=True)
                | Q(state__in=("stopped", "repeated"), stopped_at__isnull=False)
                | Q(state="void"),
                name="votes_stopped_pair",
            ),
            models.CheckConstraint(
                condition=Q(state="void", voided_at__isnull=False) & ~Q(void_reason="")
                | ~Q(state="void") & Q(voided_at__isnull=True, void_reason=""),
                name="votes_void_pair",
            ),
            models.CheckConstraint(
                condition=Q(present__isnull=True) | Q(present__lte=models.F("entitled")),
                name="votes_present_in_entitled",
            ),
            models.UniqueConstraint(fields=["follows"], name="votes_repeated_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["activity", "made_at"], name="votes_of_activity")]

    def __str__(self) -> str:
        return f"vote {self.uid}"

    @property
    def is_one_by_one(self) -> bool:
        """Whether it is about one person, secret, and written opinions count."""
        return self.kind in ONE_BY_ONE

    @property
    def is_polled(self) -> bool:
        """Whether `review.ballots` runs the ballot."""
        return self.method in POLLED

    @property
    def is_secret(self) -> bool:
        """Whether nobody sees what others vote."""
        return self.method != VoteMethod.OPEN

    @property
    def is_open_to_ruling(self) -> bool:
        """Whether the count is in and no provision says what came of it."""
        return self.state == VoteState.STOPPED and self.is_passed is None and not self.must_repeat

    @property
    def written(self) -> int:
        """How many written opinions count."""
        return self.written_yes + self.written_no + self.written_abstain


class VoteRevision(models.Model):
    """What a count said before it was corrected, by whom, when and why."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    fields = models.JSONField()
    reason = models.CharField("更正原因", max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id vote version reason changed_at changed_by", personal="fields")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "version"], name="votes_revision_once")]

    def __str__(self) -> str:
        return f"version {self.version} of {self.vote_id}"


class VoteRuling(models.Model):
    """What was ruled on a result that no provision decides: by whom, on which article, why. Never changed.

    It holds for the version of the vote that it made; a corrected count asks for a new one.
    """

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="rulings")
    version = models.PositiveSmallIntegerField()
    is_passed = models.BooleanField("认定结果")
    by = models.CharField("认定主体", max_length=10, choices=RuledBy.choices)
    on = models.DateField("认定日期")
    article = models.CharField("依据", max_length=200)
    reason = models.CharField("理由", max_length=300)
    ruled_at = models.DateTimeField()
    ruled_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id vote version by on article ruled_at ruled_by", personal="is_passed reason")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "version"], name="votes_ruling_once")]

    def __str__(self) -> str:
        return f"ruling {self.version} of {self.vote_id}"
