"""Files to the browser: whole, or the piece that a player asks for (RFC 9110, one range)."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import IO, Final

from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from xuezuo.platform.http.downloads import NEVER_SHOWN

_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_PLAYED: Final = ("audio/", "video/")
_STEP: Final = 64 * 1024
_MOST: Final = 4 * 1024 * 1024  # bytes of one piece: a player asks for the next one


def file_response(request: DjangoRequest, path: Path, *, name: str, media_type: str) -> HttpResponseBase:
    """Answer with a stored file; recordings play in the page, everything else is downloaded, nothing is interpreted."""
    is_played = media_type.startswith(_PLAYED)
    headers = dict(NEVER_SHOWN)
    size = path.stat().st_size
    if is_played:
        headers |= {"Accept-Ranges": "bytes", "Cache-Control": "private, max-age=3600"}
        asked = request.headers.get("Range", "")
        if asked and (found := _piece(asked, size)) is not None:
            return _partial(path, found, size, media_type, headers)
    headers |= {"Content-Length": str(size)}
    headers["Content-Disposition"] = content_disposition_header(as_attachment=not is_played, filename=name) or ""
    return StreamingHttpResponse(_pieces(path), content_type=media_type, headers=headers)


def _pieces(path: Path) -> Iterator[bytes]:
    """Read the file while it is sent; an answer that nobody reads opens nothing."""
    with path.open("rb") as file:
        while piece := file.read(_STEP):
            yield piece


def _piece(asked: str, size: int) -> tuple[int, int] | None:
    """Return first and last byte, an empty piece (first > last) when there is none, None for what we do not answer."""
    found = _RANGE.fullmatch(asked.strip())
    if not found or asked.strip() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    start = int(first)
    end = min(int(last) if last else size - 1, size - 1, start + _MOST - 1)
    return start, end


def _partial(path: Path, piece: tuple[int, int], size: int, media_type: str, headers: dict[str, str]) -> HttpResponse:
    start, end = piece
    if start > end or start >= size:
        nothing = headers | {"Content-Range": f"bytes */{size}"}
        return HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=nothing)
    with path.open("rb") as file:
        content = _read(file, start, end)
    told = headers | {"Content-Range": f"bytes {start}-{end}/{size}"}
    return HttpResponse(content, status=HTTPStatus.PARTIAL_CONTENT, content_type=media_type, headers=told)


def _read(file: IO[bytes], start: int, end: int) -> bytes:
    file.seek(start)
    return file.read(end - start + 1)
