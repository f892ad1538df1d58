"""How an organizational-life meeting is prepared and carried out (支部工作条例 art. 17)."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import OpinionSource, OrgLifeStep
from xuezuo.platform.privacy import classify


class PreparationStep(models.Model):
    """That a step was done, on which civil day, with a short word; what is recorded elsewhere needs no mark."""

    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="preparation_steps", db_index=False)
    step = models.CharField(max_length=16, choices=OrgLifeStep.choices)
    done_on = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    changed_at = models.DateTimeField()

    privacy = classify(internal="id activity step done_on note changed_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "step"], name="life_preparation_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.activity_id}"


class Opinion(models.Model):
    """An opinion collected before the meeting: from which side, how many said so, what. Never who."""

    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="opinions")
    source = models.CharField("来自", max_length=10, choices=OpinionSource.choices)
    people = models.PositiveSmallIntegerField("人数")
    text = models.CharField("意见", max_length=500)
    collected_on = models.DateField("征求日期")
    recorded_at = models.DateTimeField()

    privacy = classify(internal="id uid activity source people collected_on recorded_at", personal="text")

    def __str__(self) -> str:
        return f"opinion {self.uid}"


class FoundProblem(models.Model):
    """A problem found, with its measure, owner and day; `resolution` is the decision that carries the measure out."""

    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="found_problems")
    position = models.PositiveSmallIntegerField()
    text = models.CharField("问题", max_length=300)
    measure = models.CharField("整改措施", max_length=300, blank=True)
    owner = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("完成时限", null=True)
    resolution = models.OneToOneField("life.Resolution", models.PROTECT, null=True, related_name="found_problem")
    changed_at = models.DateTimeField()

    privacy = classify(internal="id uid activity position due_on resolution changed_at", personal="text measure owner")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "position"], name="life_problem_position"),
        ]

    def __str__(self) -> str:
        return f"problem {self.position} of {self.activity_id}"
