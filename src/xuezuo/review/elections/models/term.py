"""What the unit above said about the end of a term; `org.Term` carries the days that follow from it."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.review.elections.types import NoticeWay


class TermNotice(models.Model):
    """That the unit above reminded a unit of its term change (支部工作条例 art. 21: six months before, generally)."""

    term = models.ForeignKey("org.Term", models.PROTECT, related_name="notices")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="term_notices")
    sent_on = models.DateField("提醒日期")
    way = models.CharField("方式", max_length=10, choices=NoticeWay.choices)
    reference = models.CharField("文号或记录", max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id term unit sent_on way reference entered_at entered_by")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "-sent_on"], name="elections_notice_unit")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class TermShift(models.Model):
    """That a term change was approved to be held later or earlier than due."""

    term = models.ForeignKey("org.Term", models.PROTECT, related_name="shifts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="term_shifts")
    from_due_on = models.DateField("原届满日期")
    to_due_on = models.DateField("批准的届满日期")
    reason = models.CharField("原因", max_length=300)
    document = models.CharField("批准文件", max_length=200)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id term unit from_due_on to_due_on reason document entered_at entered_by")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "-to_due_on"], name="elections_shift_unit")]

    def __str__(self) -> str:
        return f"shift {self.pk}"
