"""Keeping and reading attachments. Who may do so is decided by the room that owns the thing they belong to.

Content lies under `MEDIA_ROOT/ab/abcdef…` by its SHA-256, outside every public address; the same content is kept once.
"""

import dataclasses
import datetime as dt
import hashlib
import io
import os
import tempfile
import uuid
import zipfile
from pathlib import Path, PurePath
from typing import IO

import puremagic
from django.conf import settings

from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.platform.files.errors import FileLost, FileTooLarge, FileTypeRefused
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.types import ALLOWED, MAX_BYTES, WORDS


@dataclasses.dataclass(frozen=True, slots=True)
class Owner:
    """The thing a file belongs to: its kind ("life.activity"), its uid, its unit."""

    kind: str
    uid: uuid.UUID
    unit_id: int | None


def file_store(
    *, owner: Owner, name: str, content: IO[bytes], at: dt.datetime, uid: uuid.UUID | None = None
) -> StoredFile:
    """Check and keep a file; its row is part of the running transaction.

    `uid` is given by a room whose files must not tell when they came, as our own uids do.

    Raises:
        FileTooLarge: more than `MAX_BYTES`.
        FileTypeRefused: the content is not allowed or does not agree with the extension of `name`.
    """
    data = content.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileTooLarge(limit=MAX_BYTES // 1024 // 1024)
    clean = squeeze(PurePath(name.replace("\\", "/")).name)[-200:]
    media_type = detect(data, PurePath(clean).suffix.lower())
    digest = hashlib.sha256(data).hexdigest()
    _write(path_of(digest), data)
    return StoredFile.objects.create(
        uid=uid or new_id(),
        owner_kind=owner.kind,
        owner_uid=owner.uid,
        unit_id=owner.unit_id,
        name=clean,
        media_type=media_type,
        size=len(data),
        sha256=digest,
        stored_at=at,
    )


def detect(data: bytes, extension: str) -> str:
    """Return the media type that the content and the extension agree on.

    Raises:
        FileTypeRefused: they do not, or the type is not allowed.
    """
    for media_type, extensions in ALLOWED.items():
        if extension in extensions and media_type in _found(data):
            return media_type
    raise FileTypeRefused(words=WORDS)


def _found(data: bytes) -> set[str]:
    try:
        found = {match.mime_type for match in puremagic.magic_string(data)}
    except (puremagic.PureError, ValueError):
        return set()
    return found - _not_inside(data) if zipfile.is_zipfile(io.BytesIO(data)) else found


def _not_inside(data: bytes) -> set[str]:
    """Return the office types this archive is not: puremagic sees only that it is some office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    has_macros = any(name.endswith("vbaProject.bin") for name in names)
    folders = {"wordprocessingml": "word/document.xml", "spreadsheetml": "xl/workbook.xml"}
    return {
        media_type
        for media_type in ALLOWED
        for word, part in folders.items()
        if word in media_type and (has_macros or part not in names)
    }


def file_remove(*, stored: StoredFile, at: dt.datetime) -> StoredFile:
    """Take a file out of sight; a second time changes nothing. Content stays for the backup's sake."""
    if stored.removed_at is None:
        stored.removed_at = at
        stored.save(update_fields=["removed_at"])
    return stored


def file_content(stored: StoredFile) -> bytes:
    """Return the content, at most `MAX_BYTES`.

    Raises:
        FileLost: the content is not in the data folder.
    """
    try:
        return path_of(stored.sha256).read_bytes()
    except FileNotFoundError:
        raise FileLost from None


def path_of(digest: str) -> Path:
    """Return where content with this digest lies."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def _write(path: Path, data: bytes) -> None:
    """Write so that the file is complete or not there, also after a power cut."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(data)
        part.flush()
        os.fsync(part.fileno())
    Path(part.name).replace(path)
