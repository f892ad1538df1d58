"""Stored files and what is known of them."""

from django.db import models

from xuezuo.platform.privacy import classify


class StoredFile(models.Model):
    """A file kept under the data folder by its digest; never reachable by a public address.

    `owner_kind` and `owner_uid` name the thing it belongs to ("life.activity"); who may read that may read the file.
    """

    uid = models.UUIDField(unique=True)
    owner_kind = models.CharField(max_length=40)
    owner_uid = models.UUIDField()
    unit_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid owner_kind owner_uid unit_id media_type size sha256 stored_at removed_at",
        personal="name",
    )

    def __str__(self) -> str:
        return f"file {self.uid}"
