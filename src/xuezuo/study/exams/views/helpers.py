"""What the views of this room share."""

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from xuezuo.platform.http import HttpRequest


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "exams/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)


@contextlib.contextmanager
def kept(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Keep an uploaded file for the length of the block, under a name with its ending."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix.lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)


def download(name: str, write: Callable[[Path], object]) -> FileResponse:
    """Answer with the file that `write` writes."""
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as file:
        write(Path(file.name))
        return FileResponse(io.BytesIO(Path(file.name).read_bytes()), as_attachment=True, filename=name)
