"""Problems: noted on a report, read, reported as put right, confirmed or returned by a second person."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.review.responsibility.forms.lists import ReasonForm
from xuezuo.review.responsibility.forms.reports import CloseForm, ProblemForm
from xuezuo.review.responsibility.policies import REPORT_VIEW, REPORT_WRITE
from xuezuo.review.responsibility.queries.access import report_get_for
from xuezuo.review.responsibility.queries.problems import problem_get_for, problem_page, require_confirmer
from xuezuo.review.responsibility.services import problems as services


def _url(uid: uuid.UUID) -> str:
    return reverse("responsibility:problem-detail", args=[uid])


@require_http_methods(["GET", "POST"])
@requires(REPORT_WRITE)
def problem_note(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a problem on the list of a report."""
    report = report_get_for(request.actor, uid, clock.today(), REPORT_WRITE)
    form, back = ProblemForm(request.POST or None), reverse("responsibility:report-detail", args=[uid])
    if form.is_valid():
        with refusals_onto(form):
            services.problem_note(actor=request.actor, source=report, spec=form.spec, at=clock.now())
            return redirect(back)
    return form_page(request, form, title="列入问题清单", submit="列入", back=back)


@require_GET
@requires(REPORT_VIEW)
def problem_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one problem with all that came of it."""
    on = clock.today()
    page = problem_page(request.actor, problem_get_for(request.actor, uid, on), on)
    return render(request, "responsibility/problem_detail.html", {"page": page, "problem": page.problem, "today": on})


@require_http_methods(["GET", "POST"])
@requires(REPORT_WRITE)
def problem_report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a problem was put right."""
    problem = problem_get_for(request.actor, uid, clock.today(), to_report=True)
    form = CloseForm(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            services.problem_report(actor=request.actor, problem=problem, **form.cleaned_data, at=clock.now())
            messages.success(request, "已报告整改完成，等另一人核实。")
            return redirect(_url(uid))
    return form_page(request, form, title="报告整改完成", lead=problem.what, submit="报告", back=_url(uid))


@require_POST
@requires(REPORT_VIEW)
def problem_confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Confirm as the second person that a problem was put right."""
    problem = problem_get_for(request.actor, uid, clock.today())
    try:
        services.problem_confirm(actor=request.actor, problem=problem, at=clock.now())
        messages.success(request, "已核实办结。")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(_url(uid))


@require_http_methods(["GET", "POST"])
@requires(REPORT_VIEW)
def problem_return(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a problem is not put right yet, and why."""
    problem = problem_get_for(request.actor, uid, clock.today())
    require_confirmer(request.actor, problem, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.problem_return(actor=request.actor, problem=problem, reason=reason, at=clock.now())
            messages.success(request, "已退回继续整改。")
            return redirect(_url(uid))
    return form_page(request, form, title="退回继续整改", lead=problem.what, submit="退回", back=_url(uid), danger=True)
