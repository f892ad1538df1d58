"""What holds for every request of a logged-in person: idle time-out, and a one-time password is changed first."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.platform.accounts import sessions

_ALLOWED_NAMES = (
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "web:text-size",  # who needs large letters needs them here too
)


class SessionMiddleware:
    """Keeps a session alive while it is used and sends people with a one-time password to the password page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        if request.user.is_authenticated:
            sessions.touch(request.session, clock.now(), idle_seconds=settings.SESSION_COOKIE_AGE)
            if request.user.must_change_password and not _is_allowed(request.path):
                return redirect("account_change_password")
        return self.get_response(request)


def _is_allowed(path: str) -> bool:
    return path in {reverse(name) for name in _ALLOWED_NAMES} or path.startswith(f"/{settings.STATIC_URL.strip('/')}/")
