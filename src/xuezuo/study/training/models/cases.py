"""The case library 案例库 and research topics 课题."""

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xuezuo.platform.privacy import classify
from xuezuo.study.training.types import UNDER_WAY, CaseKind, CaseState, TopicState


class Case(models.Model):
    """A case for study, without names of persons; who published it is not who wrote it."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="training_cases")
    title = models.CharField("标题", max_length=120)
    kind = models.CharField("类别", max_length=10, choices=CaseKind.choices)
    text = models.TextField("正文", max_length=20000)
    source = models.CharField("来源", max_length=200)
    tags = ArrayField(models.CharField(max_length=20), default=list)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.DRAFT)
    made_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.BigIntegerField(null=True)
    withdraw_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit title kind text source tags state made_at written_by published_at published_by"
        " withdraw_reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="training_case_published_pair"
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("written_by")),
                name="training_case_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.uid}"


class Topic(models.Model):
    """A research topic of a unit, with who answers for it and until when."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="research_topics")
    title = models.CharField("题目", max_length=120)
    aims = models.TextField("要求", max_length=2000, blank=True)
    owner = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    state = models.CharField(max_length=10, choices=TopicState.choices, default=TopicState.OPENED)
    result = models.TextField("成果说明", max_length=2000, blank=True)
    delivered_on = models.DateField(null=True)
    delivered_by = models.BigIntegerField(null=True)
    closed_on = models.DateField(null=True)
    closed_by = models.BigIntegerField(null=True)
    stop_reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid unit title aims owner starts_on due_on state result delivered_on delivered_by closed_on"
        " closed_by stop_reason made_at made_by"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="training_topic_days"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(delivered_on__isnull=False, closed_on__isnull=False),
                name="training_topic_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"topic {self.uid}"

    def is_overdue(self, on: dt.date) -> bool:
        """Tell whether it is past its day and not delivered."""
        return self.state in UNDER_WAY and on > self.due_on


class TopicMember(models.Model):
    """Somebody who works on a topic besides who answers for it."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="people")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="research_topics")

    privacy = classify(internal="id topic member")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "member"], name="training_topic_member_once"),
        ]

    def __str__(self) -> str:
        return f"member of topic {self.topic_id}"
