"""An election, its steps, who may elect, who stands, who watches the count."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.elections.types import (
    Body,
    CandidateState,
    ElectionKind,
    ElectionState,
    StepKind,
    WatcherRole,
    Why,
)


class Election(models.Model):
    """An election of a unit. `written` is what was written to posts and terms, for a correction only.

    `consent` is the recorded vote by which seats were given up: [present, consenting, seats before].
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="elections")
    kind = models.CharField("类型", max_length=12, choices=ElectionKind.choices)
    title = models.CharField("名称", max_length=120)
    state = models.CharField(max_length=10, choices=ElectionState.choices, default=ElectionState.PREPARING)
    seats = models.PositiveSmallIntegerField("应选名额")
    congress = models.ForeignKey("elections.Congress", models.PROTECT, null=True, related_name="elections")
    meeting = models.ForeignKey("life.Activity", models.PROTECT, null=True, related_name="+")
    held_on = models.DateField("选举日期", null=True)
    is_past = models.BooleanField("事后补录", default=False)
    consent = models.JSONField(null=True)
    written = models.JSONField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid unit kind title state seats congress meeting held_on is_past consent written void_reason"
        " made_at made_by"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="elections_seats"),
            models.CheckConstraint(
                condition=Q(state="void") & ~Q(void_reason="") | ~Q(state="void") & Q(void_reason=""),
                name="elections_void_pair",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["meeting", "elected", "reported", "done"]) | Q(held_on__isnull=False),
                name="elections_held_pair",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-made_at"], name="elections_unit")]

    def __str__(self) -> str:
        return f"election {self.uid}"

    @property
    def day(self) -> dt.date:
        """The day of the election; there is one as soon as the electors are fixed."""
        if self.held_on is None:
            raise LookupError("the electors are not fixed")
        return self.held_on


class Step(models.Model):
    """One step with its day, its document and who entered it; never changed, never deleted."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind.choices)
    on = models.DateField("日期")
    document = models.CharField("文件", max_length=200, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField(null=True)
    entered_label = models.CharField(max_length=60)

    privacy = classify(internal="id election kind on document note entered_at entered_by entered_label")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["election", "id"], name="elections_step_election")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.election_id}"


class Candidate(models.Model):
    """Somebody who is proposed, stands or was written in, for the meeting's or the committee's ballot.

    `office` is the post a candidate of the committee's ballot stands for; `title` the wording of the post to be
    written (组织委员). `elected_in` is the round that elected the candidate.
    """

    election = models.ForeignKey(Election, models.PROTECT, related_name="candidates")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body.choices)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    office = models.CharField(max_length=20, blank=True)
    title = models.CharField("职务全称", max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=CandidateState.choices, default=CandidateState.PROPOSED)
    position = models.PositiveSmallIntegerField("排序")
    origin = models.CharField("推荐情况", max_length=200, blank=True)
    elected_in = models.ForeignKey("elections.Round", models.PROTECT, null=True, related_name="elected")

    privacy = classify(
        internal="id election unit body office title position elected_in", personal="member state origin"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["election", "body", "member"], name="elections_candidate_once"),
        ]

    def __str__(self) -> str:
        return f"candidate {self.pk}"


class Elector(models.Model):
    """A line of the frozen list: who may elect, who may not and why, who came."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="electors")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body.choices)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    why = models.CharField("没有选举权的原因", max_length=12, choices=Why.choices, blank=True)
    document = models.CharField("依据", max_length=200, blank=True)
    is_present = models.BooleanField("到会", default=False)

    privacy = classify(internal="id election unit body", personal="member why document is_present")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["election", "body", "member"], name="elections_elector_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["member"], name="elections_elector_member")]

    def __str__(self) -> str:
        return f"elector {self.pk}"


class Watcher(models.Model):
    """A scrutineer or teller, as the meeting confirmed."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="watchers")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    body = models.CharField(max_length=10, choices=Body.choices)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=WatcherRole.choices)

    privacy = classify(internal="id election unit body role", personal="member")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["election", "body", "member"], name="elections_watcher_once"),
        ]

    def __str__(self) -> str:
        return f"watcher {self.pk}"
