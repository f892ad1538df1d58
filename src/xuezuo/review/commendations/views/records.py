"""The record of a person and a unit: awards, pledges, exemplary posts."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.review.commendations import forms
from xuezuo.review.commendations.policies import RECORD_KEEP, SCHEME_VIEW
from xuezuo.review.commendations.queries.access import pledge_get_for, pledge_get_own, post_get_for, units_keeping
from xuezuo.review.commendations.queries.pages import members_choices, records
from xuezuo.review.commendations.services import records as services
from xuezuo.review.commendations.views.helpers import posted

FORM = ["GET", "POST"]


def _url() -> str:
    return reverse("commendations:record-list")


@require_GET
@requires(SCHEME_VIEW)
def record_list(request: HttpRequest) -> HttpResponse:
    """Show the own record and that of an own unit."""
    on = clock.today()
    units = units_keeping(request.actor, SCHEME_VIEW, on)
    asked = request.GET.get("unit", "")
    unit = next((one for one in units if str(one.uid) == asked), next(iter(units), None))
    context = {"page": records(request.actor, unit, on), "units": units, "today": on}
    return render(request, "commendations/record_list.html", context)


@require_http_methods(FORM)
@requires(SCHEME_VIEW)
def pledge_make(request: HttpRequest) -> HttpResponse:
    """Make a pledge of one's own."""
    form = forms.PledgeForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: services.pledge_make(actor=request.actor, **form.cleaned_data, at=clock.now()),
        done="承诺已登记，本支部可见。",
        to=_url(),
        title="作出承诺",
        submit="登记",
    )


@require_http_methods(FORM)
@requires(SCHEME_VIEW)
def pledge_state(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what came of one's own pledge."""
    pledge = pledge_get_own(request.actor, uid, clock.today())
    form = forms.StateForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: services.pledge_state(actor=request.actor, pledge=pledge, **form.cleaned_data, at=clock.now()),
        done="已说明，等待支部确认。",
        to=_url(),
        title="承诺兑现情况",
        lead=pledge.text,
        submit="登记",
    )


@require_POST
@requires(RECORD_KEEP)
def pledge_confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Confirm what a member said of a pledge."""
    pledge = pledge_get_for(request.actor, uid, clock.today())
    services.pledge_confirm(actor=request.actor, pledge=pledge, at=clock.now())
    return redirect(_url())


@require_http_methods(FORM)
@requires(RECORD_KEEP)
def post_set(request: HttpRequest, unit: uuid.UUID) -> HttpResponse:
    """Set up an exemplary post."""
    on = clock.today()
    here = unit_row(unit_get_for(request.actor, unit, RECORD_KEEP, on).pk, on)
    form = forms.PostForm(request.POST or None, members_choices(here, on))

    def deed() -> object:
        said = form.cleaned_data
        who, words = int(said["who"]) if said["who"] else None, (said["title"], said["task"])
        return services.post_set(
            actor=request.actor, unit_id=here.id, member_id=who, words=words, since=said["since"], at=clock.now()
        )

    return posted(request, form, deed, done="先锋岗已设立。", to=_url(), title="设立先锋岗", submit="设立")


@require_http_methods(FORM)
@requires(RECORD_KEEP)
def post_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """End an exemplary post."""
    post = post_get_for(request.actor, uid, clock.today())
    form = forms.DayForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: services.post_end(actor=request.actor, post=post, on=form.cleaned_data["on"], at=clock.now()),
        done="已结束。",
        to=_url(),
        title="结束先锋岗",
        submit="结束",
    )
