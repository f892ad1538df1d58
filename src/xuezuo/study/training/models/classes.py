"""A class, who is enrolled, and the certificates that it gave."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from xuezuo.platform.privacy import classify
from xuezuo.study.training.types import ALIVE, ClassState, EnrolmentState


class TrainingClass(models.Model):
    """A training class 培训班 that a unit holds for members at or below it; see `types.ClassSpec` for the columns.

    `number` is given once and stands on certificates. The counts are kept by the services from `Enrolment`, so that a
    branch sees how many places are left without seeing who has them.
    """

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="training_classes")
    number = models.CharField("编号", max_length=60, unique=True)
    title = models.CharField("名称", max_length=120)
    unit_types = ArrayField(models.CharField(max_length=20), default=list)
    audience = models.CharField("培训对象", max_length=200, blank=True)
    places = models.PositiveIntegerField("名额", null=True)
    starts_on = models.DateField("开班日期")
    ends_on = models.DateField("结业日期")
    enrol_until = models.DateField("报名截止", null=True)
    venue = models.CharField("地点", max_length=120, blank=True)
    note = models.TextField("说明", max_length=2000, blank=True)
    certificate_minutes = models.PositiveIntegerField(null=True)
    ask = models.ForeignKey("asks.Ask", models.PROTECT, null=True, related_name="training_classes")
    state = models.CharField(max_length=10, choices=ClassState.choices, default=ClassState.DRAFT)
    confirmed_count = models.PositiveIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid unit number title unit_types audience places starts_on ends_on enrol_until venue note"
        " certificate_minutes ask state confirmed_count waiting_count made_at made_by closed_at cancel_reason"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "starts_on"], name="training_class_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="training_class_days"),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(confirmed_count__lte=F("places")), name="training_class_places"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="training_class_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Enrolment(models.Model):
    """That a member wants to take part in a class, and what became of it.

    `unit` is the member's unit of the day of enrolment. `waits_since` orders the waiting list. Who takes part is who is
    confirmed, and who left after the day of a session.
    """

    uid = models.UUIDField(unique=True)
    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="enrolments", db_index=False)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="training_enrolments")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.REQUESTED)
    is_own_request = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)
    left_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid training_class unit is_own_request made_at made_by confirmed_at waits_since left_on",
        personal="member state reason",
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["training_class", "state"], name="training_enrolment_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["training_class", "member"], condition=Q(state__in=ALIVE), name="training_enrolment_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False), name="training_enrolment_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"enrolment {self.uid}"


class Certificate(models.Model):
    """A certificate of attendance 结业证明: that a member attended so many minutes of a class.

    It says what was true when it was issued; a correction that changes the minutes does not change it, the keeper
    voids it and issues another one.
    """

    uid = models.UUIDField(unique=True)
    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="certificates", db_index=False)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="training_certificates")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    number = models.CharField("编号", max_length=80, unique=True)
    minutes = models.PositiveIntegerField("学习时长（分钟）")
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid training_class unit number issued_on issued_at issued_by voided_at",
        personal="member minutes void_reason",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["training_class", "member"],
                condition=Q(voided_at__isnull=True),
                name="training_certificate_once",
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.uid}"
