"""Heart-to-heart talks: the fact, the day, the pair."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import ReasonForm, TalkForm
from xuezuo.life.policies import ACTIVITY_VIEW_OWN, TALK_RECORD
from xuezuo.life.services.talks import Talk
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto


@require_GET
@requires(ACTIVITY_VIEW_OWN)
def talk_list(request: HttpRequest) -> HttpResponse:
    """List the talks that the asker keeps, and the own ones."""
    page = paginate(queries.talk_list(request.actor, clock.today()), page_number(request))
    kept = queries.units_for(request.actor, TALK_RECORD, clock.today())
    context = {"page": page, "keeps": {unit.id for unit in kept}, "kept": kept[:5]}
    return render(request, "life/talk_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(TALK_RECORD)
def talk_record(request: HttpRequest) -> HttpResponse:
    """Note a talk."""
    units = queries.units_for(request.actor, TALK_RECORD, clock.today())
    asked = {"date": clock.today(), **{name: request.GET.get(name, "") for name in ("unit", "first", "second")}}
    form = TalkForm(request.POST or None, units=units, initial=asked)
    if form.is_valid():
        with refusals_onto(form):
            said = form.cleaned_data
            unit = next(unit for unit in units if unit.code == said["unit"])
            talk = Talk(said["first"].pk, said["second"].pk, said["date"])
            services.heart_talk_record(actor=request.actor, unit_id=unit.id, talk=talk, at=clock.now())
            messages.success(request, "谈心谈话已登记。")
            return redirect("life:talk-list")
    lead = "只登记谁与谁在哪一天谈过，不记录谈话内容。"
    return form_page(request, form, title="登记谈心谈话", submit="登记", back=reverse("life:talk-list"), lead=lead)


@require_http_methods(["GET", "POST"])
@requires(TALK_RECORD)
def talk_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void a talk."""
    talk = queries.talk_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.heart_talk_void(actor=request.actor, talk=talk, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已作废。")
            return redirect("life:talk-list")
    back = reverse("life:talk-list")
    return form_page(request, form, title="作废这次谈心谈话记录", submit="作废", back=back, danger=True)
