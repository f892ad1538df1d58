"""Year plans."""

from typing import ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.plans.models.asked import AskedItem
from xuezuo.study.plans.types import PlanState, Take


class Plan(models.Model):
    """One edition of a unit's plan for a year; `series` is the same for all editions of it.

    At most one edition is published and one is a draft. Publishing a draft replaces the published edition.
    """

    uid = models.UUIDField(unique=True)
    series = models.UUIDField(db_index=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=100)
    document = models.CharField("依据", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    revises = models.ForeignKey("self", models.PROTECT, null=True, related_name="revisions")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField("撤回原因", max_length=200, blank=True)

    privacy = classify(
        internal="id uid series unit year title document state revises made_at made_by published_at published_by"
        " withdrawn_at withdrawn_why"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "year", "state"], name="plans_plan_unit_year")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state=PlanState.PUBLISHED), name="plans_plan_published_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "year"], condition=Q(state=PlanState.DRAFT), name="plans_plan_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT, published_at=None)
                | Q(~Q(state=PlanState.DRAFT), published_at__isnull=False),
                name="plans_plan_published_pair",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.WITHDRAWN, withdrawn_at__isnull=False)
                | Q(~Q(state=PlanState.WITHDRAWN), withdrawn_at=None, withdrawn_why=""),
                name="plans_plan_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(AskedItem):
    """One item of an edition; it always ends.

    `upper` is the item of a plan above that was taken over, in the edition that was looked at then. A dropped item
    stands with its reason. `topic` and `planned_on` are local words and bind nobody.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items")
    during = DateRangeField()
    take = models.CharField(max_length=10, choices=Take.choices, default=Take.OWN)
    upper = models.ForeignKey("self", models.PROTECT, null=True, related_name="taken_as")
    topic = models.CharField("本级主题", max_length=100, blank=True)
    planned_on = models.DateField("计划日期", null=True)
    drop_why = models.CharField("不安排的原因", max_length=200, blank=True)

    privacy = classify(
        internal="id uid number key label what subjects deed_kinds period required is_required is_named unit_types"
        " posts by_posts ask plan during take upper topic planned_on drop_why"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["key"], name="plans_item_known_by")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "key"], name="plans_item_key"),
            models.UniqueConstraint(fields=["plan", "upper"], name="plans_item_upper_once"),
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__upper_inf=False, during__lower_inf=False),
                name="plans_item_ends",
            ),
            models.CheckConstraint(
                condition=Q(take=Take.OWN, upper=None) | Q(~Q(take=Take.OWN), upper__isnull=False),
                name="plans_item_upper_pair",
            ),
            models.CheckConstraint(
                condition=Q(take=Take.DROPPED, is_required=False) & ~Q(drop_why="")
                | Q(~Q(take=Take.DROPPED), drop_why=""),
                name="plans_item_dropped_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.key} of plan {self.plan_id}"
