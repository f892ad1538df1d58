"""Sittings, their saved steps, and what they came to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.exams.models.bank import QuestionVersion
from xuezuo.study.exams.models.paper import Exam
from xuezuo.study.exams.types import SittingSource, SittingState


class Sitting(models.Model):
    """That a member sat an exam: the fact, without marks.

    `uid` may be made by the client: the same uid is the same sitting. `items` is the paper of this sitting, in the
    order shown: `[[question version id, marks, [option positions]], ...]`. `unit` is the member's unit of that day.
    `due_at` is the instant after which answers no longer count.
    """

    uid = models.UUIDField(unique=True)
    exam = models.ForeignKey(Exam, models.PROTECT, related_name="sittings", db_index=False)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="sittings")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="sittings")
    attempt = models.PositiveSmallIntegerField(default=1)
    occurred_on = models.DateField()
    recorded_on = models.DateField()
    state = models.CharField(max_length=10, choices=SittingState.choices, default=SittingState.STARTED)
    source = models.CharField(max_length=8, choices=SittingSource.choices, default=SittingSource.SCREEN)
    items = models.JSONField(default=list)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    submit_uid = models.UUIDField(null=True)
    graded_at = models.DateTimeField(null=True)
    recorded_by = models.BigIntegerField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid exam member unit attempt occurred_on recorded_on state source started_at due_at submitted_at"
        " submit_uid graded_at recorded_by void_reason",
        personal="items",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["exam", "state"], name="exams_sitting_state"),
            models.Index(fields=["unit", "occurred_on"], name="exams_sitting_unit_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["exam", "member", "attempt"], condition=~Q(state="void"), name="exams_sitting_attempt"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["started", "void"]) | Q(submitted_at__isnull=False),
                name="exams_sitting_submitted_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"sitting {self.uid}"


class Step(models.Model):
    """Answers saved at one moment; only ever added. Later steps win, question by question.

    `answers` maps the position in the sitting's `items` (as text) to the answer: a list of option positions, a list
    of texts, or one text. `made_at` is the client's clock, kept as it says. The client's uid makes a repeat the same.
    """

    uid = models.UUIDField(unique=True)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    made_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()
    was_offline = models.BooleanField(default=False)

    privacy = classify(internal="id uid sitting number made_at saved_at was_offline", personal="answers")

    def __str__(self) -> str:
        return f"step {self.number} of {self.sitting_id}"


class Result(models.Model):
    """What a sitting came to; seen by the person, counted upwards. `marks` in hundredths; None = not yet marked."""

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="result")
    marks = models.PositiveIntegerField(null=True)
    full_marks = models.PositiveIntegerField()
    is_passed = models.BooleanField(null=True)
    graded_at = models.DateTimeField(null=True)
    version = models.PositiveSmallIntegerField(default=1)

    privacy = classify(internal="id sitting full_marks graded_at version", personal="marks is_passed")

    def __str__(self) -> str:
        return f"result of {self.sitting_id}"


class Response(models.Model):
    """One answer as it was graded; `marks` None = waits for a person to mark it."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="responses", db_index=False)
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="responses")
    answer = models.JSONField(null=True)
    marks = models.PositiveIntegerField(null=True)
    full_marks = models.PositiveIntegerField()
    marked_by = models.BigIntegerField(null=True)
    marked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    privacy = classify(
        internal="id sitting position version full_marks marked_by marked_at", personal="answer marks note"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "position"], name="exams_response_once"),
        ]

    def __str__(self) -> str:
        return f"response {self.position} of {self.sitting_id}"
