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
