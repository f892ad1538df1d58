"""What the views of contests share."""

import contextlib
import io
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezuo.platform.http import HttpRequest
from xuezuo.study.contests.types import WorkFile


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`, `draft`."""
    return render(request, "contests/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def page_of(uid: uuid.UUID) -> str:
    """Return the address of a contest's page."""
    return reverse("contests:contest-detail", args=[uid])


@contextlib.contextmanager
def kept(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Keep an uploaded file for the length of the block, under a name with its ending."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix.lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def download(file: WorkFile, number: int | None = None) -> FileResponse:
    """Answer with a work's file, never shown in the browser; its name is the number."""
    name = f"作品{number}号{file.suffix}" if number else f"作品{file.suffix}"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Cache-Control": "no-store"}
    return FileResponse(
        io.BytesIO(file.content), as_attachment=True, filename=name, content_type=file.media_type, headers=headers
    )
