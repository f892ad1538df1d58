"""Service workers: scripts that must lie beside the pages they serve, not among the static files."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse


def worker_response(name: str) -> HttpResponse:
    """Hand out the static file `name` as a worker; its scope is the folder of the address that answers with it."""
    content = Path(str(finders.find(name))).read_bytes()
    return HttpResponse(content, content_type="text/javascript; charset=utf-8")
