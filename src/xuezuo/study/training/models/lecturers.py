"""The register of lecturers 宣讲员, the lectures that they offer, and who booked them."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from xuezuo.platform.privacy import classify
from xuezuo.study.training.types import BookingState


class Lecturer(models.Model):
    """Somebody who may be asked to lecture, kept by a unit; `name` is that of the register, as of its last change."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="lecturers")
    member = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="lecturer_entries")
    name = models.CharField("姓名", max_length=80)
    organization = models.CharField("工作单位", max_length=120, blank=True)
    topics = ArrayField(models.CharField(max_length=120))
    active_from = models.DateField("聘任日期")
    active_until = models.DateField("聘任截止", null=True)
    note = models.CharField("说明", max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    # The register is made to be read by everybody below: its names are no more personal than those of an office.
    privacy = classify(
        internal="id uid unit member name organization topics active_from active_until note made_at made_by"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(active_until__isnull=True) | Q(active_until__gte=F("active_from")),
                name="training_lecturer_days",
            ),
            models.UniqueConstraint(
                fields=["unit", "member"], condition=Q(member__isnull=False), name="training_lecturer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"lecturer {self.uid}"


class Offer(models.Model):
    """A lecture that a lecturer offers at a time; withdrawn ones stay, with their bookings."""

    uid = models.UUIDField(unique=True)
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, related_name="offers")
    topic = models.CharField("题目", max_length=120)
    slot = DateTimeRangeField()
    withdrawn_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid lecturer topic slot withdrawn_at made_at made_by")

    def __str__(self) -> str:
        return f"offer {self.uid}"


class Booking(models.Model):
    """That a unit asked for an offered lecture, and what became of it.

    A lecturer is never in two places: two confirmed (or held) bookings of one lecturer do not overlap. `minutes` and
    `listeners` are what was counted when it was held. Who of the branch listened is recorded once, as the branch's
    lecture in organizational life.
    """

    uid = models.UUIDField(unique=True)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="bookings")
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, related_name="bookings", db_index=False)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="lecture_bookings")
    slot = DateTimeRangeField()
    place = models.CharField("地点", max_length=120)
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.REQUESTED)
    minutes = models.PositiveSmallIntegerField(null=True)
    listeners = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    held_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid offer lecturer unit slot place state minutes listeners reason made_at made_by held_at"
    )

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="training_booking_one_place",
                expressions=[("lecturer", RangeOperators.EQUAL), ("slot", RangeOperators.OVERLAPS)],
                condition=Q(state__in=["confirmed", "held"]),
            ),
            models.UniqueConstraint(
                fields=["offer", "unit"],
                condition=Q(state__in=["requested", "confirmed", "held"]),
                name="training_booking_once",
            ),
            models.CheckConstraint(
                condition=Q(state="held", minutes__isnull=False, listeners__isnull=False, held_at__isnull=False)
                | (~Q(state="held") & Q(minutes__isnull=True, listeners__isnull=True, held_at__isnull=True)),
                name="training_booking_held",
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.uid}"
