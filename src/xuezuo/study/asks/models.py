"""The ask."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.asks.types import AskPeriod, AskSource


class Ask(models.Model):
    """One thing that a unit asks of itself and everything below it; see `types.AskSpec` for the columns.

    An ask is never changed: a correction withdraws it (`withdrawn_on`, the first day on which it no longer binds) and
    makes another. `during` always ends. `replaces` holds the ids of the asks of higher units which this one tightens
    for the unit and everything below it; it alone follows when one of those is made anew. `only` holds the ids of units
    at or below the asking one when just these and what stands below them are asked (a batch of a campaign); `with_own`
    adds the asking unit itself to them. When an ask was withdrawn before its time because it need not be done any more
    (`is_lifted`), whoever had met it has met it, and nobody else is bound; else it is as if it had never bound.
    `continues` holds the ids of the asks that this one rewords: deeds that named one of them name this one.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="asks")
    source = models.CharField(max_length=10, choices=AskSource.choices)
    source_uid = models.UUIDField(db_index=True)
    document = models.CharField("依据", max_length=200)
    issued_on = models.DateField()
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=60)
    why = models.CharField(max_length=500)
    what_counts = models.CharField(max_length=500)
    subjects = ArrayField(models.CharField(max_length=20))
    unit_types = ArrayField(models.CharField(max_length=20), default=list)
    posts = ArrayField(models.CharField(max_length=20), default=list)
    by_posts = ArrayField(models.CharField(max_length=20), default=list)
    template = models.CharField(max_length=20)
    deed_kinds = ArrayField(models.CharField(max_length=40), default=list)
    is_named = models.BooleanField(default=False)
    period = models.CharField(max_length=10, choices=AskPeriod.choices)
    during = DateRangeField()
    required = models.PositiveIntegerField()
    force = models.CharField(max_length=12)
    is_required = models.BooleanField(default=True)
    replaces = ArrayField(models.BigIntegerField(), default=list)
    only = ArrayField(models.BigIntegerField(), default=list)
    continues = ArrayField(models.BigIntegerField(), default=list)
    with_own = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    is_lifted = models.BooleanField(default=False)

    privacy = classify(
        internal="id uid unit source source_uid document issued_on key label why what_counts subjects unit_types posts"
        " by_posts template deed_kinds is_named period during required force is_required replaces only continues"
        " with_own made_at made_by withdrawn_on withdrawn_why is_lifted"
    )

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["replaces"], name="asks_ask_replaces")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(during__isempty=False, during__upper_inf=False, during__lower_inf=False),
                name="asks_ask_ends",
            ),
            models.UniqueConstraint(
                fields=["source_uid", "unit", "key"], condition=Q(withdrawn_on__isnull=True), name="asks_ask_key"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_why="") | Q(withdrawn_on__isnull=False),
                name="asks_ask_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(is_lifted=False) | Q(withdrawn_on__isnull=False), name="asks_ask_lifted_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"
