"""Units, their names, parents and successors by day."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from xuezuo.org.types import BranchFunction, ChangeKind, UnitKind, UnitType
from xuezuo.platform.privacy import classify


class Unit(models.Model):
    """An organization 党组织, for as long as it exists (`during`)."""

    uid = models.UUIDField(unique=True)
    code = models.CharField("组织代码", max_length=40, unique=True)
    kind = models.CharField("组织类型", max_length=20, choices=UnitKind.choices)
    unit_type = models.CharField("单位类别", max_length=20, choices=UnitType.choices, blank=True)
    function = models.CharField("支部类型", max_length=20, choices=BranchFunction.choices, blank=True)
    is_temporary = models.BooleanField("临时党支部", default=False)
    during = DateRangeField("存续期间")
    batch = models.ForeignKey("org.RosterBatch", models.PROTECT, null=True, related_name="+")

    privacy = classify(public="id uid code kind unit_type function is_temporary during", internal="batch")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(during__isempty=False), name="org_unit_exists"),
        ]

    def __str__(self) -> str:
        return self.code


class UnitName(models.Model):
    """What a unit was called from when to when, with its pinyin for search."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="names")
    name = models.CharField("组织名称", max_length=120)
    pinyin = models.CharField(max_length=500)
    initials = models.CharField(max_length=120)
    during = DateRangeField()

    privacy = classify(public="id unit name pinyin initials during")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="org_unitname_one_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["pinyin"], name="org_unitname_pinyin", opclasses=["text_pattern_ops"]),
            models.Index(fields=["initials"], name="org_unitname_initials", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name


class Edge(models.Model):
    """Which unit a unit stands under from when to when; a unit without an edge on a day is a root that day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="edges")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_edges")
    during = DateRangeField()

    privacy = classify(public="id unit parent during")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="org_edge_one_parent_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=~models.Q(unit=models.F("parent")), name="org_edge_not_self"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} under {self.parent_id}"


class Closure(models.Model):
    """Read model: `ancestor` stands above (or is) `descendant` during these days.

    `via` is the child of `ancestor` on the way down (NULL in the unit's row of itself), `depth` the number of steps.
    """

    ancestor = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    descendant = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    via = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    depth = models.PositiveSmallIntegerField()
    during = DateRangeField()

    privacy = classify(public="id ancestor descendant via depth during")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["ancestor", "descendant"], name="org_closure_down"),
            GistIndex(fields=["descendant", "during"], name="org_closure_up"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} over {self.descendant_id}"


class Succession(models.Model):
    """After `old` ended on day `on`, `new` carries on; `is_main` marks the one that old deeds follow."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successors")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessors")
    on = models.DateField()
    is_main = models.BooleanField()

    privacy = classify(public="id old new on is_main")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new"], name="org_succession_once"),
            models.UniqueConstraint(fields=["old"], condition=models.Q(is_main=True), name="org_succession_one_main"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} -> {self.new_id}"


class StructuralChange(models.Model):
    """A structural deed with the document it rests on."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20, choices=ChangeKind.choices)
    on = models.DateField("生效日期")
    document = models.CharField("文件依据", max_length=200)
    detail = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    privacy = classify(public="id uid unit kind on document detail", internal="recorded_at")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "on"], name="org_change_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.on}"


class Term(models.Model):
    """A term of office 届 of a unit's committee or secretary; its length belongs to the term, not to the unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    ordinal = models.PositiveSmallIntegerField("届次")
    during = DateRangeField("任期")
    due_on = models.DateField("届满日期")
    notice_on = models.DateField("换届提醒日期", null=True)
    document = models.CharField("批复文件", max_length=200, blank=True)

    privacy = classify(public="id unit ordinal during due_on notice_on document")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="org_term_one_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"term {self.ordinal} of {self.unit_id}"
