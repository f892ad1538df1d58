"""Visits to teaching points."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.training.forms.classes import ReasonForm
from xuezuo.study.training.forms.places import VisitForm, VisitWhereForm
from xuezuo.study.training.forms.sessions import client_uid
from xuezuo.study.training.policies import READ, VIEW, VISIT_RECORD
from xuezuo.study.training.queries import places as queries
from xuezuo.study.training.queries.asks import asks_for
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import visits as services
from xuezuo.study.training.views.helpers import status_of


@require_http_methods(["GET", "POST"])
@requires(VISIT_RECORD)
def visit_record(request: HttpRequest) -> HttpResponse:
    """Record a visit: unit and day decide who is listed, everybody ticked; untick the exceptions."""
    today = clock.today()
    asked = request.POST if request.method == "POST" else request.GET
    where = VisitWhereForm(asked, units=units_for(request.actor, VISIT_RECORD, today), today=today)
    if not where.is_valid():
        return render(request, "training/visit_record.html", {"where": where}, status=status_of(request))
    unit_id, day = where.cleaned_data["unit"], where.cleaned_data["date"]
    goals = queries.goals_for(request.actor, day)
    people = queries.visitors_possible(unit_id, day)
    asks, initial = asks_for(unit_id, DeedKind.TEACHING_VISIT, day), {"minutes": 60}
    form = VisitForm(request.POST or None, goals=goals, people=people, asks=asks, initial=initial)
    uid = client_uid(request.POST.get("uid"))
    if form.is_valid():
        with refusals_onto(form):
            spec = form.spec(day)
            made = services.visit_record(actor=request.actor, unit_id=unit_id, spec=spec, uid=uid, at=clock.now())
            messages.success(request, "已登记，计入学时。")
            return redirect("training:visit-detail", uid=made.uid)
    context = {"where": where, "form": form, "uid": uid, "has_goals": any(goals)}
    return render(request, "training/visit_record.html", context, status=status_of(request))


@require_GET
@requires(READ, VIEW)
def visit_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a visit; who came along only to officers and those above."""
    today = clock.today()
    visit = queries.visit_get_for(request.actor, uid, today)
    sees = queries.may_see_visitors(request.actor, visit, today)
    context = {
        "visit": visit,
        "people": queries.visitors_of(visit) if sees else [],
        "revisions": visit.revisions.order_by("-version") if sees else [],
        "may_record": queries.may_record(request.actor, visit, today),
    }
    return render(request, "training/visit_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(VISIT_RECORD)
def visit_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a visit with a reason; the former version stays."""
    visit = queries.visit_get_for(request.actor, uid, clock.today(), to_record=True)
    day, said = visit.occurred_on, services.spec_of(visit)
    goals = queries.goals_for(request.actor, day)
    people = queries.visitors_possible(visit.unit_id, day)
    asks = asks_for(visit.unit_id, DeedKind.TEACHING_VISIT, day)
    form = VisitForm(request.POST or None, goals=goals, people=people, asks=asks, initial=VisitForm.said(said))
    why = ReasonForm(request.POST or None)
    if form.is_valid() and why.is_valid():
        with refusals_onto(form):
            values = {"spec": form.spec(day), "reason": why.cleaned_data["reason"]}
            services.visit_correct(actor=request.actor, visit=visit, **values, at=clock.now())
            messages.success(request, "已更正，原记录保留在历史中，学时随之更正。")
            return redirect("training:visit-detail", uid=uid)
    context = {"form": form, "why": why, "visit": visit}
    return render(request, "training/visit_record.html", context, status=status_of(request))


@require_http_methods(["GET", "POST"])
@requires(VISIT_RECORD)
def visit_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void a visit."""
    visit = queries.visit_get_for(request.actor, uid, clock.today(), to_record=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.visit_void(actor=request.actor, visit=visit, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已作废，不再计入学时。")
            return redirect("training:visit-detail", uid=uid)
    back = reverse("training:visit-detail", args=[uid])
    return form_page(request, form, title="作废这次现场教学", submit="作废", back=back, danger=True)
