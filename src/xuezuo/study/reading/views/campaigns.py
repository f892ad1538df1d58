"""The study list of a campaign as a reading list."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.study.campaigns.policies import CAMPAIGN_VIEW
from xuezuo.study.campaigns.queries.access import run_get_for
from xuezuo.study.campaigns.queries.readings import materials_of
from xuezuo.study.library.queries import is_open_to
from xuezuo.study.reading.policies import LIST_KEEP
from xuezuo.study.reading.queries import lists as queries
from xuezuo.study.reading.services import lists as services
from xuezuo.study.reading.types import ListSpec
from xuezuo.study.reading.views.helpers import refusals_told


@require_POST
@requires(LIST_KEEP)
def list_of_campaign(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a reading list of what the library has of a campaign's study list, for the campaign's unit or one's own."""
    on, actor = clock.today(), request.actor
    run = run_get_for(actor, uid, CAMPAIGN_VIEW, on)
    kept = LIST_KEEP.nodes(actor)
    unit_id, title = run.unit_id if run.unit_id in kept else kept[0], f"{run.title}：学习篇目"[:100]
    there = queries.list_titled(unit_id, title)
    if there is not None:
        messages.info(request, "已有这份清单，可以在这里增减。")
        return redirect("reading:list-detail", uid=there.uid)
    found = [one for one in materials_of(actor, run, on) if is_open_to(one, unit_id, on)]
    if not found:
        messages.error(request, "资料库里还没有向本组织开放的篇目。请先导入资料，或由组织者指定资料。")
        return redirect("campaigns:campaign-detail", uid=uid)
    with refusals_told(request):
        spec = ListSpec(title, f"依据：{run.document}")
        made = services.list_make(actor=actor, unit_id=unit_id, spec=spec, materials=found, at=clock.now())
        messages.success(request, f"清单已建立，收入 {len(found)} 篇。")
        return redirect("reading:list-detail", uid=made.uid)
    return redirect("campaigns:campaign-detail", uid=uid)
