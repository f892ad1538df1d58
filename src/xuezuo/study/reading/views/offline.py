"""Reading without a network: the service worker, whose scope is this app's pages, and the page of what is kept."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.platform.access import public
from xuezuo.platform.http import HttpRequest

WORKER = "reading/offline-worker.js"


@require_GET
@public
def worker(_request: HttpRequest) -> HttpResponse:
    """Hand out the service worker: it must lie beside the pages it serves, not among the static files."""
    content = Path(str(finders.find(WORKER))).read_bytes()
    return HttpResponse(content, content_type="text/javascript; charset=utf-8")


@require_GET
@public
def kept(request: HttpRequest) -> HttpResponse:
    """Show which lists this device keeps; names nobody, knows nothing: the browser itself fills it."""
    return render(request, "reading/offline.html")
