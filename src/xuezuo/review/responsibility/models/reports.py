"""Reports of a unit to the one above, their versions and receipts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.responsibility.types import ReportKind, ReportState


class ReportCall(models.Model):
    """Until when a unit wants a kind of report from the units directly below."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ReportKind.choices)
    start = models.DateField()
    end = models.DateField()
    due_on = models.DateField("报送期限")
    note = models.CharField("要求", max_length=400, blank=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit kind start end due_on note made_at made_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "start"], name="responsibility_call_once"),
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="responsibility_call_days"),
        ]

    def __str__(self) -> str:
        return f"call {self.uid}"


class Report(models.Model):
    """A unit's report about some days; the yearly one is that of its secretary (`member`)."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    superior = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=ReportKind.choices)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    returned_why = models.CharField("退回原因", max_length=300, blank=True)
    heard_on = models.DateField("向党员大会述职日期", null=True)
    recorded_on = models.DateField(null=True)

    privacy = classify(
        internal="id uid unit superior kind start end state made_at made_by handed_in_at answered_at heard_on"
        " recorded_on",
        personal="member returned_why",
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["superior", "start"], name="responsibility_report_up")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "kind", "start"], name="responsibility_report_once"),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT, handed_in_at=None)
                | Q(~Q(state=ReportState.DRAFT), handed_in_at__isnull=False),
                name="responsibility_report_handed_pair",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.RETURNED) & ~Q(returned_why="")
                | Q(~Q(state=ReportState.RETURNED), returned_why=""),
                name="responsibility_report_returned_pair",
            ),
            models.CheckConstraint(
                condition=Q(heard_on=None, recorded_on=None)
                | Q(kind=ReportKind.YEAR, heard_on__isnull=False, recorded_on__isnull=False),
                name="responsibility_report_heard_yearly",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.uid}"


class ReportVersion(models.Model):
    """What a report said: the figures that the system knew at `cut_off`, frozen, and the typed texts.

    The last version is open until it is handed in; `revision` counts its savings, so that two writers notice each
    other. `figures` is a list of `types.KnownFigure` as JSON.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    revision = models.PositiveIntegerField(default=1)
    figures = models.JSONField(default=list)
    cut_off = models.DateTimeField()
    done = models.TextField("工作情况", max_length=20000, blank=True)
    problems = models.TextField("存在问题", max_length=10000, blank=True)
    plans = models.TextField("下一步打算", max_length=10000, blank=True)
    handed_in_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id report number revision figures cut_off handed_in_at changed_at changed_by",
        personal="done problems plans",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "number"], name="responsibility_version_number")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of report {self.report_id}"


class ReportReceipt(models.Model):
    """The unit above has opened a version that was handed in: who of its posts first, and when."""

    version = models.OneToOneField(ReportVersion, models.PROTECT, related_name="receipt")
    read_at = models.DateTimeField()
    read_by = models.BigIntegerField(null=True)
    read_label = models.CharField(max_length=80)

    privacy = classify(internal="id version read_at read_by read_label")

    def __str__(self) -> str:
        return f"receipt of version {self.version_id}"
