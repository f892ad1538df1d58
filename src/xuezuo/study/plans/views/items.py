"""Items of a plan's draft."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.plans.forms.heads import ReasonForm
from xuezuo.study.plans.forms.items import LocalForm, PlanItemForm
from xuezuo.study.plans.policies import PLAN_EDIT
from xuezuo.study.plans.queries.items import item_view
from xuezuo.study.plans.queries.plans import item_get_for
from xuezuo.study.plans.queries.scope import plan_get_for
from xuezuo.study.plans.services import items as services


@require_http_methods(["GET", "POST"])
@requires(PLAN_EDIT)
def item_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add an own item to a draft."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = PlanItemForm.fresh(request.POST or None, plan.year)
    if form.is_valid():
        with refusals_onto(form):
            services.item_add(actor=request.actor, plan=plan, spec=form.spec, at=clock.now())
            messages.success(request, "已加入计划。")
            return redirect("plans:plan-detail", uid=uid)
    return form_page(request, form, title="增加安排", submit="加入", back=reverse("plans:plan-detail", args=[uid]))


@require_http_methods(["GET", "POST"])
@requires(PLAN_EDIT)
def item_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change an own item; fit one from above to its place."""
    item = item_get_for(request.actor, uid, clock.today())
    if item.upper is not None:
        return _item_adapt(request, uid)
    form = PlanItemForm.of(request.POST or None, item)
    if form.is_valid():
        with refusals_onto(form):
            services.item_change(actor=request.actor, item=item, spec=form.spec, at=clock.now())
            return redirect("plans:plan-detail", uid=item.plan.uid)
    back = reverse("plans:plan-detail", args=[item.plan.uid])
    return form_page(request, form, title="修改安排", submit="保存", back=back)


def _item_adapt(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    item = item_get_for(request.actor, uid, clock.today())
    form = LocalForm.of(request.POST or None, item)
    if form.is_valid():
        with refusals_onto(form):
            services.item_adapt(actor=request.actor, item=item, local=form.local, at=clock.now())
            return redirect("plans:plan-detail", uid=item.plan.uid)
    view = item_view(item)
    lead = f"{item.label}。上级要求：{item.upper and item_view(item.upper).when}，{view.times or '只作通知'}。"
    back = reverse("plans:plan-detail", args=[item.plan.uid])
    return form_page(request, form, title="结合本级细化", lead=lead, submit="保存", back=back)


@require_POST
@requires(PLAN_EDIT)
def item_adopt(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an item from above just as it is."""
    item = item_get_for(request.actor, uid, clock.today())
    services.item_adopt(actor=request.actor, item=item, at=clock.now())
    return redirect("plans:plan-detail", uid=item.plan.uid)


@require_http_methods(["GET", "POST"])
@requires(PLAN_EDIT)
def item_drop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Leave an optional item from above out, with the reason."""
    item = item_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.item_drop(actor=request.actor, item=item, reason=form.cleaned_data["reason"], at=clock.now())
            return redirect("plans:plan-detail", uid=item.plan.uid)
    back = reverse("plans:plan-detail", args=[item.plan.uid])
    return form_page(request, form, title="不安排这一项", lead=item.label, submit="确定不安排", back=back, danger=True)


@require_POST
@requires(PLAN_EDIT)
def item_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an own item out of a draft."""
    item = item_get_for(request.actor, uid, clock.today())
    plan = services.item_remove(actor=request.actor, item=item, at=clock.now())
    return redirect("plans:plan-detail", uid=plan.uid)
