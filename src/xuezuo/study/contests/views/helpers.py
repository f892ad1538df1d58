"""What the views of contests share."""

import uuid

from django.http import FileResponse
from django.urls import reverse

from xuezuo.platform.http import download
from xuezuo.study.contests.types import WorkFile


def page_of(uid: uuid.UUID) -> str:
    """Return the address of a contest's page."""
    return reverse("contests:contest-detail", args=[uid])


def work_download(file: WorkFile, number: int | None = None) -> FileResponse:
    """Hand out a work's file; its name is the number, never the author."""
    name = f"作品{number}号{file.suffix}" if number else f"作品{file.suffix}"
    return download(name, file.content, file.media_type)
