"""The list, a contest's page, and its way from preparation to the end."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto
from xuezuo.study.contests.forms.contest import ContestForm, NewContestForm, ReasonForm
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries import access, lists
from xuezuo.study.contests.queries.page import contest_page
from xuezuo.study.contests.services import contests as services
from xuezuo.study.contests.services import judging
from xuezuo.study.contests.types import ContestKind
from xuezuo.study.contests.views.helpers import page_of


@require_GET
@requires()
def contest_list(request: HttpRequest) -> HttpResponse:
    """List the contests that are for the asker."""
    page = paginate(lists.contest_list(request.actor, clock.today()), page_number(request))
    context = {"page": page, "may_run": CONTEST_RUN.is_held_by(request.actor)}
    return render(request, "contests/contest_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def contest_make(request: HttpRequest) -> HttpResponse:
    """Begin to prepare a contest."""
    form = NewContestForm(request.POST or None, units=access.running_units(request.actor, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            said = {"unit_id": form.cleaned_data["unit"], "kind": form.cleaned_data["kind"]}
            made = services.contest_make(actor=request.actor, spec=form.spec, at=clock.now(), **said)
            messages.success(request, "已建立。请接着完成准备，准备好后再“开始”，参赛者才能看到。")
            return redirect("contests:contest-detail", uid=made.uid)
    return form_page(request, form, title="发起竞赛征文", submit="建立", back=reverse("contests:contest-list"))


@require_GET
@requires()
def contest_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a contest to whoever it is for: what it is about, what can be done, what came of it."""
    today = clock.today()
    contest = access.contest_get_for(request.actor, uid, today)
    context = {"contest": contest, "page": contest_page(request.actor, contest, today, clock.now())}
    return render(request, "contests/contest_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def contest_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is said of a contest."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    form = ContestForm.of(request.POST, contest)
    if form.is_valid():
        with refusals_onto(form):
            services.contest_change(actor=request.actor, contest=contest, spec=form.spec, at=clock.now())
            messages.success(request, "已保存。")
            return redirect("contests:contest-detail", uid=uid)
    return form_page(request, form, title="修改说明", submit="保存", back=page_of(uid))


@require_POST
@requires(CONTEST_RUN)
def contest_open(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open the contest."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    services.contest_open(actor=request.actor, contest=contest, at=clock.now())
    messages.success(request, "已开始，主办组织和下级组织的党员现在可以看到。")
    return redirect("contests:contest-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def contest_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a contest void."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.contest_void(actor=request.actor, contest=contest, reason=reason, at=clock.now())
            messages.success(request, "已作废。")
            return redirect("contests:contest-detail", uid=uid)
    lead = "作废后不能恢复，已有的记录仍然保留。"
    return form_page(request, form, title="作废比赛", lead=lead, submit="作废", back=page_of(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def contest_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, then close for good."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    if request.method == "POST":
        close = judging.jury_close if contest.is_written else services.knowledge_close
        close(actor=request.actor, contest=contest, at=clock.now())
        messages.success(request, "比赛已结束。")
        return redirect("contests:contest-detail", uid=uid)
    context = {"contest": contest, "is_knowledge": contest.kind == ContestKind.KNOWLEDGE}
    return render(request, "contests/contest_close.html", context)
