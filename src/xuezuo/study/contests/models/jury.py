"""Juries, their marks, and what came of them."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.study.contests.models.contest import Contest
from xuezuo.study.contests.models.work import Entry
from xuezuo.study.contests.types import Award, marks_text


class Criterion(models.Model):
    """What jurors mark, with its full marks in hundredths; stands from the day the contest is opened."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("评分项目", max_length=40)
    marks = models.PositiveIntegerField("满分")

    privacy = classify(internal="id contest position title marks")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contest", "position"], name="contests_criterion_position")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def marks_words(self) -> str:
        """The full marks in marks."""
        return marks_text(self.marks).removesuffix(".00")


class Juror(models.Model):
    """That a member judges a contest: sealed, so that authors never learn it. A released juror's marks do not count."""

    uid = models.UUIDField(unique=True)
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="jurors")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    appointed_by = models.BigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)

    privacy = classify(internal="id uid contest appointed_at appointed_by released_at", personal="member")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contest", "member"], name="contests_juror_once")]

    def __str__(self) -> str:
        return f"juror {self.pk}"


class Assignment(models.Model):
    """That a juror is to judge a work: every work of the contest but those of the own branch."""

    juror = models.ForeignKey(Juror, models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="assignments")

    privacy = classify(internal="id", personal="juror entry")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["juror", "entry"], name="contests_assignment_once")]

    def __str__(self) -> str:
        return f"assignment {self.pk}"


class Marking(models.Model):
    """What a juror gave a work, criterion id -> hundredths; a change is another version, the last one counts."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="markings")
    version = models.PositiveSmallIntegerField()
    marks = models.JSONField()
    total = models.PositiveIntegerField()
    note = models.CharField("评语", max_length=500, blank=True)
    marked_at = models.DateTimeField()

    privacy = classify(internal="id assignment version marked_at", personal="marks total note")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "version"], name="contests_marking_version")
        ]

    def __str__(self) -> str:
        return f"marking {self.pk}"


class Result(models.Model):
    """What a work came to: the mean in hundredths of a mark, of how many jurors, and the award.

    `is_public`: every author agreed, so that the work is shown with `credit`, the authors' names; else the number only,
    which therefore stands here too.
    """

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="results")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="result")
    number = models.PositiveSmallIntegerField()
    mean = models.PositiveIntegerField()
    full_marks = models.PositiveIntegerField()
    markings = models.PositiveSmallIntegerField()
    is_trimmed = models.BooleanField(default=False)
    award = models.CharField("奖项", max_length=10, choices=Award.choices, blank=True)
    is_public = models.BooleanField(default=False)
    credit = models.CharField(max_length=400, blank=True)

    privacy = classify(
        internal="id contest entry number full_marks markings is_trimmed", personal="mean award is_public credit"
    )

    def __str__(self) -> str:
        return f"result of {self.entry_id}"

    @property
    def mean_words(self) -> str:
        """The mean in marks."""
        return marks_text(self.mean)

    @property
    def full_words(self) -> str:
        """The full marks in marks."""
        return marks_text(self.full_marks).removesuffix(".00")
