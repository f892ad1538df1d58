"""Teaching points 教学点, routes 现场教学线路, and the visits of units."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.training.types import VisitState


class Place(models.Model):
    """A place where something can be learnt on the spot, kept by a unit for everybody below it."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="teaching_places")
    name = models.CharField("名称", max_length=120)
    address = models.CharField("地址", max_length=200)
    shows = models.TextField("教学内容", max_length=2000)
    contact = models.CharField("联系方式", max_length=120, blank=True)
    closed_on = models.DateField("停用日期", null=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit name address shows contact closed_on made_at made_by")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "name"], name="training_place_name")]

    def __str__(self) -> str:
        return f"place {self.uid}"


class Route(models.Model):
    """Several teaching points in an order; `minutes` is how long it usually takes.

    Until a visit names it, it is simply changed; from then on every change is a new `version`, and the former ones stay
    (`RouteRevision`, and `RouteStop` by version): what was visited then can be read as it was. From `closed_on` on it
    is not offered.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="teaching_routes")
    title = models.CharField("名称", max_length=120)
    minutes = models.PositiveSmallIntegerField("时长（分钟）")
    note = models.CharField("说明", max_length=500, blank=True)
    closed_on = models.DateField("停用日期", null=True)
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit title minutes note closed_on version made_at made_by")

    def __str__(self) -> str:
        return f"route {self.uid}"


class RouteRevision(models.Model):
    """An earlier version of a route that had been visited: what it said, who changed it when, and why."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id route version title minutes note reason changed_at changed_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["route", "version"], name="training_route_revision_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.route_id}"


class RouteStop(models.Model):
    """A point of one version of a route."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="stops")
    version = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    privacy = classify(internal="id route version position place")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["route", "version", "position"], name="training_stop_version_position"),
        ]

    def __str__(self) -> str:
        return f"stop {self.position} of {self.route_id}"


class Visit(models.Model):
    """That a unit visited a teaching point or a route (`route_version` as it was); see `types.VisitSpec`.

    Corrections keep the former version.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="teaching_visits", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="visits")
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="visits")
    route_version = models.PositiveSmallIntegerField(default=1)
    occurred_on = models.DateField("日期")
    minutes = models.PositiveSmallIntegerField("时长（分钟）")
    people = models.PositiveIntegerField("人数")
    note = models.CharField("说明", max_length=300, blank=True)
    ask = models.ForeignKey("asks.Ask", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.CONFIRMED)
    version = models.PositiveSmallIntegerField(default=1)
    recorded_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit place route route_version occurred_on minutes people note ask state version recorded_on"
        " recorded_at recorded_by void_reason"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "occurred_on"], name="training_visit_unit_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(place__isnull=True, route__isnull=False) | Q(place__isnull=False, route__isnull=True),
                name="training_visit_one_goal",
            ),
        ]

    def __str__(self) -> str:
        return f"visit {self.uid}"

    @property
    def is_late_entry(self) -> bool:
        """Tell whether it was recorded on a later civil day than it took place."""
        return self.recorded_on > self.occurred_on


class Visitor(models.Model):
    """Somebody of a unit who came along; `unit` = the member's unit that day. Gone after a correction: `left_out`."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="visitors", db_index=False)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="teaching_visits")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    left_out = models.BooleanField(default=False)

    privacy = classify(internal="id visit unit left_out", personal="member")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["visit", "member"], name="training_visitor_once")]

    def __str__(self) -> str:
        return f"visitor {self.pk}"


class VisitRevision(models.Model):
    """An earlier version of a visit: what it said, who had been named, who changed it when, and why."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    fields = models.JSONField()
    member_ids = ArrayField(models.BigIntegerField(), default=list)
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id visit version fields reason changed_at changed_by", personal="member_ids")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "version"], name="training_visit_revision_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.visit_id}"
