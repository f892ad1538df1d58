"""The activity itself."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import ActivityKind, Source, State, meeting_name
from xuezuo.platform.privacy import classify


class Activity(models.Model):
    """A meeting, lecture or theme day of a unit.

    `uid` may be made by the client (offline phone, JSON Lines): the same uid is the same deed. `recorded_on` is the
    civil day it was first recorded as held; later than the day of the deed = entered afterwards, shown as such. The
    counts are kept by the services from `Attendance`: expected = roster (leave included), guests in no count.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="activities", db_index=False)
    kind = models.CharField("类型", max_length=20, choices=ActivityKind.choices)
    occurred_on = models.DateField("日期")
    starts_at = models.TimeField("开始时间", null=True)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True)
    place = models.CharField("地点", max_length=120, blank=True)
    topic = models.CharField("主题", max_length=200, blank=True)
    notice = models.TextField("通知", blank=True)
    lecturer = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="lectures")
    lecturer_note = models.CharField("主讲人（非本系统党员）", max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.SCREEN)
    version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    recorded_on = models.DateField(null=True)
    recorded_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    expected_count = models.PositiveIntegerField(default=0)
    present_count = models.PositiveIntegerField(default=0)
    leave_count = models.PositiveIntegerField(default=0)
    guest_count = models.PositiveIntegerField(default=0)
    batch = models.ForeignKey("life.DeedBatch", models.PROTECT, null=True, related_name="activities")
    template = models.ForeignKey("life.MeetingTemplate", models.PROTECT, null=True, related_name="+", db_index=False)

    privacy = classify(
        internal="id uid unit kind occurred_on starts_at minutes place topic notice lecturer lecturer_note state source"
        " version created_at called_at held_at recorded_on recorded_by confirmed_at confirmed_by voided_at void_reason"
        " expected_count present_count leave_count guest_count batch template"
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit", "occurred_on"], name="life_activity_unit_day"),
            models.Index(fields=["occurred_on", "kind"], name="life_activity_day_kind"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | models.Q(confirmed_at__isnull=False, recorded_on__isnull=False),
                name="life_activity_confirmed_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(state="void", voided_at__isnull=False)
                | (~models.Q(state="void") & models.Q(voided_at__isnull=True)),
                name="life_activity_void_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # a model's own one replaces Django's
        """Return what such a meeting of this unit is called; the unit was read with the activity."""
        return meeting_name(self.kind, self.unit.kind)

    @property
    def headline(self) -> str:
        """What kind of meeting it is and about what."""
        kind = self.get_kind_display()
        return f"{kind}：{self.topic}" if self.topic and self.topic != kind else kind

    @property
    def is_late_entry(self) -> bool:
        """Tell whether it was recorded on a later civil day than it took place."""
        return self.recorded_on is not None and self.recorded_on > self.occurred_on


class ActivityPart(models.Model):
    """A part of a bundle (theme day): counts for its own duty under its own kind."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="parts", db_index=False)
    kind = models.CharField(max_length=20, choices=ActivityKind.choices)
    minutes = models.PositiveSmallIntegerField(null=True)

    privacy = classify(internal="id activity kind minutes")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "kind"], name="life_part_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.activity_id}"


class ActivityAsk(models.Model):
    """An ask that an activity serves: it has the further kind `ask:<id>`, see `deeds`."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="serves", db_index=False)
    ask = models.ForeignKey("asks.Ask", models.PROTECT, related_name="activities")

    privacy = classify(internal="id activity ask")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "ask"], name="life_ask_once")]

    def __str__(self) -> str:
        return f"{self.activity_id} serves {self.ask_id}"


class ActivityRevision(models.Model):
    """An earlier version of an activity: its fields as they were, who changed them when, and why.

    `batch` is the import that changed them; taking it back shows this version again.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    fields = models.JSONField()
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)
    batch = models.ForeignKey("life.DeedBatch", models.PROTECT, null=True, related_name="corrected")

    privacy = classify(internal="id activity version fields reason changed_at changed_by batch")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["activity", "version"], name="life_revision_once")]

    def __str__(self) -> str:
        return f"version {self.version} of {self.activity_id}"
