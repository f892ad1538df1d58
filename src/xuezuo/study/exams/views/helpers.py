"""What the views of this room share."""

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest


class TakesErrors(Protocol):
    """A form, as far as refusals go."""

    def add_error(self, field: None, error: str, /) -> None:
        """Show the error above the form."""


@contextlib.contextmanager
def refusals_onto(form: TakesErrors) -> Iterator[None]:
    """Show what a service refuses on the form that asked; not found and forbidden stay pages of their own."""
    try:
        yield
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        form.add_error(None, error.message)


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
