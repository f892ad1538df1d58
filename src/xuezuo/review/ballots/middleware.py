"""The ballot box does not look at who stands before it."""

import re
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

BOX: Final = re.compile(r"/review/ballots/[^/]+/put/")
NAMING: Final = (  # what a browser, a proxy or an app's web view may send along without being asked
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_REFERER",
    "HTTP_USER_AGENT",
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP",
    "HTTP_X_REQUESTED_WITH",
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
    "REMOTE_USER",
)


class BoxMiddleware:
    """Takes everything that names a sender off a request that carries an envelope, before anybody reads it.

    The voting page sends no cookie. Should an odd browser send one, the session would be kept alive: a row with a time
    beside the name of who has voted. First in the settings.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        if BOX.fullmatch(request.path_info):
            for name in NAMING:
                request.META.pop(name, None)
        return self.get_response(request)
