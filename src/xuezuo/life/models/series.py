"""What a unit's meetings usually are, and on which days they come again."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import ActivityKind, ItemKind, Presenter, Rhythm, meeting_name
from xuezuo.platform.privacy import classify


class MeetingTemplate(models.Model):
    """The usual form of a unit's meetings: kind, place, time, length, notice, and an agenda of `TemplateItem`s.

    `comment_days` None = the unit's own setting. In use until `ended_at`.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="meeting_templates")
    name = models.CharField("名称", max_length=80)
    kind = models.CharField("类型", max_length=20, choices=ActivityKind.choices)
    starts_at = models.TimeField("开始时间", null=True)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True)
    place = models.CharField("地点", max_length=120, blank=True)
    topic = models.CharField("主题", max_length=200, blank=True)
    notice = models.TextField("通知", blank=True)
    comment_days = models.PositiveSmallIntegerField("征求意见天数", null=True)
    version = models.PositiveSmallIntegerField(default=1)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid unit name kind starts_at minutes place topic notice comment_days version changed_at ended_at"
    )

    def __str__(self) -> str:
        return f"template {self.uid}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # a model's own one replaces Django's
        """Return what such a meeting of this unit is called; the unit was read with the template."""
        return meeting_name(self.kind, self.unit.kind)


class TemplateItem(models.Model):
    """A point of a template's agenda, see `TemplatePoint`; who presents is a post, never a person."""

    template = models.ForeignKey(MeetingTemplate, models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    title = models.CharField("议题", max_length=200)
    kind = models.CharField("性质", max_length=12, choices=ItemKind.choices, blank=True)
    minutes = models.PositiveSmallIntegerField("预计时长（分钟）", null=True)
    post = models.CharField("汇报人", max_length=20, choices=Presenter.choices, blank=True)
    text = models.CharField("说明", max_length=500, blank=True)

    privacy = classify(internal="id template position title kind minutes post text")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "position"], name="life_template_position"),
        ]

    def __str__(self) -> str:
        return f"point {self.position} of template {self.template_id}"


class Series(models.Model):
    """Meetings of one template that come again by a rule, from `starts_on` to `ends_on` (both included).

    Attributes:
        rhythm: weekly, on a weekday of the month, or on a day of the month.
        every: each so many weeks or months.
        weekday: 0 = Monday; for the first two rhythms.
        ordinal: which weekday of the month, 1 to 4, -1 = the last.
        day: day of the month; in a shorter month its last day.
    """

    uid = models.UUIDField(unique=True)
    template = models.ForeignKey(MeetingTemplate, models.PROTECT, related_name="series")
    rhythm = models.CharField("规律", max_length=16, choices=Rhythm.choices)
    every = models.PositiveSmallIntegerField(default=1)
    weekday = models.PositiveSmallIntegerField(null=True)
    ordinal = models.SmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    changed_at = models.DateTimeField()

    privacy = classify(internal="id uid template rhythm every weekday ordinal day starts_on ends_on version changed_at")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(rhythm="weekly", weekday__isnull=False)
                | models.Q(rhythm="monthly_weekday", weekday__isnull=False, ordinal__isnull=False)
                | models.Q(rhythm="monthly_day", day__isnull=False),
                name="life_series_rule",
            ),
            models.CheckConstraint(condition=models.Q(every__gte=1), name="life_series_every"),
        ]

    def __str__(self) -> str:
        return f"series {self.uid}"


class TemplateRevision(models.Model):
    """A template, or one of its `series`, as it was saved, by whom and when; `said` has what forms show of it."""

    template = models.ForeignKey(MeetingTemplate, models.PROTECT, related_name="revisions", db_index=False)
    series = models.ForeignKey(Series, models.PROTECT, null=True, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    said = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id template series version said changed_at changed_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["template", "series", "version"], nulls_distinct=False, name="life_template_version"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of template {self.template_id}"


class SeriesMeeting(models.Model):
    """One turn of a series (a month or week): the draft it made, or that it was left out or moved.

    Attributes:
        turn: first day of the month or week.
        skip_reason: why it is left out; empty = it is not.
        moved_to: the day it was moved to.
        made: what the draft said when it was made; as long as it still says so, nobody has edited it.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="meetings", db_index=False)
    turn = models.DateField()
    skip_reason = models.CharField(max_length=200, blank=True)
    moved_to = models.DateField(null=True)
    activity = models.OneToOneField("life.Activity", models.PROTECT, null=True, related_name="series_meeting")
    made = models.JSONField(default=dict)

    privacy = classify(internal="id series turn skip_reason moved_to activity made")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "turn"], name="life_series_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.turn} of {self.series_id}"


class MeetingSetting(models.Model):
    """What a unit settles for its meetings: how many days attendees may comment on the minutes."""

    unit = models.OneToOneField("org.Unit", models.PROTECT, related_name="meeting_setting")
    comment_days = models.PositiveSmallIntegerField("征求意见天数")
    changed_at = models.DateTimeField()

    privacy = classify(internal="id unit comment_days changed_at")

    def __str__(self) -> str:
        return f"settings of {self.unit_id}"
