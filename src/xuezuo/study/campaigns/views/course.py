"""Pausing, resuming, closing and archiving a campaign."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.campaigns import services
from xuezuo.study.campaigns.forms import WhyForm
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.queries.access import run_get_for


@require_http_methods(["GET", "POST"])
@requires(CAMPAIGN_RUN)
def campaign_pause(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Pause, with the reason."""
    run, form = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today()), WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.campaign_pause(actor=request.actor, run=run, why=form.cleaned_data["why"], at=clock.now())
            messages.success(request, "已暂停。从今天起下级组织不再看到这些要求。")
            return redirect("campaigns:campaign-detail", uid=uid)
    lead = "还没有到期的要求从今天起停止；已经到期的保持原样。以后可以恢复。"
    return form_page(request, form, title=f"暂停：{run.title}", lead=lead, submit="暂停", back=_page(uid))


@require_POST
@requires(CAMPAIGN_RUN)
def campaign_resume(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Go on."""
    run = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today())
    services.campaign_resume(actor=request.actor, run=run, at=clock.now())
    messages.success(request, "已恢复。还没有到期的要求重新生效。")
    return redirect("campaigns:campaign-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(CAMPAIGN_RUN)
def campaign_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close, with the reason."""
    run, form = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today()), WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.campaign_close(actor=request.actor, run=run, why=form.cleaned_data["why"], at=clock.now())
            messages.success(request, "已结束。可以发起“回头看”，也可以归档。")
            return redirect("campaigns:campaign-detail", uid=uid)
    lead = "还没有到期的要求从今天起停止，不能恢复；记录都保留。"
    words = {"title": f"结束：{run.title}", "lead": lead, "submit": "结束", "danger": True}
    return form_page(request, form, back=_page(uid), **words)


@require_POST
@requires(CAMPAIGN_RUN)
def campaign_archive(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put it among the archived ones."""
    run = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today())
    services.campaign_archive(actor=request.actor, run=run, at=clock.now())
    messages.success(request, "已归档。")
    return redirect("campaigns:campaign-detail", uid=uid)


def _page(uid: uuid.UUID) -> str:
    return reverse("campaigns:campaign-detail", kwargs={"uid": uid})
