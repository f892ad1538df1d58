"""Home, text size, and the gallery of components."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.life.queries import own_open_count
from xuezuo.platform.access import public, requires
from xuezuo.platform.http import HttpRequest
from xuezuo.study.reading.queries.lists import daily_on
from xuezuo.web.context import TEXT_SIZE_COOKIE, TEXT_SIZES
from xuezuo.web.gallery import gallery_context
from xuezuo.web.queries.home import home_board

YEAR = 365 * 24 * 60 * 60


@require_GET
@requires()
def home(request: HttpRequest) -> HttpResponse:
    """Greet, show what is to be done this month, lead on."""
    on = clock.today()
    context = {
        "board": home_board(request.actor, on),
        "daily": daily_on(request.actor, on),
        "own_decisions": own_open_count(request.actor),
    }
    return render(request, "web/home.html", context)


@require_POST
@public
def text_size(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the text size on this device and return to the page; a plain form, so it works without JavaScript."""
    size = request.POST.get("size", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        TEXT_SIZE_COOKIE,
        size if size in TEXT_SIZES else TEXT_SIZES[0],
        max_age=YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; for developers and technical administrators."""
    if not (settings.DEBUG or request.actor.is_admin):
        raise NotFound
    return render(request, "web/gallery.html", gallery_context(request))
