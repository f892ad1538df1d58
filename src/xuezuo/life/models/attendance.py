"""Who took part."""

from typing import ClassVar

from django.db import models

from xuezuo.life.types import AttendanceStatus, Source
from xuezuo.platform.privacy import classify


class Attendance(models.Model):
    """One person of a roster (or a guest, in no count) and what that person did; `unit` is the affiliation's unit."""

    # The unique constraint and the index below serve both keys: millions of rows carry no index twice.
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="attendances", db_index=False)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="attendances", db_index=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    is_guest = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=AttendanceStatus.choices)
    reason = models.CharField("请假事由", max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    version = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id activity unit is_guest source version recorded_at recorded_by", personal="member status reason"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "member"], name="life_attendance_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["member", "activity"], name="life_attendance_member"),
            models.Index(fields=["member"], condition=models.Q(is_guest=True), name="life_attendance_guest"),
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
