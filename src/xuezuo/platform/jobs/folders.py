"""Where the files of jobs lie: what was uploaded, what came of it."""

import datetime as dt
import shutil
import uuid
from pathlib import Path
from typing import Final

from django.conf import settings

KEPT: Final = dt.timedelta(days=3)


def folder_of(uid: uuid.UUID) -> Path:
    """Return the folder of a job's files, outside everything the web server hands out."""
    return Path(settings.DATA_DIR) / "jobs" / str(uid)


def make_folder(uid: uuid.UUID) -> Path:
    """Make the folder, readable by the server's user only: uploads hold what the database keeps encrypted."""
    folder = folder_of(uid)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def sweep(now: dt.datetime) -> int:
    """Remove the files of jobs older than `KEPT`; returns how many folders went."""
    root = Path(settings.DATA_DIR) / "jobs"
    limit = (now - KEPT).timestamp()
    old = [folder for folder in root.iterdir() if folder.stat().st_mtime < limit] if root.is_dir() else []
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
