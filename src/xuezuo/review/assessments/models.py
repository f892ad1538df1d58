"""Questionnaires, their questions, and the polls through which they are answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.assessments.types import QuestionKind, SurveyState


class Survey(models.Model):
    """An anonymous questionnaire of a unit. Who is asked stands on the lists of its polls, nowhere else.

    `seed`, `drawn_from` and `digest` let the draw be repeated: the members of the day by id, their number and the
    SHA-256 of the ids in order.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=100)
    intro = models.TextField("说明", max_length=2000, blank=True)
    campaign = models.ForeignKey("campaigns.CampaignRun", models.PROTECT, null=True, related_name="+")
    sample = models.PositiveIntegerField("抽取人数", null=True)
    by_unit = models.BooleanField("按直接下级分开统计", default=False)
    closes_at = models.DateTimeField("截止", null=True)
    state = models.CharField(max_length=8, choices=SurveyState.choices, default=SurveyState.DRAFT)
    seed = models.BigIntegerField(null=True)
    drawn_from = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid unit title intro campaign sample by_unit closes_at state seed drawn_from digest made_at"
        " made_by opened_at closed_at"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "-made_at"], name="assessments_survey_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft", seed=None, opened_at=None)
                | ~Q(state="draft") & Q(seed__isnull=False, opened_at__isnull=False),
                name="assessments_survey_opened_pair",
            )
        ]

    def __str__(self) -> str:
        return f"survey {self.uid}"


class Question(models.Model):
    """A question of a questionnaire; `options` is a list of words."""

    uid = models.UUIDField(unique=True)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField("题目", max_length=200)
    kind = models.CharField("题型", max_length=8, choices=QuestionKind.choices)
    options = models.JSONField(default=list)

    privacy = classify(internal="id uid survey number text kind options")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["survey", "number"], name="assessments_question_once")]

    def __str__(self) -> str:
        return f"question {self.number} of survey {self.survey_id}"


class Part(models.Model):
    """One poll of a questionnaire: everybody (`unit` empty), or those of a unit directly below."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="parts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    poll = models.OneToOneField("ballots.Poll", models.PROTECT, related_name="+")
    size = models.PositiveIntegerField("人数")

    privacy = classify(internal="id survey unit poll size")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["survey", "unit"], name="assessments_part_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"part {self.pk}"
