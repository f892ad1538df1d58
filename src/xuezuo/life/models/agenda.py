"""What a meeting is to deal with, and every earlier state of that list."""

from typing import ClassVar

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from xuezuo.life.types import ItemKind, Outcome
from xuezuo.platform.privacy import classify


class AgendaItem(models.Model):
    """A point of the agenda 议题; it keeps its row when the agenda is edited, so that what hangs on it stays.

    `kind` is what the meeting is to do with it, `text` what is to be known beforehand. `presenter_note` is how the
    presenter is named on the agenda, `presenter` the member behind it if there is one. `carried_from` is the item of
    the meeting before that was left unfinished, `reports_on` the decision whose outcome is told to the meeting here.
    """

    uid = models.UUIDField(unique=True, db_default=RandomUUID())
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField("议题", max_length=200)
    kind = models.CharField("性质", max_length=12, choices=ItemKind.choices, blank=True, db_default="")
    text = models.CharField("说明", max_length=500, blank=True, db_default="")
    presenter = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    presenter_note = models.CharField("汇报人", max_length=80, blank=True, db_default="")
    minutes = models.PositiveSmallIntegerField("预计时长（分钟）", null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.PLANNED, db_default="planned")
    carried_from = models.ForeignKey("life.AgendaItem", models.PROTECT, null=True, related_name="carried_to")
    reports_on = models.ForeignKey("life.Resolution", models.PROTECT, null=True, related_name="reports")

    privacy = classify(
        internal="id uid activity position title kind text presenter presenter_note minutes outcome carried_from"
        " reports_on"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "position"], name="life_agenda_position", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return f"agenda {self.position} of {self.activity_id}"


class AgendaRevision(models.Model):
    """The whole agenda as it was saved, by whom and when; `agenda` has the fields of `AgendaPoint`."""

    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="agenda_revisions", db_index=False)
    version = models.PositiveSmallIntegerField()
    agenda = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id activity version agenda changed_at changed_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "version"], name="life_agenda_version"),
        ]

    def __str__(self) -> str:
        return f"agenda {self.version} of {self.activity_id}"
