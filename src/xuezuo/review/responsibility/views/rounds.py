"""Reviews of reports: rounds, ballots, one secretary's page."""

import uuid

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.review.responsibility.forms.lists import ReasonForm
from xuezuo.review.responsibility.forms.reports import BallotForm, EntryForm, ProblemForm, RoundForm
from xuezuo.review.responsibility.policies import LIST_VIEW, REVIEW_KEEP
from xuezuo.review.responsibility.queries.access import entry_get_for, may, round_get_for, shows_result
from xuezuo.review.responsibility.queries.problems import problems_of
from xuezuo.review.responsibility.queries.rounds import (
    counts_of,
    entries_of,
    entry_views,
    without_members_ballot,
    yearly_report_of,
)
from xuezuo.review.responsibility.services import problems
from xuezuo.review.responsibility.services import rounds as services


def _round_url(uid: uuid.UUID) -> str:
    return reverse("responsibility:round-detail", args=[uid])


def _entry_url(uid: uuid.UUID) -> str:
    return reverse("responsibility:entry-detail", args=[uid])


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def round_make(request: HttpRequest, unit: uuid.UUID) -> HttpResponse:
    """Make a round over the secretaries directly below."""
    on = clock.today()
    here = unit_get_for(request.actor, unit, REVIEW_KEEP, on)
    form = RoundForm.fresh(request.POST or None, on)
    if form.is_valid():
        with refusals_onto(form):
            made = services.round_make(actor=request.actor, unit_id=here.pk, head=form.head, at=clock.now())
            return redirect(_round_url(made.uid))
    lead = "直接下级的书记会自动列入，可以逐人安排时间，也可以写明原因后移出。"
    return form_page(request, form, title="发起述职评议", lead=lead, submit="发起", back=reverse("responsibility:home"))


@require_GET
@requires(REVIEW_KEEP)
def round_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a round in the order of reporting."""
    round_ = round_get_for(request.actor, uid, clock.today())
    entries = entries_of(round_)
    total, counts = counts_of(entries)
    views = entry_views(round_, entries)
    context = {"round": round_, "views": views, "total": total, "counts": counts}
    context["unasked"] = without_members_ballot(views)
    return render(request, "responsibility/round_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def round_ballot(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open the committee's ballot."""
    round_ = round_get_for(request.actor, uid, clock.today())
    form = BallotForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            mode = form.cleaned_data["mode"]
            services.round_ballot(actor=request.actor, round_=round_, mode=mode, at=clock.now())
            messages.success(request, "委员会测评已开始，有投票权的人已固定。")
            return redirect(_round_url(uid))
    lead = "本级委员会成员对全部述职的书记逐人测评，无记名。"
    return form_page(request, form, title="委员会测评", lead=lead, submit="开始投票", back=_round_url(uid))


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def round_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, then tell the results."""
    round_ = round_get_for(request.actor, uid, clock.today())
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_onto(form):
            services.round_close(actor=request.actor, round_=round_, at=clock.now())
            messages.success(request, "结果已反馈，每位书记可以看到自己的结果。")
            return redirect(_round_url(uid))
    lead = "反馈后每位书记能看到自己的等次和意见，任何人都不能再改动。请先核对每个人的评定。"
    return form_page(request, form, title="反馈结果", lead=lead, submit="反馈", back=_round_url(uid))


@require_GET
@requires(LIST_VIEW)
def entry_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one secretary's line: to those who keep the round; to the person, results once they were told."""
    on = clock.today()
    entry = entry_get_for(request.actor, uid, on)
    shows = shows_result(request.actor, entry)
    context = {
        "entry": entry,
        "view": entry_views(entry.round, [entry])[0],
        "shows": shows,
        "problems": problems_of(entry=entry) if shows else [],
        "report": yearly_report_of(entry),
        "may_keep": may(request.actor, REVIEW_KEEP, entry.round.unit_id, on),
        "is_open": entry.round.state == "open",
        "today": on,
    }
    return render(request, "responsibility/entry_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def entry_write(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write time, questions, opinion and grade."""
    entry = entry_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = EntryForm.of(request.POST or None, entry)
    if form.is_valid():
        with refusals_onto(form):
            services.entry_write(actor=request.actor, entry=entry, words=form.words, at=clock.now())
            return redirect(_entry_url(uid))
    return form_page(request, form, title="记录评议", submit="保存", back=_entry_url(uid))


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def entry_leave_out(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Leave a secretary out of the round."""
    entry = entry_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.entry_leave_out(actor=request.actor, entry=entry, reason=reason, at=clock.now())
            return redirect(_round_url(entry.round.uid))
    return form_page(request, form, title="移出述职评议", submit="移出", back=_entry_url(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def entry_ballot(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open the ballot of the members of the secretary's own unit."""
    entry = entry_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = BallotForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.entry_ballot(actor=request.actor, entry=entry, mode=form.cleaned_data["mode"], at=clock.now())
            messages.success(request, "党员测评已开始，由本级主持，述职人不参加。")
            return redirect(_entry_url(uid))
    lead = "述职人所在组织的党员无记名测评，由本级主持。收回不足 10 张时不分项显示。"
    return form_page(request, form, title="党员测评", lead=lead, submit="开始投票", back=_entry_url(uid))


@require_http_methods(["GET", "POST"])
@requires(REVIEW_KEEP)
def entry_problem(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a problem on the list of the reviewed unit."""
    entry = entry_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ProblemForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            problems.problem_note(actor=request.actor, source=entry, spec=form.spec, at=clock.now())
            return redirect(_entry_url(uid))
    return form_page(request, form, title="列入问题清单", submit="列入", back=_entry_url(uid))
