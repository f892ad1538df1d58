"""Sittings, their saved steps, and what they came to."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.exams.models.bank import QuestionVersion
from xuezuo.study.exams.models.paper import Exam
from xuezuo.study.exams.types import SittingSource, SittingState


class Sitting(models.Model):
    """That a member sat an exam: the fact, without marks.

    `uid` may be made by the client: the same uid is the same sitting. `items` is the paper of this sitting, in the
    order shown: `[[question version id, marks, [option positions]], ...]`; the positions are those of the question
    version in the order shown, `[0, 1]` for a statement, `[]` where one writes. `unit` is the member's unit of
    that day. `due_at` is the instant after which answers no longer count.
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
            models.Index(fields=["due_at"], condition=Q(state="started"), name="exams_sitting_running"),
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
    """Answers saved at one moment; only ever added. The answer that was given last wins, question by question.

    `answers` maps the position in the sitting's `items` (as text) to `[answer, when]`. The answer: a list of positions
    of options as the question version has them (whatever order the screen showed; right = 0, wrong = 1), or for
    blanks and short answers a list of texts. When: milliseconds since 1970 on the client's clock, set by the server's.
    `made_at` is when the client sent it, by that clock. The client's uid makes a repeat the same.
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


class AnswerSheet(models.Model):
    """All steps of a sitting laid over each other: the answers as they stand now, in the form of a step.

    Whoever reads answers reads them here; the steps are the evidence. `number` is that of the last step. Answers that
    came too late are in the steps only. Every save holds the lock of this row.
    """

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="sheet")
    number = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    was_offline = models.BooleanField(default=False)

    privacy = classify(internal="id sitting number was_offline", personal="answers")

    def __str__(self) -> str:
        return f"answer sheet of {self.sitting_id}"


class Result(models.Model):
    """What a sitting came to; seen by the person, counted upwards. `marks` in hundredths; None = not yet marked.

    `item_marks` are the marks of each question in the order of the sitting's `items`, None = waits for a person; the
    column is None when only the sum is known. `reason` says why there is a version after the first; `parts` holds the
    sections of a paper exam as `[[title, marks, full marks], ...]`.
    """

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="result")
    marks = models.PositiveIntegerField(null=True)
    full_marks = models.PositiveIntegerField()
    is_passed = models.BooleanField(null=True)
    graded_at = models.DateTimeField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=200, blank=True)
    parts = models.JSONField(default=list)
    item_marks = ArrayField(models.IntegerField(null=True), null=True)

    privacy = classify(
        internal="id sitting full_marks graded_at version reason", personal="marks is_passed parts item_marks"
    )

    def __str__(self) -> str:
        return f"result of {self.sitting_id}"


class ResultRevision(models.Model):
    """What a result said before it was corrected or regraded; the reason stands with the version that follows."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    marks = models.PositiveIntegerField(null=True)
    is_passed = models.BooleanField(null=True)
    parts = models.JSONField(default=list)
    graded_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField()
    replaced_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id result version graded_at replaced_at replaced_by", personal="marks is_passed parts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "version"], name="exams_result_revision_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of result {self.result_id}"


class Response(models.Model):
    """A short answer, which a person marks; `marks` None = waits for that.

    Questions that the machine marks have no row here (a city's exam would make millions): their marks are in
    `Result.item_marks`, their answers in `AnswerSheet`.

    A marker holds an answer (`claimed_by`) until `claimed_until`; nobody else is shown it meanwhile.
    """

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="responses", db_index=False)
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="responses")
    answer = models.JSONField(null=True)
    marks = models.PositiveIntegerField(null=True)
    full_marks = models.PositiveIntegerField()
    marked_by = models.BigIntegerField(null=True)
    marked_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    claimed_by = models.BigIntegerField(null=True)
    claimed_until = models.DateTimeField(null=True)

    privacy = classify(
        internal="id sitting position version full_marks marked_by marked_at claimed_by claimed_until",
        personal="answer marks note",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sitting"], condition=Q(marks__isnull=True), name="exams_response_unmarked"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sitting", "position"], name="exams_response_once"),
        ]

    def __str__(self) -> str:
        return f"response {self.position} of {self.sitting_id}"


class ResponseRevision(models.Model):
    """The marks that a person had given before they were changed, and why they were."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    marks = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    marked_by = models.BigIntegerField(null=True)
    marked_at = models.DateTimeField(null=True)
    replaced_by = models.BigIntegerField(null=True)
    replaced_at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    privacy = classify(
        internal="id response number marked_by marked_at replaced_by replaced_at reason", personal="marks note"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "number"], name="exams_response_revision_once"),
        ]

    def __str__(self) -> str:
        return f"marks {self.number} of response {self.response_id}"
