"""The start page, and rounds."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_decision
from xuezuo.platform.access import requires
from xuezuo.platform.http import (
    HttpRequest,
    form_page,
    page_number,
    paginate,
    refusals_onto,
    refusals_told,
    render_partial,
)
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.forms import StartForm, WhyForm
from xuezuo.review.evaluation.policies import COUNTS_VIEW, ROUND_START, TAKE_PART
from xuezuo.review.evaluation.queries.access import round_get_for
from xuezuo.review.evaluation.queries.home import home_page, units_to_start
from xuezuo.review.evaluation.queries.progress import parts_in_sight, people_of, round_list, steps_of
from xuezuo.review.evaluation.types import RoundState


@require_GET
@requires(TAKE_PART)
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person: the own self-review and result, the branch that the person keeps, rounds."""
    today = clock.today()
    page = paginate(round_list(request.actor, today), page_number(request))
    context = {"home": home_page(request.actor, today), "page": page}
    return render_partial(request, "evaluation/home.html", context, target="rows")


@require_http_methods(["GET", "POST"])
@requires(ROUND_START)
def round_start(request: HttpRequest) -> HttpResponse:
    """Start a round."""
    today = clock.today()
    form = StartForm(request.POST or None, units=units_to_start(request.actor, today), today=today)
    if form.is_valid():
        with refusals_onto(form):
            made = services.round_start(actor=request.actor, unit_id=form.unit_id, terms=form.terms(), at=clock.now())
            messages.success(request, "已启动。各支部可以开始自评。")
            return redirect("evaluation:round-detail", uid=made.uid)
    lead = "本组织和下级所有有党员、本年度还没有开展过的支部都会参加；名单按截止日的组织关系自动生成。"
    return form_page(request, form, title="启动民主评议", lead=lead, submit="启动", back=reverse("evaluation:home"))


@require_GET
@requires(COUNTS_VIEW)
def round_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show how far the branches of a round are: dates and numbers of people, no names and no grades."""
    today, step = clock.today(), request.GET.get("step", "")
    round_ = round_get_for(request.actor, uid, COUNTS_VIEW, today)
    page = paginate(parts_in_sight(request.actor, round_, today, step), page_number(request))
    people = people_of([part.pk for part in page.rows])
    context = {
        "round": round_,
        "steps": steps_of(request.actor, round_, today),
        "step": step,
        "page": page,
        "lines": [(part, people.get(part.pk)) for part in page.rows],
        "may_start": round_.state == RoundState.RUNNING
        and bool(unit_decision(request.actor, ROUND_START, round_.unit_id, today)),
    }
    return render_partial(request, "evaluation/round_detail.html", context, target="rows")


@require_POST
@requires(ROUND_START)
def round_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close a round."""
    round_ = round_get_for(request.actor, uid, ROUND_START, clock.today())
    with refusals_told(request):
        services.round_close(actor=request.actor, round_=round_, at=clock.now())
        messages.success(request, "已结束。评议结果从现在起计入各级人数。")
    return redirect("evaluation:round-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(ROUND_START)
def round_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a round void, with the reason."""
    round_ = round_get_for(request.actor, uid, ROUND_START, clock.today())
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.round_void(actor=request.actor, round_=round_, reason=form.cleaned_data["why"], at=clock.now())
            messages.success(request, "已作废。")
            return redirect("evaluation:round-detail", uid=uid)
    back = reverse("evaluation:round-detail", kwargs={"uid": uid})
    lead = "作废后各支部已做的都不再计算，可以重新启动。不能恢复。"
    return form_page(request, form, title=f"作废：{round_.title}", lead=lead, submit="作废", back=back, danger=True)
