"""Prompts: what a unit has before it and what it sent; one prompt; its receipts."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate
from xuezuo.study.plans.policies import PLAN_VIEW, PROMPT_SEND, RECEIPTS_VIEW
from xuezuo.study.plans.queries import prompts as queries
from xuezuo.study.plans.queries.plans import chosen_unit, may_send
from xuezuo.study.plans.queries.prompt_pages import prompt_page
from xuezuo.study.plans.queries.scope import prompt_get_for, receipts_get_for
from xuezuo.study.plans.services import prompts as services
from xuezuo.study.plans.services.receipts import prompt_read
from xuezuo.study.plans.services.receipts import prompt_remind as remind


@require_GET
@requires(PLAN_VIEW)
def prompt_list(request: HttpRequest) -> HttpResponse:
    """Show the prompts that a unit got, and those that it sent."""
    on = clock.today()
    unit, units = chosen_unit(request.actor, request.GET.get("unit", ""), on)
    if unit is None:
        return render(request, "plans/no_unit.html")
    is_sent = request.GET.get("box") == "sent"
    found = queries.prompt_list(request.actor, unit.id, on) if is_sent else queries.prompts_before(unit.id, on)
    context = {
        "unit": unit,
        "units": units,
        "is_sent": is_sent,
        "page": paginate(found, page_number(request)),
        "may_send": unit.kind != "branch" and may_send(request.actor, unit.id, on),
    }
    return render(request, "plans/prompt_list.html", context)


@require_GET
@requires(PLAN_VIEW)
def prompt_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a prompt; opened by a keeper of a unit it is for, that unit has read it."""
    on = clock.today()
    prompt = prompt_get_for(request.actor, uid, on)
    if prompt.state == "sent":
        prompt_read(actor=request.actor, prompt=prompt, at=clock.now())
    return render(request, "plans/prompt_detail.html", {"page": prompt_page(request.actor, prompt, on)})


@require_GET
@requires(RECEIPTS_VIEW)
def prompt_receipts(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show which units have read a prompt and which have not, in the order of the tree."""
    on = clock.today()
    prompt = receipts_get_for(request.actor, uid, on)
    context = {
        "prompt": prompt,
        "page": paginate(queries.receipt_rows(prompt, on), page_number(request)),
        "counts": queries.receipt_counts(prompt, on),
        "may_send": may_send(request.actor, prompt.unit_id, on),
    }
    return render(request, "plans/prompt_receipts.html", context)


@require_POST
@requires(PROMPT_SEND)
def prompt_remind(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Remind those who have not read it, once."""
    prompt = prompt_get_for(request.actor, uid, clock.today(), to_send=True)
    remind(actor=request.actor, prompt=prompt, at=clock.now())
    messages.success(request, "已提醒：未阅的组织会在首页看到。")
    return redirect("plans:prompt-receipts", uid=uid)


@require_POST
@requires(PROMPT_SEND)
def prompt_send(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send a draft."""
    prompt = prompt_get_for(request.actor, uid, clock.today(), to_send=True)
    services.prompt_send(actor=request.actor, prompt=prompt, at=clock.now())
    messages.success(request, "已发出。有要求的事项已列入各组织“本月要做的事”。")
    return redirect("plans:prompt-detail", uid=uid)


@require_POST
@requires(PROMPT_SEND)
def prompt_discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Delete a draft."""
    prompt = prompt_get_for(request.actor, uid, clock.today(), to_send=True)
    services.prompt_discard(actor=request.actor, prompt=prompt, at=clock.now())
    messages.success(request, "草稿已删除。")
    return redirect("plans:prompt-list")
