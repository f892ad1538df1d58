"""Writing a prompt: head, items, passing on, taking back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.plans.forms.heads import ForwardForm, PromptForm, ReasonForm
from xuezuo.study.plans.forms.items import PromptItemForm
from xuezuo.study.plans.policies import PROMPT_SEND
from xuezuo.study.plans.queries.prompt_pages import forwarders, prompt_item_get_for, senders
from xuezuo.study.plans.queries.scope import prompt_get_for
from xuezuo.study.plans.services import prompts as services


@require_http_methods(["GET", "POST"])
@requires(PROMPT_SEND)
def prompt_write(request: HttpRequest) -> HttpResponse:
    """Begin the draft of a prompt."""
    on = clock.today()
    initial = {"month": f"{on:%Y-%m}", "title": f"{on.month}月工作提示"}
    form = PromptForm(request.POST or None, senders(request.actor, on), initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            prompt = services.prompt_write(actor=request.actor, unit_id=unit_id, head=form.head, at=clock.now())
            messages.success(request, "草稿已保存。请逐项添加事项，再发出。")
            return redirect("plans:prompt-detail", uid=prompt.uid)
    back = reverse("plans:prompt-list")
    return form_page(request, form, title="起草工作提示", submit="保存草稿", back=back)


@require_http_methods(["GET", "POST"])
@requires(PROMPT_SEND)
def prompt_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change title, text and audience of a draft."""
    prompt = prompt_get_for(request.actor, uid, clock.today(), to_send=True)
    form = PromptForm.of(request.POST or None, prompt)
    if form.is_valid():
        with refusals_onto(form):
            services.prompt_change(actor=request.actor, prompt=prompt, head=form.head, at=clock.now())
            return redirect("plans:prompt-detail", uid=uid)
    return form_page(request, form, title="修改提示", submit="保存", back=reverse("plans:prompt-detail", args=[uid]))


@require_http_methods(["GET", "POST"])
@requires(PROMPT_SEND)
def prompt_item_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add an item to a draft."""
    prompt = prompt_get_for(request.actor, uid, clock.today(), to_send=True)
    form = PromptItemForm.of(request.POST or None, None)
    if form.is_valid():
        with refusals_onto(form):
            services.prompt_item_add(actor=request.actor, prompt=prompt, spec=form.spec, at=clock.now())
            return redirect("plans:prompt-detail", uid=uid)
    return form_page(request, form, title="增加事项", submit="加入", back=reverse("plans:prompt-detail", args=[uid]))


@require_http_methods(["GET", "POST"])
@requires(PROMPT_SEND)
def prompt_item_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change an item of a draft."""
    item = prompt_item_get_for(request.actor, uid, clock.today())
    form = PromptItemForm.of(request.POST or None, item)
    if form.is_valid():
        with refusals_onto(form):
            services.prompt_item_change(actor=request.actor, item=item, spec=form.spec, at=clock.now())
            return redirect("plans:prompt-detail", uid=item.prompt.uid)
    back = reverse("plans:prompt-detail", args=[item.prompt.uid])
    return form_page(request, form, title="修改事项", submit="保存", back=back)


@require_POST
@requires(PROMPT_SEND)
def prompt_item_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an item out of a draft."""
    item = prompt_item_get_for(request.actor, uid, clock.today())
    prompt = services.prompt_item_remove(actor=request.actor, item=item, at=clock.now())
    return redirect("plans:prompt-detail", uid=prompt.uid)


@require_http_methods(["GET", "POST"])
@requires(PROMPT_SEND)
def prompt_forward(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Pass a prompt on to those below, with an addition."""
    on = clock.today()
    prompt = prompt_get_for(request.actor, uid, on)
    form = ForwardForm(request.POST or None, forwarders(request.actor, prompt, on))
    if form.is_valid():
        with refusals_onto(form):
            unit_id, addition = form.cleaned_data["unit"], form.cleaned_data["addition"].strip()
            child = services.prompt_forward(
                actor=request.actor, prompt=prompt, unit_id=unit_id, addition=addition, at=clock.now()
            )
            messages.success(request, "转发草稿已建立，核对后发出。")
            return redirect("plans:prompt-detail", uid=child.uid)
    back = reverse("plans:prompt-detail", args=[uid])
    return form_page(request, form, title="转发工作提示", lead=prompt.title, submit="下一步", back=back)


@require_http_methods(["GET", "POST"])
@requires(PROMPT_SEND)
def prompt_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Withdraw a sent prompt."""
    prompt = prompt_get_for(request.actor, uid, clock.today(), to_send=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.prompt_withdraw(actor=request.actor, prompt=prompt, reason=reason, at=clock.now())
            messages.success(request, "已撤回，它的要求从今天起不再有效。")
            return redirect("plans:prompt-detail", uid=uid)
    back = reverse("plans:prompt-detail", args=[uid])
    lead = "撤回后下级仍能看到提示和撤回原因，其中的要求从今天起不再有效。"
    return form_page(request, form, title="撤回工作提示", lead=lead, submit="撤回", back=back, danger=True)
