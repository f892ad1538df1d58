"""Schemes, nominations with their steps and grounds, public notices and objections; pledges and exemplary posts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.review.commendations.types import NominationState, NoticeState, SchemeFor, SchemeState


class Scheme(models.Model):
    """What a unit commends, for itself and everything below it."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    title = models.CharField("名称", max_length=100)
    whom = models.CharField("对象", max_length=8, choices=SchemeFor.choices)
    criteria = models.TextField("条件", max_length=4000)
    places = models.PositiveSmallIntegerField("名额")
    until = models.DateField("推荐截止")
    notice_days = models.PositiveSmallIntegerField("公示工作日", default=5)
    document = models.CharField("依据", max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=SchemeState.choices, default=SchemeState.OPEN)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid unit title whom criteria places until notice_days document state made_at made_by"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "-made_at"], name="commendations_scheme_unit")]

    def __str__(self) -> str:
        return f"scheme {self.uid}"


class Nomination(models.Model):
    """Somebody, or a unit (`member` empty), that a unit nominates; `at_unit` is the level that has to decide now."""

    uid = models.UUIDField(unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="nominations")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    at_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    member = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    grounds = models.TextField("事迹和理由", max_length=4000)
    state = models.CharField(max_length=12, choices=NominationState.choices, default=NominationState.PROPOSED)
    consent_on = models.DateField("同意公示姓名", null=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    decided_on = models.DateField(null=True)
    document = models.CharField("表彰决定", max_length=200, blank=True)
    why = models.CharField("原因", max_length=300, blank=True)
    revoked_on = models.DateField(null=True)

    privacy = classify(
        internal="id uid scheme unit at_unit state consent_on made_at made_by decided_on document revoked_on",
        personal="member grounds why",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scheme", "unit", "member"], name="commendations_nomination_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", revoked_on__isnull=False) & ~Q(why="")
                | ~Q(state="revoked") & Q(revoked_on=None),
                name="commendations_revoked_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"nomination {self.uid}"


class Ground(models.Model):
    """An activity that shows what a nomination says; linked, never counted into points."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="activity_links")
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="+")

    privacy = classify(internal="id nomination activity")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["nomination", "activity"], name="commendations_ground_once")
        ]

    def __str__(self) -> str:
        return f"ground {self.pk}"


class Step(models.Model):
    """What one level said of a nomination: passed on, or returned with a reason. Only grows."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="steps")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    passed = models.BooleanField()
    why = models.CharField("意见", max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    label = models.CharField(max_length=80)

    privacy = classify(internal="id nomination unit passed at by label", personal="why")

    def __str__(self) -> str:
        return f"step {self.pk}"


class PublicNotice(models.Model):
    """The public notice of a scheme: proposed, reviewed for secrecy, approved, by different people.

    `lines` is what the public reads: name and unit of those who consented, the unit alone of the others.
    """

    scheme = models.OneToOneField(Scheme, models.PROTECT, related_name="notice")
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.PROPOSED)
    intro = models.TextField("说明", max_length=2000, blank=True)
    lines = models.JSONField(default=list)
    proposed_at = models.DateTimeField()
    proposed_by = models.BigIntegerField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    review_note = models.CharField("保密审查意见", max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    privacy = classify(
        internal="id scheme state intro proposed_at proposed_by reviewed_at reviewed_by review_note approved_at"
        " approved_by starts_on ends_on",
        personal="lines",
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(approved_at__isnull=False, starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="commendations_notice_days",
            )
        ]

    def __str__(self) -> str:
        return f"notice of scheme {self.scheme_id}"


class Objection(models.Model):
    """What somebody says against a notice: sealed for the sender and those who keep the scheme."""

    uid = models.UUIDField(unique=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="objections")
    sender = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    text = models.TextField("异议和理由", max_length=2000)
    received_at = models.DateTimeField()
    received_by = models.BigIntegerField(null=True)
    answer = models.TextField("核实情况和答复", max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid scheme received_at answered_at answered_by", personal="sender text answer received_by"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="commendations_objection_answered_pair",
            )
        ]

    def __str__(self) -> str:
        return f"objection {self.uid}"


class Pledge(models.Model):
    """What a member promises in public: text, term, what the member says came of it, what the branch says."""

    uid = models.UUIDField(unique=True)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    text = models.CharField("承诺", max_length=300)
    until = models.DateField("期限")
    made_at = models.DateTimeField()
    is_kept = models.BooleanField("已兑现", null=True)
    stated = models.CharField("兑现情况", max_length=300, blank=True)
    confirmed_on = models.DateField("支部确认", null=True)
    confirmed_by = models.BigIntegerField(null=True)

    privacy = classify(
        internal="id uid unit until made_at confirmed_on confirmed_by", personal="member text is_kept stated"
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_on=None) | Q(is_kept__isnull=False), name="commendations_pledge_confirmed_pair"
            )
        ]

    def __str__(self) -> str:
        return f"pledge {self.uid}"


class ExemplaryPost(models.Model):
    """A 先锋岗 of a unit: what it is for, who holds it, from when to when."""

    uid = models.UUIDField(unique=True)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    member = models.ForeignKey("org.Member", models.PROTECT, null=True, related_name="+")
    title = models.CharField("先锋岗", max_length=60)
    task = models.CharField("职责", max_length=300, blank=True)
    since = models.DateField("起始日期")
    ended_on = models.DateField("结束日期", null=True)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid unit title task since ended_on set_at set_by", personal="member")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("since")), name="commendations_post_days"
            )
        ]

    def __str__(self) -> str:
        return f"exemplary post {self.uid}"
