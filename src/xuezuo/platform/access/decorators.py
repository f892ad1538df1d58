"""The door of a view: every view says `@requires(capability)` or `@public`; a guard test sees to it."""

import functools
from collections.abc import Callable
from typing import Concatenate

from django.http import HttpRequest, HttpResponseBase

from xuezuo.kernel.errors import Forbidden
from xuezuo.platform.access.actor import current_actor
from xuezuo.platform.access.capability import Capability

type View[Asked: HttpRequest, **P] = Callable[Concatenate[Asked, P], HttpResponseBase]


def requires[Asked: HttpRequest, **P](
    *capabilities: Capability,
) -> Callable[[View[Asked, P]], View[Asked, P]]:
    """Let in only actors who hold at least one of the capabilities somewhere; with none, any logged-in person.

    Whether this object may be touched is decided by the access door of the object (`*_get_for`), not here.
    """

    def decorate(view: View[Asked, P]) -> View[Asked, P]:
        @functools.wraps(view)
        def checked(request: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = current_actor()
            if actor.is_anonymous:
                raise Forbidden(reason="请先登录。")
            if capabilities and not any(wanted.is_held_by(actor) for wanted in capabilities):
                raise Forbidden(reason="您目前的职务没有“" + "、".join(c.label for c in capabilities) + "”的权限。")
            return view(request, *args, **kwargs)

        checked.access = tuple(c.name for c in capabilities) or ("login",)  # type: ignore[attr-defined]  # read by the guard
        return checked

    return decorate


def public[V: Callable[..., HttpResponseBase]](view: V) -> V:
    """Mark a view that strangers may see."""
    view.login_required = False  # type: ignore[attr-defined]  # read by Django's LoginRequiredMiddleware
    view.access = ("public",)  # type: ignore[attr-defined]  # read by the guard
    return view
