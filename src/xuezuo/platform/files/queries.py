"""Reads of attachments."""

import uuid

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.files.models import StoredFile


def files_of(kind: str, uid: uuid.UUID) -> list[StoredFile]:
    """Return the files of a thing that were not removed, oldest first."""
    return list(StoredFile.objects.filter(owner_kind=kind, owner_uid=uid, removed_at=None).order_by("stored_at", "id"))


def file_of(kind: str, owner: uuid.UUID, uid: uuid.UUID) -> StoredFile:
    """Return one file of a thing.

    Raises:
        NotFound: no such file there, or removed.
    """
    stored = StoredFile.objects.filter(owner_kind=kind, owner_uid=owner, uid=uid, removed_at=None).first()
    if stored is None:
        raise NotFound
    return stored
