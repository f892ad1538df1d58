"""Exams and their papers."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xuezuo.platform.privacy import classify
from xuezuo.study.exams.models.bank import Bank, QuestionVersion
from xuezuo.study.exams.types import ExamMode, ExamState, PaperKind, QuestionKind


class Exam(models.Model):
    """An exam that a unit sets for the members of itself and everything below it.

    `ask` names the ask of a campaign, plan or prompt that a sitting meets. `minutes` is the time limit of one sitting,
    None = until the window closes. `pass_marks` in hundredths of a mark, None = nothing is passed or failed.
    `attempts` 0 = as often as wanted (practice). `extend_reason` says why it closes later than announced; empty = it
    does not.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="exams")
    title = models.CharField("名称", max_length=120)
    instructions = models.TextField("说明", max_length=2000, blank=True)
    mode = models.CharField("方式", max_length=12, choices=ExamMode.choices)
    paper = models.CharField("试卷", max_length=8, choices=PaperKind.choices, default=PaperKind.FIXED)
    opens_at = models.DateTimeField("开始时间")
    closes_at = models.DateTimeField("结束时间")
    minutes = models.PositiveSmallIntegerField("时限（分钟）", null=True)
    attempts = models.PositiveSmallIntegerField("次数", default=1)
    pass_marks = models.PositiveIntegerField("合格分", null=True)
    full_marks = models.PositiveIntegerField(default=0)
    unit_types = ArrayField(models.CharField(max_length=20), default=list)
    shuffles_questions = models.BooleanField("题目乱序", default=True)
    shuffles_options = models.BooleanField("选项乱序", default=True)
    shows_key_at_end = models.BooleanField("考试结束后公布答案", default=True)
    ask = models.ForeignKey("asks.Ask", models.PROTECT, null=True, related_name="exams")
    state = models.CharField(max_length=10, choices=ExamState.choices, default=ExamState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    extend_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit title instructions mode paper opens_at closes_at minutes attempts pass_marks full_marks"
        " unit_types shuffles_questions shuffles_options shows_key_at_end ask state made_at made_by published_at"
        " closed_at void_reason extend_reason"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "closes_at"], name="exams_exam_open")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="exams_exam_window"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="void") | Q(published_at__isnull=False),
                name="exams_exam_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PaperItem(models.Model):
    """One question of a fixed paper, with its marks in hundredths."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    marks = models.PositiveIntegerField()

    privacy = classify(internal="id exam position version marks")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["exam", "position"], name="exams_item_position"),
            models.UniqueConstraint(fields=["exam", "version"], name="exams_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.position}"


class DrawRule(models.Model):
    """How many questions of which kind and topic a sitting draws from a bank; `topic` "" = any."""

    exam = models.ForeignKey(Exam, models.PROTECT, related_name="draw_rules")
    position = models.PositiveSmallIntegerField()
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=QuestionKind.choices)
    topic = models.CharField(max_length=60, blank=True)
    count = models.PositiveSmallIntegerField()
    marks = models.PositiveIntegerField()

    privacy = classify(internal="id exam position bank kind topic count marks")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["exam", "position"], name="exams_rule_position")]

    def __str__(self) -> str:
        return f"{self.exam_id} {self.position}"
