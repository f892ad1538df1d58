"""Agenda and minutes: written with the version they stand on; what was saved meanwhile is shown, nothing is lost."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import AgendaForm
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.views.desks import AgendaDesk, MinutesDesk
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, refusals_onto


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def agenda_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the agenda, a row for each point."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    desk = AgendaDesk(request.actor, activity)
    if request.method != "POST":
        clash = desk.left_unsaved()
        return render(request, "life/agenda_conflict.html" if clash else "life/agenda.html", clash or desk.context())
    form = AgendaForm.posted(request.POST)
    if not form.errors:
        with refusals_onto(form):
            if (clash := desk.keep(form)) is None:
                messages.success(request, "议题已保存。")
                return redirect("life:activity-detail", uid=uid)
            return render(request, "life/agenda_conflict.html", clash, status=409)
    return render(request, "life/agenda.html", desk.context(form), status=400)


@require_POST
@requires(ACTIVITY_RECORD)
def agenda_carry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put what was left unfinished before on this agenda."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    chosen = {name: queries.uids(request.POST.getlist(name)) for name in ("items", "told")}
    services.agenda_carry(actor=request.actor, activity=activity, at=clock.now(), **chosen)
    messages.success(request, "已列入本次会议的议题，保留了来自哪次会议。")
    return redirect("life:activity-detail", uid=uid)


@require_POST
@requires(ACTIVITY_RECORD)
def outcome_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what became of a point of the agenda."""
    item = queries.item_get_for(request.actor, uid, clock.today())
    outcome = queries.outcome_named(request.POST.get("outcome", ""))
    services.outcome_set(actor=request.actor, item=item, outcome=outcome, at=clock.now())
    messages.success(request, "已标明。")
    return redirect(f"{reverse('life:activity-detail', kwargs={'uid': item.activity.uid})}#item-{item.uid}")


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def minutes_write(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the minutes of the whole meeting; each saving is a new version."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    return _minutes(request, MinutesDesk(request.actor, activity))


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def item_minutes(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the minutes of one point of the agenda."""
    item = queries.item_get_for(request.actor, uid, clock.today())
    return _minutes(request, MinutesDesk(request.actor, item.activity, item))


def _minutes(request: HttpRequest, desk: MinutesDesk) -> HttpResponse:
    form = desk.form(request.POST or None)
    if request.method != "POST":
        clash = desk.left_unsaved()
        return render(request, clash["page"] if clash else "life/minutes.html", clash or desk.context(form))
    if form.is_valid():
        with refusals_onto(form):
            if (clash := desk.keep(form)) is None:
                messages.success(request, "会议记录已保存为新版本。")
                return redirect("life:activity-detail", uid=desk.activity.uid)
            return render(request, clash["page"], clash, status=409)
    return render(request, "life/minutes.html", desk.context(form), status=400)


@require_POST
@requires(ACTIVITY_RECORD)
def text_drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let go of what could not be saved: the other's words stand."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    place = request.POST.get("place", "")[:40]
    services.text_drop(actor=request.actor, activity=activity, place=place, at=clock.now())
    messages.success(request, "已采用对方保存的内容。")
    return redirect("life:activity-detail", uid=uid)
