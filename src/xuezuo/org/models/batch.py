"""Imports that can be taken back."""

from django.db import models

from xuezuo.platform.privacy import classify


class RosterBatch(models.Model):
    """One applied roster file; its `journal` lists what it made and ended, so that it can be revoked as a whole."""

    uid = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    applied_at = models.DateTimeField()
    applied_by = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)
    journal = models.JSONField(default=dict)

    privacy = classify(internal="id uid file_name sha256 rows applied_at applied_by revoked_at journal")

    def __str__(self) -> str:
        return f"batch {self.uid}"
