"""Appeals to be answered, and results of floating members to be received."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, refusals_onto
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.forms import AnswerForm, DecideForm
from xuezuo.review.evaluation.policies import APPEAL_DECIDE, PART_KEEP
from xuezuo.review.evaluation.queries.appeals import appeal_page, branch_appeals, superior_appeals
from xuezuo.review.evaluation.queries.received import home_lines, home_report_get


@require_GET
@requires(PART_KEEP, APPEAL_DECIDE)
def appeal_list(request: HttpRequest) -> HttpResponse:
    """List the appeals that the person has to answer, or has answered."""
    today = clock.today()
    context = {"branch": branch_appeals(request.actor, today), "superior": superior_appeals(request.actor, today)}
    return render(request, "evaluation/appeal_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP, APPEAL_DECIDE)
def appeal_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show an appeal and answer it, for the branch or for the superior."""
    page = appeal_page(request.actor, uid, clock.today())
    form = (DecideForm if page.for_superior else AnswerForm)(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            service = services.appeal_decide if page.for_superior else services.appeal_answer
            service(actor=request.actor, appeal=page.appeal, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已答复，本人会看到。")
            return redirect("evaluation:appeal-detail", uid=uid)
    status = 400 if form.is_bound else 200
    return render(request, "evaluation/appeal_detail.html", {"page": page, "form": form}, status=status)


@require_GET
@requires(PART_KEEP)
def home_list(request: HttpRequest) -> HttpResponse:
    """List results of the branch's own members who were evaluated elsewhere."""
    return render(request, "evaluation/home_list.html", {"lines": home_lines(request.actor, clock.today())})


@require_POST
@requires(PART_KEEP)
def home_receive(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Acknowledge one."""
    report = home_report_get(request.actor, uid, clock.today())
    services.home_receive(actor=request.actor, report=report, at=clock.now())
    messages.success(request, "已签收。这名党员的等次计入本支部人数，只计一次。")
    return redirect("evaluation:home-list")
