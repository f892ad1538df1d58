"""The tellers' pages."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import Forbidden
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download, form_page, refusals_onto
from xuezuo.review.ballots import services
from xuezuo.review.ballots.forms import CountForm, ReasonForm
from xuezuo.review.ballots.policies import BALLOTS_RUN
from xuezuo.review.ballots.queries import pages
from xuezuo.review.ballots.queries.access import is_teller, may_run, poll_get_for, poll_get_to
from xuezuo.review.ballots.queries.paper import paper_state
from xuezuo.review.ballots.queries.results import items_of
from xuezuo.review.ballots.sheets import count_sheet_pdf
from xuezuo.review.ballots.views.helpers import poll_code, run_page_of


@require_http_methods(["GET", "POST"])
@requires()
def paper_count(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter a teller's own count; show the differences once both have."""
    poll = poll_get_for(request.actor, uid, clock.today())
    if not is_teller(request.actor, poll):
        raise Forbidden(reason="您不是这次投票的计票人。计票人由主持人在“办理”页面指定。")
    form = CountForm(request.POST or None, items=items_of(poll), write_ins=poll.write_ins)
    if form.is_valid():
        with refusals_onto(form):
            services.paper_count(actor=request.actor, poll=poll, sheet=form.sheet, at=clock.now())
            messages.success(request, "已录入您的计票结果。")
            return redirect("ballots:paper-count", uid=uid)
    context = {"poll": poll, "form": form, "paper": paper_state(poll, request.actor.member_id)}
    return render(request, "ballots/paper_count.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(BALLOTS_RUN)
def paper_recount(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Have the paper counted again, with a reason."""
    poll = poll_get_to(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.paper_recount(actor=request.actor, poll=poll, reason=form.cleaned_data["reason"], at=clock.now())
            messages.success(request, "请两名计票人重新清点，各自重新录入。")
            return redirect("ballots:poll-run", uid=uid)
    lead = "两名计票人都要重新清点和录入，原来的录入保留在记录中。"
    return form_page(request, form, title="重新计票", lead=lead, submit="重新计票", back=run_page_of(uid))


@require_GET
@requires()
def sheet_print(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Download the tellers' sheet as PDF, with a code that leads to the poll's page."""
    poll = poll_get_for(request.actor, uid, clock.today())
    if not (is_teller(request.actor, poll) or may_run(request.actor, poll, clock.today())):
        raise Forbidden(reason="计票单只给主持人和计票人。")
    pdf = count_sheet_pdf(poll, pages.unit_name(poll, clock.today()), poll_code(request, uid))
    return download("计票单.pdf", pdf)
