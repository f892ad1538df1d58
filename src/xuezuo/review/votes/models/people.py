"""Who is left out, who said what in writing, and the frozen list."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.votes.types import STATED, Stand, Why


class Exclusion(models.Model):
    """That a member is left out of V, stated before the start: the reason and the papers that it rests on."""

    vote = models.ForeignKey("votes.Vote", models.PROTECT, related_name="exclusions")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    why = models.CharField("不计入应到会的原因", max_length=16, choices=[(one.value, one.label) for one in STATED])
    document = models.CharField("依据（文件、决定及文号）", max_length=200)
    consent = models.CharField("上级党组织同意的文号", max_length=200, blank=True)
    is_approved = models.BooleanField("已经支部大会通过", default=False)
    stated_at = models.DateTimeField()
    stated_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id vote unit stated_at stated_by", personal="member why document consent is_approved")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "member"], name="votes_exclusion_once")]

    def __str__(self) -> str:
        return f"exclusion {self.pk}"


class Opinion(models.Model):
    """What an absent member said in writing: sealed, read by that member and by the services that add up."""

    vote = models.ForeignKey("votes.Vote", models.PROTECT, related_name="opinions")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    stand = models.CharField("意见", max_length=8, choices=Stand.choices)
    received_at = models.DateTimeField("交来时间")
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id vote recorded_at recorded_by", personal="member stand received_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "member"], name="votes_opinion_once")]

    def __str__(self) -> str:
        return f"opinion {self.pk}"


class Elector(models.Model):
    """Somebody on the roster of the day as the vote was started: entitled or why not, present, counted in writing."""

    vote = models.ForeignKey("votes.Vote", models.PROTECT, related_name="electors")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    why = models.CharField(max_length=16, choices=Why.choices, blank=True)
    document = models.CharField(max_length=200, blank=True)
    consent = models.CharField(max_length=200, blank=True)
    is_present = models.BooleanField()
    has_written = models.BooleanField(default=False)

    privacy = classify(internal="id vote unit", personal="member name why document consent is_present has_written")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vote", "member"], name="votes_elector_once"),
            models.CheckConstraint(
                condition=Q(has_written=False) | Q(is_present=False, why=""), name="votes_writes_who_is_absent"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["member"], name="votes_elector_member")]

    def __str__(self) -> str:
        return f"elector {self.pk}"
