"""An organizational-life meeting as a procedure: its page, steps, opinions, problems."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.life import queries
from xuezuo.life.forms.preparing import OpinionForm, ProblemForm, StepForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW
from xuezuo.life.queries.preparing import ARTICLE, opinion_get_for, preparation_of, problem_get_for
from xuezuo.life.services import preparing as services
from xuezuo.life.types import ActivityKind, OrgLifeStep
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto


@require_GET
@requires(ACTIVITY_VIEW)
def preparation(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show how far the meeting is, step by step; a missing one reminds, with its article."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_VIEW, clock.today())
    if activity.kind != ActivityKind.ORG_LIFE_MEETING:
        raise NotFound
    rights = queries.rights_of(request.actor, activity, clock.today())
    context = {"activity": activity, "board": preparation_of(activity), "rights": rights, "article": ARTICLE}
    return render(request, "life/preparation.html", context)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def preparation_mark(request: HttpRequest, uid: uuid.UUID, step: str) -> HttpResponse:
    """Say that a step was done."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    if step not in OrgLifeStep.values:
        raise NotFound
    form = StepForm(request.POST or None, initial={"done_on": min(clock.today(), activity.occurred_on)})
    if form.is_valid():
        with refusals_onto(form):
            services.preparation_mark(actor=request.actor, activity=activity, marked=form.marked(step), at=clock.now())
            messages.success(request, "已标明完成。")
            return redirect("life:preparation", uid=uid)
    return form_page(request, form, title=OrgLifeStep(step).label, submit="标明已完成", back=_page(uid))


@require_POST
@requires(ACTIVITY_RECORD)
def preparation_clear(request: HttpRequest, uid: uuid.UUID, step: str) -> HttpResponse:
    """Take the mark of a step back."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    services.preparation_clear(actor=request.actor, activity=activity, step=step, at=clock.now())
    messages.success(request, "已取消标记。")
    return redirect("life:preparation", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def opinion_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note an opinion."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = OpinionForm(request.POST or None, initial={"collected_on": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            services.opinion_add(actor=request.actor, activity=activity, collected=form.collected(), at=clock.now())
            messages.success(request, "意见已登记。")
            return redirect("life:preparation", uid=uid)
    return form_page(request, form, title="登记听取的意见", submit="登记", back=_page(uid), lead=activity.headline)


@require_POST
@requires(ACTIVITY_RECORD)
def opinion_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an opinion away."""
    opinion = opinion_get_for(request.actor, uid, clock.today())
    services.opinion_remove(actor=request.actor, opinion=opinion, at=clock.now())
    messages.success(request, "已移除。")
    return redirect("life:preparation", uid=opinion.activity.uid)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def problem_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a problem on the list."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = ProblemForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.problem_add(actor=request.actor, activity=activity, finding=form.finding(), at=clock.now())
            messages.success(request, "问题已列入清单。")
            return redirect("life:preparation", uid=uid)
    return form_page(request, form, title="列入问题清单", submit="列入", back=_page(uid), lead=activity.headline)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def problem_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change a problem of the list."""
    problem = problem_get_for(request.actor, uid, clock.today())
    form = ProblemForm(request.POST or None, initial=ProblemForm.values_of(problem))
    if form.is_valid():
        with refusals_onto(form):
            services.problem_change(actor=request.actor, problem=problem, finding=form.finding(), at=clock.now())
            messages.success(request, "已保存。")
            return redirect("life:preparation", uid=problem.activity.uid)
    return form_page(request, form, title="修改问题", submit="保存", back=_page(problem.activity.uid))


@require_POST
@requires(ACTIVITY_RECORD)
def problem_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a problem off the list."""
    problem = problem_get_for(request.actor, uid, clock.today())
    services.problem_remove(actor=request.actor, problem=problem, at=clock.now())
    messages.success(request, "已移出清单。")
    return redirect("life:preparation", uid=problem.activity.uid)


@require_POST
@requires(ACTIVITY_RECORD)
def problems_decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make decisions of the measures."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    count = services.problems_decide(actor=request.actor, activity=activity, at=clock.now())
    messages.success(request, f"已列为决议 {count} 项，按决议跟踪办理。" if count else "没有新的整改措施。")
    return redirect("life:preparation", uid=uid)


def _page(uid: uuid.UUID) -> str:
    return reverse("life:preparation", kwargs={"uid": uid})
