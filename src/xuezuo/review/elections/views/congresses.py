"""Congresses of delegates."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, refusals_onto
from xuezuo.review.elections.forms.congresses import CheckForm, CloseForm, CongressForm, NewCongressForm, QuotaForm
from xuezuo.review.elections.policies import CONGRESS_RUN, ELECTIONS_VIEW
from xuezuo.review.elections.queries import lists
from xuezuo.review.elections.queries.access import congress_get_for
from xuezuo.review.elections.queries.congresses import congress_page, delegate_get, electing_units
from xuezuo.review.elections.services import congresses as services
from xuezuo.review.elections.views.helpers import form_page

GET_POST = ["GET", "POST"]


@require_GET
@requires(ELECTIONS_VIEW)
def congress_list(request: HttpRequest) -> HttpResponse:
    """List the congresses of units that the asker looks at."""
    today = clock.today()
    page = paginate(lists.congress_list(request.actor, today), page_number(request))
    context = {"page": page, "may_run": bool(lists.congress_units(request.actor, today))}
    return render(request, "elections/congress_list.html", context)


@require_http_methods(GET_POST)
@requires(CONGRESS_RUN)
def congress_begin(request: HttpRequest) -> HttpResponse:
    """Begin to prepare a congress."""
    today = clock.today()
    units = lists.congress_units(request.actor, today)
    form = NewCongressForm(request.POST or None, units=units)
    if form.is_valid():
        with refusals_onto(form):
            uid = next(one.uid for one in units if one.id == form.cleaned_data["unit"])
            unit = unit_get_for(request.actor, uid, CONGRESS_RUN, today)
            made = services.congress_begin(actor=request.actor, unit=unit, plan=form.plan, at=clock.now())
            messages.success(request, "已建立。请分配代表名额，各选举单位才能选举代表。")
            return redirect("elections:congress-detail", uid=made.uid)
    back = reverse("elections:congress-list")
    return form_page(request, form, title="筹备党代表大会", submit="建立", back=back)


@require_GET
@requires()
def congress_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a congress: seats, allocation, delegates; to posts at or above it, and to its delegates."""
    congress = congress_get_for(request.actor, uid, ELECTIONS_VIEW, clock.today())
    context = {"congress": congress, "page": congress_page(request.actor, congress, clock.today())}
    return render(request, "elections/congress_detail.html", context)


@require_http_methods(GET_POST)
@requires(CONGRESS_RUN)
def congress_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is said of a congress."""
    congress = congress_get_for(request.actor, uid, CONGRESS_RUN, clock.today())
    initial = {name: getattr(congress, name) for name in ("title", "planned_on", "seats", "document")}
    form = CongressForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            services.congress_change(actor=request.actor, congress=congress, plan=form.plan, at=clock.now())
            messages.success(request, "已保存。")
            return redirect("elections:congress-detail", uid=uid)
    return form_page(request, form, title="修改", submit="保存", back=_page(uid))


@require_http_methods(GET_POST)
@requires(CONGRESS_RUN)
def quotas_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Allocate the delegates."""
    congress = congress_get_for(request.actor, uid, CONGRESS_RUN, clock.today())
    form = QuotaForm(request.POST or None, units=electing_units(congress, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            services.quotas_set(actor=request.actor, congress=congress, seats=form.seats, at=clock.now())
            messages.success(request, "名额已分配。")
            return redirect("elections:congress-detail", uid=uid)
    lead = f"代表名额 {congress.seats} 名，分配给各选举单位；0 表示不单独选举。"
    return form_page(request, form, title="分配代表名额", lead=lead, submit="保存", back=_page(uid))


@require_http_methods(GET_POST)
@requires(CONGRESS_RUN)
def delegate_check(request: HttpRequest, uid: uuid.UUID, pk: int) -> HttpResponse:
    """Enter what the check of a delegate's credentials found."""
    congress = congress_get_for(request.actor, uid, CONGRESS_RUN, clock.today())
    delegate, form = delegate_get(congress, pk), CheckForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said = {"is_qualified": form.cleaned_data["result"] == "yes", "reason": form.cleaned_data["reason"]}
            services.delegate_check(actor=request.actor, delegate=delegate, at=clock.now(), **said)
            messages.success(request, "已登记。")
            return redirect("elections:congress-detail", uid=uid)
    lead = f"代表：{delegate.member.name}"
    return form_page(request, form, title="代表资格审查", lead=lead, submit="登记", back=_page(uid))


@require_http_methods(GET_POST)
@requires(CONGRESS_RUN)
def congress_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter that the congress is over."""
    congress = congress_get_for(request.actor, uid, CONGRESS_RUN, clock.today())
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.congress_close(actor=request.actor, congress=congress, at=clock.now())
            messages.success(request, "已登记闭会。")
            return redirect("elections:congress-detail", uid=uid)
    return form_page(request, form, title="党代表大会闭会", submit="登记闭会", back=_page(uid), danger=True)


def _page(uid: uuid.UUID) -> str:
    return reverse("elections:congress-detail", args=[uid])
