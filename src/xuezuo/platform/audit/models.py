"""The audit trail's one table."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify


class Entry(models.Model):
    """One deed: who, when, what, to which thing, with the allowed fields before and after.

    No foreign keys: an entry outlives account, member and unit. The application role may insert and read, not change.
    """

    name = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_uid = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    member_uid = models.UUIDField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    privacy = classify(
        internal="id name account_id actor_label subject_kind subject_uid unit_id before after reason at",
        personal="member_uid",
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_uid"], name="audit_subject"),
            models.Index(fields=["member_uid", "-at"], name="audit_member"),
            models.Index(fields=["unit_id", "-at"], name="audit_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.subject_kind}:{self.subject_uid}"
