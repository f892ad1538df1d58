"""Attachments of materials: documents by the rules of the house, recordings with limits of the site."""

import datetime as dt
import uuid
from pathlib import PurePath
from typing import IO, Final

from django.conf import settings

from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.files import queries as files
from xuezuo.platform.files import recordings
from xuezuo.platform.files import services as storage
from xuezuo.platform.files.errors import FileTooLarge, FileTypeRefused
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.recordings import AUDIO, VIDEO
from xuezuo.platform.files.types import WORDS
from xuezuo.study.library import events
from xuezuo.study.library.errors import AttachmentRefused, AttachmentTooLarge
from xuezuo.study.library.models import Material
from xuezuo.study.library.policies import MATERIAL_KEEP
from xuezuo.study.library.services.checks import lock_for, note
from xuezuo.study.library.types import MATERIAL, MaterialKind

_MB: Final = 1024 * 1024


@use_case("library.file_attach")
def file_attach(*, actor: Actor, material: Material, name: str, content: IO[bytes], at: dt.datetime) -> StoredFile:
    """Attach a document or a recording.

    Raises:
        NotFound, Forbidden: the actor does not keep the material.
        MaterialWithdrawn: it is not changed any more.
        AttachmentTooLarge, AttachmentRefused: the file may not be kept.
    """
    material = lock_for(actor, MATERIAL_KEEP, material, at)
    stored = store(material, name, content, at)
    note(events.FILE_ATTACHED, actor, material, at, file=str(stored.uid), size=stored.size)
    return stored


@use_case("library.file_remove")
def file_remove(*, actor: Actor, material: Material, uid: uuid.UUID, at: dt.datetime) -> StoredFile:
    """Take an attachment out of sight.

    Raises:
        NotFound, Forbidden: no such file, or the actor does not keep the material.
    """
    material = lock_for(actor, MATERIAL_KEEP, material, at)
    stored = files.file_of(MATERIAL, material.uid, uid)
    storage.file_remove(stored=stored, at=at)
    note(events.FILE_REMOVED, actor, material, at, file=str(uid))
    return stored


def store(material: Material, name: str, content: IO[bytes], at: dt.datetime) -> StoredFile:
    """Keep a file of a material.

    Raises:
        AttachmentTooLarge, AttachmentRefused: it may not be kept.
    """
    owner = storage.Owner(MATERIAL, material.uid, material.unit_id)
    kind = kind_of(name)
    try:
        if kind is MaterialKind.FILE:
            return storage.file_store(owner=owner, name=name, content=content, at=at)
        return recordings.recording_store(owner=owner, name=name, content=content, limit=limit_of(kind), at=at)
    except FileTooLarge as error:
        setting = {MaterialKind.AUDIO: "XUEZUO_AUDIO_MB", MaterialKind.VIDEO: "XUEZUO_VIDEO_MB"}.get(kind, "")
        raise AttachmentTooLarge(kind=kind.label, limit=error.params["limit"], setting=setting or "（固定）") from None
    except FileTypeRefused:
        raise AttachmentRefused(words=f"{WORDS}、{recordings.WORDS}") from None


def kind_of(name: str) -> MaterialKind:
    """Return what a file is by its extension; whether its content agrees is found out when it is kept."""
    suffix = PurePath(name).suffix.lower()
    if suffix in AUDIO:
        return MaterialKind.AUDIO
    return MaterialKind.VIDEO if suffix in VIDEO else MaterialKind.FILE


def limit_of(kind: MaterialKind) -> int:
    """Return how many bytes a recording may have on this site."""
    limit: int = settings.AUDIO_MB if kind is MaterialKind.AUDIO else settings.VIDEO_MB
    return limit * _MB
