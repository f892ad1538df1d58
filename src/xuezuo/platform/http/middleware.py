"""The edge where requests get their helpers and refusals become pages.

Order in settings: `HtmxMiddleware` before the log-in guard (it turns the guard's redirect into one that htmx obeys),
`DomainErrorMiddleware` last, next to the view.
"""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import current_actor
from xuezuo.platform.http.htmx import HtmxDetails
from xuezuo.platform.http.requests import HttpRequest

ERROR_PAGE = "web/error.html"
ERROR_NOTICE = "web/error_notice.html"
NOTICES_ID = "notices"  # of the element in web/base.html that takes notices

type Answer = Callable[[DjangoRequest], HttpResponseBase]


class HtmxMiddleware:
    """Give the request `.htmx`, and make redirects work for htmx.

    `fetch` follows a redirect by itself and htmx would put the whole next page into the target. With `HX-Redirect`
    the browser goes there, so that a view may answer every client with the same plain redirect.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        request.htmx = HtmxDetails.of(request)
        response = self.get_response(request)
        if response.headers.get("Location", "").startswith(f"{settings.LOGIN_URL}?next="):  # the guard's
            return_to_page(request, response)
        if request.htmx and response.has_header("Location") and HTTPStatus(response.status_code).is_redirection:
            response.headers["HX-Redirect"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = HTTPStatus.OK
        return response


def return_to_page(request: HttpRequest, response: HttpResponseBase) -> None:
    """Have the log-in lead back to the page the person sees: not to a fragment, nor to an address that only takes POST.

    Only the path is taken over, so that a forged header cannot lead away from this site.
    """
    seen = request.htmx.current_url or (request.headers.get("Referer", "") if request.method == "POST" else "")
    parts = urlsplit(seen)
    if parts.path:
        page = parts.path + (f"?{parts.query}" if parts.query else "")
        response.headers["Location"] = f"{settings.LOGIN_URL}?{urlencode({'next': page})}"


class NoStoreMiddleware:
    """Keep pages out of every cache, the browser's own too: after a log-out "back" must not show people's data."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: DjangoRequest) -> HttpResponseBase:
        """Handle one request; a view that sets `Cache-Control` itself is left alone."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class DomainErrorMiddleware:
    """Answer what a service refused with a page, or with a notice when htmx asked; give the view `request.actor`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: DjangoRequest) -> HttpResponseBase:
        """Handle one request; who opens the address of a deed, as a phone does that restores its tabs, is told."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            answer = error_response(request, HTTPStatus.METHOD_NOT_ALLOWED)
            answer.headers["Allow"] = response.headers["Allow"]
            return answer
        return response

    def process_view(self, request: HttpRequest, *_args: object) -> None:
        """Name the asker once every middleware that may set one has run."""
        request.actor = current_actor()

    def process_exception(self, request: DjangoRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; a lost database into "try again soon"."""
        if isinstance(error, DomainError):
            return error_response(request, error.kind.value, message=error.message, code=error.code)
        if isinstance(error, OperationalError):
            return error_response(request, HTTPStatus.SERVICE_UNAVAILABLE)
        return None


def _page_before(request: DjangoRequest) -> str:
    """Return the path of the page whose form was refused, empty where there is none; a path only, so of this site."""
    seen = urlsplit(request.headers.get("Referer", "")) if request.method == "POST" else urlsplit("")
    if not seen.path.startswith("/") or seen.path.startswith("//") or seen.path == request.path:
        return ""
    return seen.path + (f"?{seen.query}" if seen.query else "")


def error_response(request: DjangoRequest, status: int, *, message: str = "", code: str = "") -> HttpResponse:
    """Return the page for `status`; for htmx a notice that goes to the top of the page wherever the target was.

    Args:
        request: the request that failed.
        status: 400, 403, 404, 405, 409, 500 or 503.
        message: what happened, in Chinese; the page has a general text for each status.
        code: stable code of the error, shown small so that people can quote it.
    """
    context = {"status": status, "message": message, "code": code, "back": _page_before(request)}
    if not HtmxDetails.of(request):
        # Without the request no context processor runs: session and person come from the database that may be gone.
        asked = None if status >= HTTPStatus.INTERNAL_SERVER_ERROR else request
        return render(asked, ERROR_PAGE, context, status=status)
    response = render(None, ERROR_NOTICE, context, status=status)
    response.headers["HX-Retarget"] = f"#{NOTICES_ID}"
    response.headers["HX-Reswap"] = "innerHTML show:top"
    return response
