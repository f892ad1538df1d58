"""The request as views of the house see it."""

from django.http import HttpRequest as DjangoRequest

from xuezuo.platform.access import Actor
from xuezuo.platform.http.htmx import HtmxDetails


class HttpRequest(DjangoRequest):
    """Django's request with what our middleware adds. Only a type: Django makes the object, the middleware fills it.

    Attributes:
        actor: who asks (`access.current_actor()` at the moment the view is called).
        htmx: the htmx headers; falsy for a plain request.
    """

    actor: Actor
    htmx: HtmxDetails


def year_asked(request: DjangoRequest, usual: int, *, first: int = 2000, last: int = 2100) -> int:
    """Return the year that the address names as `?year=2026`; `usual` when it names none between `first` and `last`."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and first <= int(asked[:5]) <= last else usual
