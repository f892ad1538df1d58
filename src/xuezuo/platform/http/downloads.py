"""Files that are handed out and taken in by a view."""

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

NEVER_SHOWN: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
    "Cache-Control": "no-store",
}  # browsers interpret nothing of it and keep no copy of names


def download(name: str, content: bytes | IO[bytes], media_type: str = "") -> FileResponse:
    """Answer with a file to keep, never shown in the browser; without `media_type` the ending of `name` tells it."""
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    media = media_type or None
    return FileResponse(file, as_attachment=True, filename=name, content_type=media, headers=NEVER_SHOWN)


def download_written(name: str, write: Callable[[Path], object]) -> FileResponse:
    """Answer with the file that `write` writes to a path which ends like `name`."""
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as file:
        write(Path(file.name))
        return download(name, Path(file.name).read_bytes())


@contextlib.contextmanager
def kept(upload: "UploadedFile[bytes]") -> Iterator[Path]:
    """Keep an uploaded file for the length of the block, under a name with its ending."""
    with tempfile.NamedTemporaryFile(suffix=Path(upload.name or "").suffix.lower()) as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)
