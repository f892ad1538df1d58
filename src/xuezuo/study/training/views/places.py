"""Teaching points and routes."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto
from xuezuo.study.training.forms.places import NewPlaceForm, PlaceForm, RouteChangeForm, RouteForm
from xuezuo.study.training.policies import PLACE_KEEP, READ, VIEW, VISIT_RECORD
from xuezuo.study.training.queries import places as queries
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import places as services


@require_GET
@requires(READ, VIEW)
def place_list(request: HttpRequest) -> HttpResponse:
    """List teaching points and routes that the asker may see."""
    today = clock.today()
    context = {
        "page": paginate(queries.place_list(request.actor, today), page_number(request)),
        "routes": queries.route_list(request.actor, today)[:100],
        "visits": queries.visit_list(request.actor, today)[:20],
        "may_keep": PLACE_KEEP.is_held_by(request.actor),
        "may_record": VISIT_RECORD.is_held_by(request.actor),
    }
    return render(request, "training/place_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(PLACE_KEEP)
def place_make(request: HttpRequest) -> HttpResponse:
    """Register a teaching point."""
    form = NewPlaceForm(request.POST or None, units=units_for(request.actor, PLACE_KEEP, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            made = services.place_make(actor=request.actor, unit_id=unit_id, spec=form.spec(), at=clock.now())
            messages.success(request, "教学点已登记，下级组织可以看到。")
            return redirect("training:place-detail", uid=made.uid)
    return form_page(request, form, title="登记教学点", submit="登记", back=reverse("training:place-list"))


@require_GET
@requires(READ, VIEW)
def place_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a teaching point and the visits that the asker may see."""
    today = clock.today()
    place = queries.place_get_for(request.actor, uid, today)
    may_record = VISIT_RECORD.is_held_by(request.actor)
    keeps = queries.may_keep(request.actor, place, today)
    context = {
        "place": place,
        "page": paginate(queries.visit_list(request.actor, today, place), page_number(request)),
        "contact": place.contact if may_record or keeps else "",
        "may_record": may_record,
        "keeps": keeps,
    }
    return render(request, "training/place_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(PLACE_KEEP)
def place_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is said of a teaching point."""
    place = queries.place_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = PlaceForm.of(place, request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.place_change(actor=request.actor, place=place, spec=form.spec(), at=clock.now())
            messages.success(request, "已保存。")
            return redirect("training:place-detail", uid=uid)
    back = reverse("training:place-detail", args=[uid])
    return form_page(request, form, title="修改教学点", submit="保存", back=back)


@require_http_methods(["GET", "POST"])
@requires(PLACE_KEEP)
def route_make(request: HttpRequest) -> HttpResponse:
    """Make a route of several points."""
    today = clock.today()
    places = list(queries.place_list(request.actor, today)[:60])
    form = RouteForm(request.POST or None, units=units_for(request.actor, PLACE_KEEP, today), places=places)
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            services.route_make(actor=request.actor, unit_id=unit_id, spec=form.spec(), at=clock.now())
            messages.success(request, "线路已设置。")
            return redirect("training:place-list")
    return form_page(request, form, title="设置线路", submit="保存", back=reverse("training:place-list"))


@require_GET
@requires(READ, VIEW)
def route_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a route, its former versions, and the visits that the asker may see."""
    today = clock.today()
    route = queries.route_get_for(request.actor, uid, today)
    context = {
        "route": route,
        "points": queries.stops_of(route),
        "history": queries.route_history(route),
        "page": paginate(queries.visit_list(request.actor, today, route=route), page_number(request)),
        "keeps": queries.may_keep(request.actor, route, today),
        "may_record": VISIT_RECORD.is_held_by(request.actor) and not route.closed_on,
    }
    return render(request, "training/route_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(PLACE_KEEP)
def route_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a route; once visited, the former version stays."""
    today = clock.today()
    route = queries.route_get_for(request.actor, uid, today, to_keep=True)
    listed = {place.pk: place for place in [*queries.stops_of(route), *queries.place_list(request.actor, today)[:60]]}
    now, is_visited = services.route_spec_of(route), queries.is_visited(route)
    form = RouteChangeForm(request.POST or None, now=now, places=list(listed.values()), is_visited=is_visited)
    if form.is_valid():
        with refusals_onto(form):
            services.route_change(
                actor=request.actor, route=route, spec=form.spec(), reason=form.reason, at=clock.now()
            )
            messages.success(request, "线路已修改。")
            return redirect("training:route-detail", uid=uid)
    back = reverse("training:route-detail", args=[uid])
    return form_page(request, form, title="修改线路", submit="保存", back=back)
