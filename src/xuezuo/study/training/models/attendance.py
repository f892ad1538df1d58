"""Who came to a session."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.study.training.types import AttendanceStatus


class Attendance(models.Model):
    """One person of a class's list (or a guest 旁听, in no count) at a session; `unit` = the member's unit that day."""

    session = models.ForeignKey("training.Session", models.PROTECT, related_name="attendances", db_index=False)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="training_attendances")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    is_guest = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    reason = models.CharField("请假事由", max_length=100, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id session unit is_guest version recorded_at recorded_by", personal="member status reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "member"], name="training_attendance_once"),
        ]

    def __str__(self) -> str:
        return f"attendance {self.pk}"


class AttendanceRevision(models.Model):
    """What an attendance said before it was corrected, by whom, when and why."""

    attendance = models.ForeignKey(Attendance, models.PROTECT, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    reason = models.CharField(max_length=100, blank=True)
    why = models.CharField("更正原因", max_length=200)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id attendance version changed_at changed_by", personal="status reason why")

    def __str__(self) -> str:
        return f"version {self.version} of {self.attendance_id}"
