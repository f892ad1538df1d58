"""Decisions and what comes of them: noted, changed, reported, confirmed, reopened, dropped; lists of them."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import DoneForm, ReasonForm, ReportForm, ResolutionForm
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.queries.sealing import is_sealed
from xuezuo.life.views.desks import ResolutionDesk
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def resolution_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note a decision; `?item=` names the point of the agenda."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    items = queries.agenda_items(activity)
    sealed, initial = is_sealed(activity, clock.today()), {"item": request.GET.get("item", "")}
    form = ResolutionForm(request.POST or None, items=items, is_sealed=sealed, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            at, said = clock.now(), {"decided": form.decided(), "reason": form.cleaned_data.get("reason", "")}
            services.resolution_add(actor=request.actor, activity=activity, at=at, **said)
            messages.success(request, "决议已登记。")
            return redirect("life:activity-detail", uid=uid)
    back = reverse("life:activity-detail", kwargs={"uid": uid})
    words = {"title": "登记决议", "submit": "登记决议", "back": back, "draft": f"resolution {uid}"}
    return form_page(request, form, lead=f"{activity.occurred_on} {activity.headline}", **words)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def resolution_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what a decision says."""
    resolution = queries.resolution_get_for(request.actor, uid, clock.today())
    desk = ResolutionDesk(request.actor, resolution)
    form = desk.form(request.POST or None)
    if request.method != "POST":
        clash = desk.left_unsaved()
        return render(request, clash["page"], clash) if clash else form_page(request, form, **desk.words())
    if form.is_valid():
        with refusals_onto(form):
            if (clash := desk.keep(form)) is None:
                messages.success(request, "决议已修改，原来的内容保留在历史中。")
                return redirect("life:resolution-detail", uid=uid)
            return render(request, clash["page"], clash, status=409)
    return form_page(request, form, **desk.words())


@require_GET
@requires()
def resolution_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one decision with all that came of it: for its owner and those who see the meeting's record."""
    page = queries.resolution_page(request.actor, uid, clock.today())
    return render(request, "life/resolution_detail.html", {"page": page, "resolution": page.resolution})


@require_http_methods(["GET", "POST"])
@requires()
def resolution_report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a decision was carried out, as its owner."""
    resolution = queries.resolution_page(request.actor, uid, clock.today()).resolution
    form = ReportForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            services.resolution_report(actor=request.actor, resolution=resolution, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已报告完成，等待核实。")
            return redirect("life:resolution-detail", uid=uid)
    return form_page(
        request,
        form,
        title="报告完成情况",
        submit="报告完成",
        back=_page(uid),
        lead=resolution.text,
        draft=f"report {uid}",
    )


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def resolution_done(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Confirm that a decision was carried out."""
    resolution = queries.resolution_get_for(request.actor, uid, clock.today())
    initial = {"on": resolution.reported_on or clock.today(), "note": resolution.note}
    form = DoneForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            services.resolution_done(actor=request.actor, resolution=resolution, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已核实办结。")
            return redirect("life:resolution-detail", uid=uid)
    return form_page(request, form, title="核实办结", submit="办结", back=_page(uid), lead=resolution.text)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def resolution_reopen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take back that a decision is done or reported."""
    resolution = queries.resolution_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.resolution_reopen(actor=request.actor, resolution=resolution, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已重新打开，原来的完成情况保留在历史中。")
            return redirect("life:resolution-detail", uid=uid)
    return form_page(request, form, title="退回或重新打开", submit="重新打开", back=_page(uid), lead=resolution.text)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_CORRECT)
def resolution_drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a decision is not to be carried out any more."""
    resolution = queries.resolution_get_for(request.actor, uid, clock.today(), ACTIVITY_CORRECT)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.resolution_drop(actor=request.actor, resolution=resolution, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已标为不再执行。")
            return redirect("life:resolution-detail", uid=uid)
    words = {"title": "不再执行", "submit": "标为不再执行", "danger": True}
    return form_page(request, form, back=_page(uid), lead=resolution.text, **words)


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def follow_up_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what the unit decided and what came of it."""
    today = clock.today()
    unit = unit_row(queries.meeting_unit_for(request.actor, uid, today).pk, today)
    board = queries.follow_ups(request.actor, unit, request.GET.get("state", ""), today)
    page = paginate(board.rows, page_number(request))
    return render(request, "life/follow_up_list.html", {"unit": unit, "board": board, "page": page})


@require_GET
@requires()
def my_work(request: HttpRequest) -> HttpResponse:
    """Show what the asker has to do after meetings: own decisions, what waits for one's word."""
    return render(request, "life/my_work.html", {"work": queries.my_work(request.actor, clock.today())})


def _page(uid: uuid.UUID) -> str:
    return reverse("life:resolution-detail", kwargs={"uid": uid})
