"""Calendars that programs subscribe to."""

import datetime as dt
from typing import ClassVar, Final

from django.db import models

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.privacy import classify

FEED_DAYS: Final = 365  # an address that was forgotten does not answer for ever


class CalendarFeed(models.Model):
    """An address under which a calendar program reads meetings: the member's own ones, or those of `unit`.

    Whoever knows the address reads what the member may see that day; only the keyed hash of its secret part is kept.
    It answers for a year and not once it is revoked.
    """

    uid = models.UUIDField(unique=True)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    account_id = models.BigIntegerField()
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    read_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid unit made_at revoked_at", personal="member account_id read_on", secret="token_hash"
    )

    def __str__(self) -> str:
        return f"calendar {self.uid}"

    @property
    def last_day(self) -> dt.date:
        """The last civil day on which the address answers."""
        return civil_date(self.made_at) + dt.timedelta(days=FEED_DAYS)


class CalendarEntry(models.Model):
    """What calendars were last told of a meeting: a change raises the number by which programs know it (RFC 5545)."""

    activity = models.OneToOneField("life.Activity", models.PROTECT, related_name="calendar_entry")
    digest = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    privacy = classify(internal="id activity digest sequence changed_at")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(sequence__gte=0), name="life_calendar_sequence"),
        ]

    def __str__(self) -> str:
        return f"entry {self.sequence} of {self.activity_id}"
