"""Sessions of a class."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.training.types import SessionState


class Session(models.Model):
    """A session 课程 of a class: when, how long, about what, by whom.

    `unit` is the unit that holds the class, where the deed counts. `uid` may be made by the client: the same uid is the
    same session. Who taught is an entry of the register (`lecturer`), or a guest of whom only a name is written
    (`lecturer_note`). `recorded_on` later than the day = entered afterwards, shown as such. The counts are kept by the
    services from `Attendance`: expected = the list, leave included; guests in no count.
    """

    uid = models.UUIDField(unique=True)
    training_class = models.ForeignKey("training.TrainingClass", models.PROTECT, related_name="sessions")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+", db_index=False)
    occurred_on = models.DateField("日期")
    starts_at = models.TimeField("开始时间", null=True)
    minutes = models.PositiveSmallIntegerField("时长（分钟）")
    topic = models.CharField("课题", max_length=200)
    lecturer = models.ForeignKey("training.Lecturer", models.PROTECT, null=True, related_name="sessions")
    lecturer_note = models.CharField("特邀授课人", max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.PLANNED)
    version = models.PositiveSmallIntegerField(default=1)
    recorded_on = models.DateField(null=True)
    recorded_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)
    expected_count = models.PositiveIntegerField(default=0)
    present_count = models.PositiveIntegerField(default=0)
    leave_count = models.PositiveIntegerField(default=0)
    guest_count = models.PositiveIntegerField(default=0)

    privacy = classify(
        internal="id uid training_class unit occurred_on starts_at minutes topic lecturer lecturer_note state version"
        " recorded_on recorded_by confirmed_at voided_at void_reason expected_count present_count leave_count"
        " guest_count"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "occurred_on"], name="training_session_unit_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False, recorded_on__isnull=False),
                name="training_session_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state="void", voided_at__isnull=False) | (~Q(state="void") & Q(voided_at__isnull=True)),
                name="training_session_void_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.uid}"

    @property
    def taught_by(self) -> str:
        """Who taught, guests marked as such; empty = nobody was named. Reads the register's entry."""
        if self.lecturer is not None:
            return self.lecturer.name
        return f"{self.lecturer_note}（特邀）" if self.lecturer_note else ""

    @property
    def is_late_entry(self) -> bool:
        """Tell whether it was recorded on a later civil day than it took place."""
        return self.recorded_on is not None and self.recorded_on > self.occurred_on


class SessionRevision(models.Model):
    """An earlier version of a session: what it said, who changed it when, and why."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    fields = models.JSONField()
    reason = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id session version fields reason changed_at changed_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "version"], name="training_session_revision_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.session_id}"
