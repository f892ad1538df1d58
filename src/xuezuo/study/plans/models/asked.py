"""What items of plans and of prompts have in common."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from xuezuo.study.asks.types import AskPeriod


class AskedItem(models.Model):
    """One thing that is asked, or only said (`deed_kinds` empty); see `types.ItemSpec` for the columns.

    `key` names it within the series of plans or within the prompt, so that it is known again after a revision. `ask`
    is the ask that binds whoever it is for, once published or sent.
    """

    uid = models.UUIDField(unique=True)
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    label = models.CharField("事项", max_length=60)
    what = models.CharField("说明", max_length=400, blank=True)
    subjects = ArrayField(models.CharField(max_length=20), default=list)
    deed_kinds = ArrayField(models.CharField(max_length=40), default=list)
    period = models.CharField("频次", max_length=10, choices=AskPeriod.choices, default=AskPeriod.SPAN)
    required = models.PositiveSmallIntegerField("次数", default=1)
    is_required = models.BooleanField("必须做", default=True)
    is_named = models.BooleanField(default=False)
    unit_types = ArrayField(models.CharField(max_length=20), default=list)
    posts = ArrayField(models.CharField(max_length=20), default=list)
    by_posts = ArrayField(models.CharField(max_length=20), default=list)
    ask = models.ForeignKey("asks.Ask", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
