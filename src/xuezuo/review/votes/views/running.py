"""Starting, stopping, correcting, repeating, making void."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.review.votes import services
from xuezuo.review.votes.forms import CloseForm, CorrectionForm, CountForm, ReasonForm, RulingForm
from xuezuo.review.votes.policies import VOTE_CORRECT, VOTE_RULE, VOTE_RUN
from xuezuo.review.votes.queries import access, desk
from xuezuo.review.votes.views.helpers import page_of


@require_POST
@requires(VOTE_RUN)
def vote_start(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Start the vote; the lists are frozen."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    services.vote_start(actor=request.actor, vote=vote, at=clock.now())
    messages.success(request, "表决已开始，应到、实到名单已固定。")
    return redirect("votes:vote-detail", uid=uid)


@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
@requires(VOTE_RUN)
def vote_stop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter what was counted in the room."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    form = CountForm(request.POST or None, is_secret=vote.is_secret, initial=desk.usual_count(vote))
    if form.is_valid():
        with refusals_onto(form):
            services.vote_stop(actor=request.actor, vote=vote, count=form.count, at=clock.now())
            messages.success(request, "结果已登记。")
            return redirect("votes:vote-detail", uid=uid)
    lead = f"{vote.subject}。实到会有表决权 {vote.present or 0} 人。"
    return form_page(request, form, title="登记表决结果", lead=lead, submit="登记结果", back=page_of(uid))


@transaction.non_atomic_requests
@require_http_methods(["GET", "POST"])
@requires(VOTE_RUN)
def vote_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, then close the ballot of the app and take its count, in two transactions."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.vote_stop(actor=request.actor, vote=vote, at=clock.now())
            messages.success(request, "投票已结束，结果已登记。")
            return redirect("votes:vote-detail", uid=uid)
    words = {"title": "结束投票并登记结果", "submit": "结束并登记", "lead": desk.closing_words(vote)}
    return form_page(request, form, back=page_of(uid), danger=True, **words)


@require_http_methods(["GET", "POST"])
@requires(VOTE_CORRECT)
def vote_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct a count that was entered wrongly."""
    vote = access.vote_get_to(request.actor, uid, VOTE_CORRECT, clock.today())
    form = CorrectionForm(request.POST or None, is_secret=vote.is_secret, initial=desk.count_now(vote))
    if form.is_valid():
        with refusals_onto(form):
            said = {"count": form.count, "reason": form.cleaned_data["reason"]}
            services.vote_correct(actor=request.actor, vote=vote, at=clock.now(), **said)
            messages.success(request, "已更正，原来的结果保留在历史中。")
            return redirect("votes:vote-detail", uid=uid)
    lead = "只更正登记错的票数。名单有误的，请作废或重新表决。"
    return form_page(request, form, title="更正表决结果", lead=lead, submit="更正", back=page_of(uid))


@require_http_methods(["GET", "POST"])
@requires(VOTE_CORRECT)
def vote_repeat(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Have the same motion voted on again."""
    vote = access.vote_get_to(request.actor, uid, VOTE_CORRECT, clock.today())
    form = ReasonForm(request.POST or None, initial=desk.reason_to_repeat(vote))
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            made = services.vote_repeat(actor=request.actor, vote=vote, reason=reason, at=clock.now())
            messages.success(request, "已建立新的一次表决，原来的结果不再有效，仍可查看。")
            return redirect("votes:vote-detail", uid=made.uid)
    lead = "同一议题再表决一次。不计入应到会的登记和会前书面意见一并带入。"
    return form_page(request, form, title="重新表决", lead=lead, submit="重新表决", back=page_of(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(VOTE_CORRECT)
def vote_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a vote void."""
    vote = access.vote_get_to(request.actor, uid, VOTE_CORRECT, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.vote_void(actor=request.actor, vote=vote, reason=reason, at=clock.now())
            messages.success(request, "已作废。")
            return redirect("votes:vote-detail", uid=uid)
    lead = "作废后结果不再有效，记录和原因仍可查看。"
    return form_page(request, form, title="作废表决", lead=lead, submit="作废", back=page_of(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(VOTE_RULE)
def vote_rule(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record what was ruled where no provision says what the count comes to."""
    today = clock.today()
    vote = access.vote_get_to(request.actor, uid, VOTE_RULE, today)
    form = RulingForm(request.POST or None, initial=desk.ruling_now(vote, today))
    if form.is_valid():
        with refusals_onto(form):
            services.vote_rule(actor=request.actor, vote=vote, judgement=form.judgement, at=clock.now())
            messages.success(request, "认定已登记，并写进会议记录。")
            return redirect("votes:vote-detail", uid=uid)
    lead = f"{vote.subject}：{''.join(vote.result_lines)}"
    return form_page(request, form, title="登记认定", lead=lead, submit="登记", back=page_of(uid))
