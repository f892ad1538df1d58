"""Monthly prompts and their receipts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.plans.models.asked import AskedItem
from xuezuo.study.plans.types import Audience, PromptState


class Prompt(models.Model):
    """What a unit tells those below it for a month; with a `parent`: that one passed on, `body` being the addition."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="prompts")
    month = models.DateField("月份")
    title = models.CharField("标题", max_length=100)
    body = models.TextField("内容", max_length=4000, blank=True)
    audience = models.CharField("发送范围", max_length=10, choices=Audience.choices, default=Audience.BELOW)
    unit_types = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=10, choices=PromptState.choices, default=PromptState.DRAFT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="forwards")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.BigIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField("撤回原因", max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit month title body audience unit_types state parent made_at made_by sent_at sent_by"
        " reminded_at withdrawn_at withdrawn_why"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "month"], name="plans_prompt_unit_month")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(month__day=1), name="plans_prompt_first_of_month"),
            models.CheckConstraint(
                condition=Q(state=PromptState.DRAFT, sent_at=None)
                | Q(~Q(state=PromptState.DRAFT), sent_at__isnull=False),
                name="plans_prompt_sent_pair",
            ),
            models.CheckConstraint(
                condition=Q(state=PromptState.WITHDRAWN, withdrawn_at__isnull=False)
                | Q(~Q(state=PromptState.WITHDRAWN), withdrawn_at=None, withdrawn_why=""),
                name="plans_prompt_withdrawn_pair",
            ),
            models.UniqueConstraint(
                fields=["unit", "parent"],
                condition=Q(parent__isnull=False) & ~Q(state=PromptState.WITHDRAWN),
                name="plans_prompt_forwarded_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PromptItem(AskedItem):
    """One item of a prompt. What asks for something ends; what only informs need not."""

    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="items")
    until = models.DateField("截止日期", null=True)

    privacy = classify(
        internal="id uid number key label what subjects deed_kinds period required is_required is_named unit_types"
        " posts by_posts ask prompt until"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prompt", "key"], name="plans_promptitem_key"),
            models.CheckConstraint(
                condition=Q(deed_kinds=[]) | Q(until__isnull=False), name="plans_promptitem_request_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.key} of prompt {self.prompt_id}"


class Receipt(models.Model):
    """A unit has read a prompt: who of its keepers opened it first, and when. Once per unit."""

    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    read_at = models.DateTimeField()
    read_by = models.BigIntegerField(null=True)
    read_label = models.CharField(max_length=80)

    privacy = classify(internal="id prompt unit read_at read_by read_label")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["prompt", "unit"], name="plans_receipt_once")]

    def __str__(self) -> str:
        return f"prompt {self.prompt_id} read by unit {self.unit_id}"
