"""Lists of duties: who in a committee answers for what this year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.responsibility.types import Holder, ListState


class DutyList(models.Model):
    """One edition of a unit's list for a year. At most one is adopted and one a draft; adopting replaces."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=100)
    state = models.CharField(max_length=10, choices=ListState.choices, default=ListState.DRAFT)
    adopted_on = models.DateField("通过日期", null=True)
    document = models.CharField("依据", max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit year title state adopted_on document made_at made_by")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "year", "state"], name="responsibility_list_unit")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state=ListState.ADOPTED), name="responsibility_list_adopted_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state=ListState.DRAFT), name="responsibility_list_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ListState.DRAFT, adopted_on=None)
                | Q(~Q(state=ListState.DRAFT), adopted_on__isnull=False),
                name="responsibility_list_adopted_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"list of duties {self.uid}"


class DutyItem(models.Model):
    """One duty: what, who, how, until when; and, once the list is adopted, that it is done. No person is named."""

    uid = models.UUIDField(unique=True)
    duty_list = models.ForeignKey(DutyList, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    area = models.CharField("方面", max_length=40)
    what = models.CharField("责任事项", max_length=300)
    holder = models.CharField("责任人", max_length=20, choices=Holder.choices)
    measure = models.CharField("措施", max_length=400, blank=True)
    due_on = models.DateField("期限", null=True)
    done_on = models.DateField("完成日期", null=True)
    done_note = models.CharField("完成情况", max_length=300, blank=True)

    privacy = classify(internal="id uid duty_list number area what holder measure due_on done_on done_note")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty_list", "number"], name="responsibility_item_number")
        ]

    def __str__(self) -> str:
        return f"duty {self.number} of list {self.duty_list_id}"
