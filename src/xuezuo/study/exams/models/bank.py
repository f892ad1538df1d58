"""Question banks."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.study.exams.types import QuestionKind


class Bank(models.Model):
    """A question bank kept by a unit.

    `is_shared`: authors of exams below that unit see it, with its keys, and may draw from it too.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="question_banks")
    title = models.CharField("名称", max_length=80)
    note = models.CharField("说明", max_length=300, blank=True)
    is_shared = models.BooleanField("下级可用", default=False)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit title note is_shared made_at made_by")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "title"], name="exams_bank_title")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question under its number in the bank; what it says is in its versions."""

    uid = models.UUIDField(unique=True)
    bank = models.ForeignKey(Bank, models.PROTECT, related_name="questions")
    number = models.CharField("题号", max_length=40)
    kind = models.CharField("题型", max_length=12, choices=QuestionKind.choices)
    topic = models.CharField("知识点", max_length=60, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    retired_at = models.DateTimeField(null=True)

    privacy = classify(internal="id uid bank number kind topic version retired_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["bank", "number"], name="exams_question_number")]

    def __str__(self) -> str:
        return f"{self.bank_id} {self.number}"


class QuestionVersion(models.Model):
    """What a question says from this version on; never changed.

    `options` is a list of texts; `key` a list: positions of right options for choices, [true] or [false], for each
    blank of a fill-in a list of accepted forms, for short answers a list with one model answer.

    The one column that changes is `corrected_by`: the later version whose key is the right one for this version too.
    Whoever grades reads the key there (one step, never a chain).
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stem = models.TextField("题干", max_length=2000)
    options = models.JSONField("选项", default=list)
    key = models.JSONField("答案")
    explanation = models.TextField("解析", max_length=2000, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)
    reason = models.CharField("修改原因", max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    corrected_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    privacy = classify(
        internal="id question number stem options key explanation source reason made_at made_by corrected_by"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "number"], name="exams_version_once")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.question_id}"
