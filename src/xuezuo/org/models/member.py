"""Members and their dated relations."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from xuezuo.org.types import AffiliationKind, MemberStage, PostKind, Sex
from xuezuo.platform.privacy import classify


class Member(models.Model):
    """A member 党员: who the person is; where, what stage and which posts are dated relations of their own."""

    uid = models.UUIDField(unique=True)
    number = models.CharField("党员编号", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=60)
    pinyin = models.CharField(max_length=300)
    initials = models.CharField(max_length=60)
    sex = models.CharField("性别", max_length=10, choices=Sex.choices)
    nation = models.CharField("民族", max_length=20, blank=True)
    born_on = models.DateField("出生日期")
    education = models.CharField("学历", max_length=20, blank=True)
    joined_on = models.DateField("入党日期")
    full_on = models.DateField("转正日期", null=True)
    hours_exempt_from = models.DateField("学时不作硬性要求起始日期", null=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="member")
    batch = models.ForeignKey("org.RosterBatch", models.PROTECT, null=True, related_name="+")

    privacy = classify(
        internal="id uid account batch",
        personal="number name pinyin initials sex nation born_on education joined_on full_on hours_exempt_from",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name"], name="org_member_name", opclasses=["text_pattern_ops"]),
            models.Index(fields=["pinyin"], name="org_member_pinyin", opclasses=["text_pattern_ops"]),
            models.Index(fields=["initials"], name="org_member_initials", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"


class MemberIdentity(models.Model):
    """Encrypted identity number and phone, with keyed hashes for looking them up; apart so that lists never load it."""

    member = models.OneToOneField(Member, models.PROTECT, primary_key=True, related_name="identity")
    id_number = models.BinaryField("公民身份号码", null=True)
    id_number_hash = models.BinaryField(null=True, unique=True)
    phone = models.BinaryField("手机号码", null=True)
    phone_hash = models.BinaryField(null=True)

    privacy = classify(internal="member", secret="id_number id_number_hash phone phone_hash")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["phone_hash"], name="org_identity_phone")]

    def __str__(self) -> str:
        return f"identity of {self.pk}"


class Stage(models.Model):
    """Probationary or full, from when to when."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=20, choices=MemberStage.choices)
    during = DateRangeField()

    privacy = classify(internal="id member", personal="stage during")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="org_stage_one_a_day",
                expressions=[("member", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} of {self.member_id}"


class Affiliation(models.Model):
    """Where a member belongs 组织关系, in which way, from when to when."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliations")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="affiliations")
    kind = models.CharField(max_length=20, choices=AffiliationKind.choices)
    during = DateRangeField()
    batch = models.ForeignKey("org.RosterBatch", models.PROTECT, null=True, related_name="+")

    privacy = classify(internal="id member unit batch", personal="kind during")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="org_affiliation_one_formal_a_day",
                expressions=[("member", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=models.Q(kind=AffiliationKind.FORMAL),
            ),
            ExclusionConstraint(
                name="org_affiliation_once_a_day",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                # formal ones are guarded above; leaving them out keeps the planner from this slow index
                condition=~models.Q(kind=AffiliationKind.FORMAL),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.member_id} in {self.unit_id}"


class Post(models.Model):
    """A post 职务 at a unit, from when to when; `title` keeps the wording (组织委员)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="posts")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=PostKind.choices)
    title = models.CharField("职务", max_length=40)
    during = DateRangeField()
    batch = models.ForeignKey("org.RosterBatch", models.PROTECT, null=True, related_name="+")

    privacy = classify(internal="id member unit kind title batch", personal="during")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="org_post_once_a_day",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.unit_id}"
