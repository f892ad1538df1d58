"""Recordings: larger than documents, kept without ever being in memory as a whole."""

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import IO, Final

from django.conf import settings

from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.platform.files.errors import FileTooLarge, FileTypeRefused
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.services import Owner, path_of

_PIECE: Final = 1024 * 1024
_MB: Final = 1024 * 1024
_SOUND_BRANDS: Final = (b"M4A ", b"M4B ", b"mp42", b"isom")
WORDS: Final = "MP3、M4A、WAV、OGG、MP4、WEBM"


def _is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 in (0xE2, 0xE4, 0xE6))


def _is_mpeg4(head: bytes) -> bool:
    return head[4:8] == b"ftyp"


# Extension -> media type, and how its content begins.
AUDIO: Final[dict[str, tuple[str, Callable[[bytes], bool]]]] = {
    ".mp3": ("audio/mpeg", _is_mp3),
    ".m4a": ("audio/mp4", lambda head: _is_mpeg4(head) and head[8:12] in _SOUND_BRANDS),
    ".wav": ("audio/wav", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE"),
    ".ogg": ("audio/ogg", lambda head: head.startswith(b"OggS")),
}
VIDEO: Final[dict[str, tuple[str, Callable[[bytes], bool]]]] = {
    ".mp4": ("video/mp4", _is_mpeg4),
    ".webm": ("video/webm", lambda head: head.startswith(b"\x1a\x45\xdf\xa3")),
}


def recording_store(*, owner: Owner, name: str, content: IO[bytes], limit: int, at: dt.datetime) -> StoredFile:
    """Check and keep a recording piece by piece; its row is part of the running transaction.

    Args:
        owner: the thing it belongs to.
        name: with an extension of `AUDIO` or `VIDEO`.
        content: read from where it stands.
        limit: bytes it may have.
        at: instant.

    Raises:
        FileTooLarge: more than `limit`.
        FileTypeRefused: the content does not agree with the extension.
    """
    clean = squeeze(PurePath(name.replace("\\", "/")).name)[-200:]
    media_type, agrees = (AUDIO | VIDEO).get(PurePath(clean).suffix.lower(), ("", lambda _: False))
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete_on_close=False) as part:
        digest, size = hashlib.sha256(), 0
        while piece := content.read(_PIECE):
            if not size and not agrees(piece):
                raise FileTypeRefused(words=WORDS)
            size += len(piece)
            if size > limit:
                raise FileTooLarge(limit=limit // _MB)
            digest.update(piece)
            part.write(piece)
        if not size:
            raise FileTypeRefused(words=WORDS)
        part.flush()
        os.fsync(part.fileno())
        path = path_of(digest.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        Path(part.name).replace(path)
    return StoredFile.objects.create(
        uid=new_id(),
        owner_kind=owner.kind,
        owner_uid=owner.uid,
        unit_id=owner.unit_id,
        name=clean,
        media_type=media_type,
        size=size,
        sha256=digest.hexdigest(),
        stored_at=at,
    )
