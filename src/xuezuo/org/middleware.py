"""Who asks, found once per request from the log-in and the posts of the day."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from xuezuo.kernel import clock
from xuezuo.org.queries.identity import Person, person_for_account
from xuezuo.platform.access import ANONYMOUS, acting_as

NOBODY = Person(ANONYMOUS)


class ActorMiddleware:
    """Sets the current actor for the length of the request; `request.person` also names the person for the page.

    Stands outside `ATOMIC_REQUESTS`: the actor is known before the view's transaction begins, and the database backend
    pushes its scope with the first statement.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Handle one request."""
        person = NOBODY
        if request.user.is_authenticated:
            person = person_for_account(request.user.pk, is_admin=request.user.is_admin, on=clock.today())
        request.person = person  # type: ignore[attr-defined]  # read by the shell
        with acting_as(person.actor):
            return self.get_response(request)
