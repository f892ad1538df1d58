"""Year plans: the list, one plan beside those above it, and its steps."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto, year_asked
from xuezuo.study.plans.forms.heads import HeadForm, MakeForm, ReasonForm
from xuezuo.study.plans.policies import PLAN_EDIT, PLAN_VIEW
from xuezuo.study.plans.queries import plans as queries
from xuezuo.study.plans.queries.cascade import changes_above, items_of, side_by_side
from xuezuo.study.plans.queries.scope import plan_get_for, units_keeping
from xuezuo.study.plans.services import plans as services


@require_GET
@requires(PLAN_VIEW)
def plan_list(request: HttpRequest) -> HttpResponse:
    """Show the plans of a year: above the unit, its own, directly below."""
    on = clock.today()
    year = year_asked(request, on.year)
    unit, units = queries.chosen_unit(request.actor, request.GET.get("unit", ""), on)
    if unit is None:
        return render(request, "plans/no_unit.html")
    page = paginate(queries.plans_below(unit.id, year, on), page_number(request))
    desk = queries.plan_desk(request.actor, unit, year, on)
    return render(request, "plans/plan_list.html", {"desk": desk, "units": units, "year": year, "page": page})


@require_GET
@requires(PLAN_VIEW)
def plan_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a plan beside what the plans above ask, and what changed there since."""
    on = clock.today()
    plan = plan_get_for(request.actor, uid, on)
    items, may_edit = items_of(plan), queries.may_edit_plan(request.actor, plan, on)
    is_living = plan.state in {"draft", "published"}
    context = {
        "plan": plan,
        "unit_name": queries.unit_name(plan.unit_id, on),
        "sides": side_by_side(items, on),
        "changes": changes_above(plan, items, on) if is_living else [],
        "may_edit": may_edit,
    }
    return render(request, "plans/plan_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(PLAN_EDIT)
def plan_make(request: HttpRequest) -> HttpResponse:
    """Make the draft of a plan."""
    on = clock.today()
    form = MakeForm(request.POST or None, units_keeping(request.actor, PLAN_EDIT, on), year_asked(request, on.year))
    if form.is_valid():
        with refusals_onto(form):
            said = form.cleaned_data
            plan = services.plan_make(
                actor=request.actor, unit_id=said["unit"], year=said["year"], head=form.head, at=clock.now()
            )
            messages.success(request, "草稿已建立，上级计划的安排已列入。请逐项确定，再添加本级的安排。")
            return redirect("plans:plan-detail", uid=plan.uid)
    lead = "上级已发布的年度计划会自动列入草稿，可以结合本级细化，不必重新录入。"
    return form_page(request, form, title="建立年度计划", lead=lead, submit="建立", back=reverse("plans:plan-list"))


@require_http_methods(["GET", "POST"])
@requires(PLAN_EDIT)
def plan_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what a draft is called and what it rests on."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = HeadForm.of(request.POST or None, plan)
    if form.is_valid():
        with refusals_onto(form):
            services.plan_change(actor=request.actor, plan=plan, head=form.head, at=clock.now())
            return redirect("plans:plan-detail", uid=uid)
    return form_page(request, form, title="名称和依据", submit="保存", back=reverse("plans:plan-detail", args=[uid]))


@require_POST
@requires(PLAN_EDIT)
def plan_refresh(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Fetch what the plans above say now into a draft."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    services.plan_refresh(actor=request.actor, plan=plan, at=clock.now())
    messages.success(request, "已取来上级计划现在的安排。")
    return redirect("plans:plan-detail", uid=uid)


@require_POST
@requires(PLAN_EDIT)
def plan_revise(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Begin another edition of a published plan."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    draft = services.plan_revise(actor=request.actor, plan=plan, at=clock.now())
    messages.success(request, "修订稿已建立。发布以前，原计划继续有效。")
    return redirect("plans:plan-detail", uid=draft.uid)


@require_POST
@requires(PLAN_EDIT)
def plan_publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Publish a draft."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    services.plan_publish(actor=request.actor, plan=plan, at=clock.now())
    messages.success(request, "计划已发布，有要求的安排已列入各组织“本月要做的事”。")
    return redirect("plans:plan-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(PLAN_EDIT)
def plan_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Withdraw a published plan."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.plan_withdraw(actor=request.actor, plan=plan, reason=reason, at=clock.now())
            messages.success(request, "计划已撤回，它的要求从今天起不再有效。")
            return redirect("plans:plan-detail", uid=uid)
    back = reverse("plans:plan-detail", args=[uid])
    lead = "撤回后，本计划提出的要求从今天起不再有效；已经开展的活动和记录不受影响。"
    return form_page(request, form, title="撤回年度计划", lead=lead, submit="撤回", back=back, danger=True)


@require_POST
@requires(PLAN_EDIT)
def plan_discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Delete a draft."""
    plan = plan_get_for(request.actor, uid, clock.today(), to_edit=True)
    services.plan_discard(actor=request.actor, plan=plan, at=clock.now())
    messages.success(request, "草稿已删除。")
    return redirect("plans:plan-list")
