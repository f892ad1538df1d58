"""Problems found in a report or a review of reports: noted, reported as put right, confirmed by a second person."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from xuezuo.life.types import Progress
from xuezuo.platform.privacy import classify
from xuezuo.review.responsibility.models.reports import Report
from xuezuo.review.responsibility.types import Holder, ProblemStep


class Problem(models.Model):
    """A problem found: measure, who answers for it, until when, what came of it.

    It moves like a decision of a meeting (`life.Resolution`): who puts it right reports it (`reported_on`, `outcome`),
    another person confirms it (`closed_on`, `confirmed_by`) or returns it. Each change is a `ProblemEvent`. Those
    closed before there were two steps have no `reported_on`.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="problem_list")
    entry = models.ForeignKey("responsibility.ReviewEntry", models.PROTECT, null=True, related_name="problem_list")
    what = models.CharField("问题", max_length=300)
    measure = models.CharField("整改措施", max_length=400)
    holder = models.CharField("责任人", max_length=20, choices=Holder.choices)
    due_on = models.DateField("整改期限")
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)
    reported_on = models.DateField("报告完成日期", null=True)
    reported_by = models.BigIntegerField(null=True)
    outcome = models.CharField("整改结果", max_length=300, blank=True)
    closed_on = models.DateField("完成日期", null=True)
    confirmed_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid unit report entry holder due_on noted_at noted_by reported_on reported_by closed_on"
        " confirmed_by",
        personal="what measure outcome",
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "due_on"], name="responsibility_problem_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(report__isnull=False, entry=None) | Q(report=None, entry__isnull=False),
                name="responsibility_problem_of_one",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, reported_on=None, outcome="")
                | (Q(closed_on__isnull=False) | Q(reported_on__isnull=False)) & ~Q(outcome=""),
                name="responsibility_problem_outcome_pair",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("reported_by")),
                name="responsibility_problem_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"problem {self.uid}"

    @property
    def progress(self) -> Progress:
        """How far it is, in the words of follow-ups."""
        if self.closed_on:
            return Progress.DONE
        return Progress.REPORTED if self.reported_on else Progress.OPEN

    @property
    def done_on(self) -> object:
        """The day it was put right, once confirmed; the name follow-ups use."""
        return self.closed_on


class ProblemEvent(models.Model):
    """One thing that happened to a problem: what, when, by whom, with which words."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="events")
    step = models.CharField(max_length=10, choices=ProblemStep.choices)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=80)

    privacy = classify(internal="id problem step at by by_label", personal="note")

    def __str__(self) -> str:
        return f"{self.step} of {self.problem_id}"
