"""Reading without a network: the service worker, whose scope is this app's pages, and the page of what is kept."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.platform.access import public
from xuezuo.platform.http import HttpRequest, worker_response

WORKER = "reading/offline-worker.js"


@require_GET
@public
def worker(_request: HttpRequest) -> HttpResponse:
    """Hand out the service worker: it must lie beside the pages it serves, not among the static files."""
    return worker_response(WORKER)


@require_GET
@public
def kept(request: HttpRequest) -> HttpResponse:
    """Show which lists this device keeps; names nobody, knows nothing: the browser itself fills it."""
    return render(request, "reading/offline.html")
