"""Attachments of a material whose door was passed."""

import uuid
from pathlib import Path

from xuezuo.platform.files.errors import FileLost
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.queries import file_of
from xuezuo.platform.files.services import path_of
from xuezuo.study.library.models import Material
from xuezuo.study.library.types import MATERIAL


def file_for(material: Material, uid: uuid.UUID) -> StoredFile:
    """Return one attachment.

    Raises:
        NotFound: no such file there, or removed.
    """
    return file_of(MATERIAL, material.uid, uid)


def path_for(stored: StoredFile) -> Path:
    """Return where its content lies.

    Raises:
        FileLost: it is not there.
    """
    path = path_of(stored.sha256)
    if not path.exists():
        raise FileLost
    return path
