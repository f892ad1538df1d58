"""Signing in by QR code: the rotating code on the secretary's screen, scanning, one tap."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.services import signing
from xuezuo.life.views.helpers import qr_svg
from xuezuo.platform.access import public, requires
from xuezuo.platform.http import HttpRequest, render_partial

TICKET = "sign_in_ticket"


@require_GET
@requires(ACTIVITY_RECORD)
def sign_in_board(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the code; the page (or with htmx only the code) comes anew before its window ends."""
    activity, now = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today()), clock.now()
    signing.check_open(activity, now)
    token = signing.sign_in_token(uid, now)
    address = request.build_absolute_uri(reverse("life:sign-in-scan", kwargs={"uid": uid, "token": token}))
    context = {
        "activity": activity,
        "qr": qr_svg(address),
        "present": activity.present_count,
        "seconds": signing.WINDOW_SECONDS,
    }
    return render_partial(request, "life/sign_in_board.html", context, target="code")


@require_GET
@public
def sign_in_scan(request: HttpRequest, uid: uuid.UUID, token: str) -> HttpResponse:
    """Take a scanned code: show the one button, or log in first and come back with a ticket."""
    now = clock.now()
    if request.actor.is_anonymous:
        signing.check_token(uid, token, now)
        request.session[TICKET] = signing.sign_in_ticket(uid, now)
        return redirect(f"{reverse('account_login')}?next={reverse('life:sign-in', kwargs={'uid': uid})}")
    activity = signing.sign_in_scan(request.actor, uid, token, now)
    return _button(request, activity, signing.sign_in_ticket(uid, now))


@require_http_methods(["GET", "POST"])
@requires()
def sign_in(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Sign in with one tap; a second one writes nothing and says so."""
    ticket = request.POST.get("ticket") or request.session.get(TICKET, "")
    if request.method == "GET":
        activity = signing.sign_in_return(request.actor, uid, ticket, clock.now())
        return _button(request, activity, ticket)
    result = services.attendance_sign_in(actor=request.actor, uid=uid, ticket=ticket, at=clock.now())
    words = "签到成功。" if result.is_new else "您已经签到，无需重复。"
    messages.success(request, words)
    return render(request, "life/sign_in_done.html", {"uid": uid, "is_new": result.is_new})


def _button(request: HttpRequest, activity: queries.Activity, ticket: str) -> HttpResponse:
    is_signed = signing.is_signed_in(request.actor, activity)
    context = {"activity": activity, "ticket": ticket, "is_signed": is_signed}
    return render(request, "life/sign_in.html", context)
