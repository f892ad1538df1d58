"""Running a poll: tellers, paper, the end."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download, form_page, refusals_onto
from xuezuo.review.ballots import services
from xuezuo.review.ballots.forms import IssueForm, PrintForm, ReasonForm, SureForm, TellersForm
from xuezuo.review.ballots.policies import BALLOTS_RUN
from xuezuo.review.ballots.queries import pages
from xuezuo.review.ballots.queries.access import poll_get_to
from xuezuo.review.ballots.sheets import ballots_pdf
from xuezuo.review.ballots.types import LEAST_OF_A_KIND
from xuezuo.review.ballots.views.helpers import poll_code, run_page_of

FEW = f"纸质票至少要有 {LEAST_OF_A_KIND} 人领取：只有一两张的，开箱就知道是谁投的，不能计票。"
IN_HAND = "请先问一声：大家的页面都显示“已投票”了吗？取得了电子票而没有交到的，结束后不能计入。"


@require_GET
@requires(BALLOTS_RUN)
def poll_run(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the course of the poll and what can be done."""
    poll = poll_get_to(request.actor, uid, clock.today())
    context = {"poll": poll, "run": pages.run_page(poll), "print_form": PrintForm()}
    return render(request, "ballots/poll_run.html", context)


@require_http_methods(["GET", "POST"])
@requires(BALLOTS_RUN)
def tellers_appoint(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Appoint who counts the paper."""
    poll = poll_get_to(request.actor, uid, clock.today())
    form = TellersForm(request.POST or None, people=pages.possible_tellers(poll, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            services.tellers_appoint(actor=request.actor, poll=poll, member_ids=form.chosen, at=clock.now())
            messages.success(request, "已指定。计票人登录后在投票页面点“计票”，各自录入。")
            return redirect("ballots:poll-run", uid=uid)
    lead = "至少两人，候选人和被评议人除外。两人各自清点、各自录入，录入前互相看不到对方的数字。"
    return form_page(request, form, title="指定计票人", lead=lead, submit="指定", back=run_page_of(uid))


@require_http_methods(["GET", "POST"])
@requires(BALLOTS_RUN)
def paper_issue(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record who was handed a paper ballot."""
    poll = poll_get_to(request.actor, uid, clock.today())
    form = IssueForm(request.POST or None, voters=pages.run_page(poll).voters)
    if form.is_valid():
        with refusals_onto(form):
            new = services.paper_issue(actor=request.actor, poll=poll, member_ids=form.chosen, at=clock.now())
            messages.success(request, f"已登记发出 {new} 张纸质票。")
            return redirect("ballots:poll-run", uid=uid)
    lead = "勾选领到纸质票的人。登记后不能再取电子票，也不能取消。" + (FEW if poll.is_electronic else "")
    return form_page(request, form, title="发纸质票", lead=lead, submit="登记发票", back=run_page_of(uid))


@require_GET
@requires(BALLOTS_RUN)
def paper_print(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Download the paper ballots as PDF: all alike."""
    poll = poll_get_to(request.actor, uid, clock.today())
    form = PrintForm(request.GET)
    if not form.is_valid():
        context = {"poll": poll, "run": pages.run_page(poll), "print_form": form}
        return render(request, "ballots/poll_run.html", context, status=400)
    pdf = ballots_pdf(poll, pages.unit_name(poll, clock.today()), poll_code(request, uid), **form.cleaned_data)
    return download("选票.pdf", pdf)


@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
@requires(BALLOTS_RUN)
def poll_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, then close for good, in two transactions."""
    poll = poll_get_to(request.actor, uid, clock.today())
    form = SureForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            result = services.poll_close(actor=request.actor, poll=poll, at=clock.now())
            _tell(request, is_void=result.is_void)
            return redirect("ballots:poll-detail", uid=uid)
    lead = "结束后立即计票，结果不能更改，也不能再投票。电子票的密钥随即销毁。"
    lead += IN_HAND if poll.is_electronic else ""
    return form_page(
        request, form, title="结束投票", lead=lead, submit="结束并计票", back=run_page_of(uid), danger=True
    )


def _tell(request: HttpRequest, *, is_void: bool) -> None:
    if is_void:
        messages.warning(request, "收回的选票多于发出的，投票无效，已作废，请重新投票。")
    else:
        messages.success(request, "投票已结束，结果如下。")


@require_http_methods(["GET", "POST"])
@requires(BALLOTS_RUN)
def poll_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a poll void, with a reason that everybody sees."""
    poll = poll_get_to(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.poll_void(actor=request.actor, poll=poll, reason=reason, at=clock.now())
            messages.success(request, "已作废，已投的电子票没有打开就销毁了。")
            return redirect("ballots:poll-detail", uid=uid)
    lead = "作废后不能恢复，已投的票一律不算，需要重新投票。"
    return form_page(request, form, title="作废投票", lead=lead, submit="作废", back=run_page_of(uid), danger=True)
