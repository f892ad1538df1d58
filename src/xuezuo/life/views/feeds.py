"""Calendars for programs: the page to make and revoke them, and the address that programs read."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.life import queries
from xuezuo.life.forms.feeds import FeedForm
from xuezuo.life.policies import ACTIVITY_VIEW_OWN
from xuezuo.life.queries.feeds import feed_get_for, feed_list
from xuezuo.life.services.feeds import feed_by_token, feed_make, feed_renew, feed_revoke
from xuezuo.life.sheets.feeding import calendar_file
from xuezuo.platform.access import public, requires
from xuezuo.platform.http import HttpRequest, refusals_onto


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_VIEW_OWN)
def feeds(request: HttpRequest) -> HttpResponse:
    """List the asker's calendars; posted, make one and show its address, this once."""
    units = queries.units_for(request.actor, ACTIVITY_VIEW_OWN, clock.today())
    form, token = FeedForm(request.POST or None, units=units), ""
    if form.is_valid():
        with refusals_onto(form):
            uid = form.unit_uid()
            unit = queries.readable_unit_get_for(request.actor, uid, clock.today()) if uid else None
            _, token = feed_make(actor=request.actor, unit=unit, at=clock.now())
    return _page(request, form, token)


@require_POST
@requires(ACTIVITY_VIEW_OWN)
def feed_reset(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give one of the asker's calendars another address and show it, this once."""
    _, token = feed_renew(actor=request.actor, feed=feed_get_for(request.actor, uid), at=clock.now())
    units = queries.units_for(request.actor, ACTIVITY_VIEW_OWN, clock.today())
    return _page(request, FeedForm(units=units), token)


def _page(request: HttpRequest, form: FeedForm, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("life:feed-read", args=[token])) if token else ""
    feeds = feed_list(request.actor)
    context = {"form": form, "feeds": feeds, "names": form.names, "address": address, "today": clock.today()}
    response = render(request, "life/feed_list.html", context, status=400 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@requires(ACTIVITY_VIEW_OWN)
def feed_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Revoke one of the asker's calendars."""
    feed_revoke(actor=request.actor, feed=feed_get_for(request.actor, uid), at=clock.now())
    messages.success(request, "已停用：这个地址不再提供日历。")
    return redirect("life:feed-list")


@require_GET
@public
def feed_read(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar program; the secret in the address says whose calendar it is."""
    feed, actor = feed_by_token(token, clock.now())
    site = request.build_absolute_uri("/").rstrip("/")
    content = calendar_file(feed, actor, site, clock.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["Content-Disposition"] = 'inline; filename="meetings.ics"'
    return response
