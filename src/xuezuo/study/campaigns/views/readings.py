"""Fixing which material of the library an entry of the study list is."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Kind, NotFound
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number
from xuezuo.study.campaigns import services
from xuezuo.study.campaigns.forms import FindForm, MaterialForm
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN
from xuezuo.study.campaigns.queries.access import run_get_for
from xuezuo.study.campaigns.queries.readings import link_at
from xuezuo.study.campaigns.queries.single import pack_of
from xuezuo.study.library.queries import material_get_for, material_search
from xuezuo.study.library.types import MaterialFilter


@require_http_methods(["GET", "POST"])
@requires(CAMPAIGN_RUN)
def reading_fix(request: HttpRequest, uid: uuid.UUID, position: int) -> HttpResponse:
    """Look for the material in the library and choose it, or leave it to the title again."""
    run = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today())
    entries = pack_of(run).study_list
    if position >= len(entries):
        raise NotFound
    if request.method == "POST":
        return _fix(request, uid, position)
    form = FindForm({"text": request.GET.get("text", entries[position].title)})
    text = form.cleaned_data["text"] if form.is_valid() else ""
    hits = material_search(request.actor, MaterialFilter(text=text), clock.today(), page_number(request))
    context = {"run": run, "entry": entries[position], "form": form, "hits": hits, "link": link_at(run, position)}
    return render(request, "campaigns/reading_fix.html", context)


def _fix(request: HttpRequest, uid: uuid.UUID, position: int) -> HttpResponse:
    run = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today())
    form = MaterialForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请从查到的资料中选择一份。")
        return redirect("campaigns:reading-fix", uid=uid, position=position)
    key = form.cleaned_data["material"]
    try:
        material = material_get_for(request.actor, key, clock.today()) if key else None
        services.reading_fix(actor=request.actor, run=run, position=position, material=material, at=clock.now())
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        messages.error(request, error.message)
        return redirect("campaigns:reading-fix", uid=uid, position=position)
    messages.success(request, f"已指定：{material.title}" if material else "已改回按标题查找。")
    return redirect("campaigns:campaign-detail", uid=uid)
