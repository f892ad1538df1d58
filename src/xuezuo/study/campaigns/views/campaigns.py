"""The list, one campaign, and starting one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, refusals_onto, render_partial
from xuezuo.study.campaigns import services
from xuezuo.study.campaigns.exchange.loader import packs
from xuezuo.study.campaigns.forms import ChooseForm, StartForm
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN, CAMPAIGN_VIEW
from xuezuo.study.campaigns.queries import lists, single
from xuezuo.study.campaigns.queries.access import run_get_for
from xuezuo.study.campaigns.queries.links import links_of
from xuezuo.study.campaigns.queries.readings import readings_of
from xuezuo.study.library.policies import MATERIAL_KEEP


@require_GET
@requires(CAMPAIGN_VIEW)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """List the campaigns that bind the asker's units, and those below."""
    today, archived = clock.today(), request.GET.get("archived") == "1"
    page = paginate(lists.campaign_list(request.actor, today, archived=archived), page_number(request))
    context = {"page": page, "archived": archived, "may_start": CAMPAIGN_RUN.is_held_by(request.actor)}
    return render_partial(request, "campaigns/campaign_list.html", context, target="rows")


@require_GET
@requires(CAMPAIGN_VIEW)
def campaign_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a campaign: texts, phases, what is asked of whom, standards, rounds of checking."""
    today = clock.today()
    run = run_get_for(request.actor, uid, CAMPAIGN_VIEW, today)
    context = {
        "page": single.campaign_page(request.actor, run, today),
        "links": links_of(request.actor, run, today),
        "readings": readings_of(request.actor, run, today),
        "may_list": MATERIAL_KEEP.is_held_by(request.actor),  # who keeps materials keeps lists of them
    }
    return render(request, "campaigns/campaign_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(CAMPAIGN_RUN)
def campaign_start(request: HttpRequest) -> HttpResponse:
    """Choose a campaign, see what it asks of a branch, and start it."""
    today = clock.today()
    choose = ChooseForm(request.POST or request.GET, units=lists.units_to_run_for(request.actor, today), packs=packs())
    if not choose.is_valid():
        return render(request, "campaigns/campaign_start.html", {"choose": choose})
    unit, pack = choose.unit_row, choose.chosen
    form = StartForm(request.POST or None, pack=pack, children=lists.children_of(unit.id, today), today=today)
    if form.is_valid():
        with refusals_onto(form):
            run = services.campaign_start(
                actor=request.actor, unit_id=unit.id, pack=pack, terms=form.terms(), at=clock.now()
            )
            messages.success(request, "已启动。下级组织的“本月要做的事”中已经出现这些要求。")
            for label, action in single.never_asked_of(run, pack):
                said = f"{label}的“{action}”按这次的日期一次也不会要求：这段时间里没有完整的一期。"
                messages.warning(request, f"{said}需要的话，请用工作提示另行提出。")
            return redirect("campaigns:campaign-detail", uid=run.uid)
    context = {
        "choose": choose,
        "form": form,
        "pack": pack,
        "batch": single.preview(pack, pack.batches[0].id, today, today),
    }
    return render(request, "campaigns/campaign_start.html", context, status=400 if form.is_bound else 200)
