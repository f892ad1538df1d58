"""The work of a branch, step by step, for its keepers."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto, refusals_told
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.forms import (
    BallotForm,
    CommitteeReportForm,
    FinishForm,
    OpinionsForm,
    PapersForm,
    PeersForm,
)
from xuezuo.review.evaluation.policies import COUNTS_VIEW, PART_KEEP
from xuezuo.review.evaluation.queries.access import keeps, part_get_for
from xuezuo.review.evaluation.queries.branch import branch_page, committee_report_of
from xuezuo.review.evaluation.queries.meetings import meetings_of
from xuezuo.review.evaluation.queries.progress import people_of
from xuezuo.review.evaluation.queries.standing import body_standing
from xuezuo.review.evaluation.views.helpers import poll_address


@require_GET
@requires(COUNTS_VIEW)
def part_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a branch's part: all of it to its keepers, dates and numbers of people to whoever oversees the branch."""
    today = clock.today()
    part = part_get_for(request.actor, uid, COUNTS_VIEW, today)
    if not keeps(request.actor, part, today):
        name = unit_row(part.unit_id, today).name
        seen = {"part": part, "people": people_of([part.pk]).get(part.pk), "unit_name": name}
        return render(request, "evaluation/part_from_above.html", seen)
    context = {"page": branch_page(part, today), "poll_url": poll_address(part), "report": committee_report_of(part)}
    context["body"] = body_standing(part)
    return render(request, "evaluation/part_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def papers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record self-reviews on paper, and why somebody handed in nothing."""
    today = clock.today()
    part = part_get_for(request.actor, uid, PART_KEEP, today)
    form = PapersForm(request.POST or None, page=branch_page(part, today))
    if form.is_valid():
        with refusals_onto(form):
            services.papers_record(actor=request.actor, part=part, how=form.how(), at=clock.now())
            messages.success(request, "已登记。")
            return redirect("evaluation:part-detail", uid=uid)
    lead = "在本系统提交的不用登记。书面的由支部保存；没有交的请写原因。"
    return form_page(request, form, title="登记书面自评", lead=lead, submit="登记", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def committee_report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write what the committee reports of itself to the members."""
    part = part_get_for(request.actor, uid, PART_KEEP, clock.today())
    report = committee_report_of(part)
    initial = {"text": report.text, "heard_on": report.heard_on} if report else {}
    form = CommitteeReportForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            services.committee_report(actor=request.actor, part=part, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已登记，参评党员在“我的评议”里能看到。")
            return redirect("evaluation:part-detail", uid=uid)
    lead = "书记代表支部班子报告一年来的工作；测评票的最后一栏由党员评价支部班子。"
    return form_page(request, form, title="支部班子工作报告", lead=lead, submit="登记", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def peers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record the mutual evaluation."""
    part = part_get_for(request.actor, uid, PART_KEEP, clock.today())
    initial = {"held_on": part.peers_on or clock.today(), "way": part.peers_way or "meeting"}
    form = PeersForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            services.peers_record(actor=request.actor, part=part, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已登记互评，可以开始测评投票。")
            return redirect("evaluation:part-detail", uid=uid)
    lead = "只登记开过和哪一天，不登记谁说了什么。党员人数较多的支部可以分党小组进行。"
    return form_page(request, form, title="登记党员互评", lead=lead, submit="登记", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def ballot(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open the secret ballot."""
    part = part_get_for(request.actor, uid, PART_KEEP, clock.today())
    form = BallotForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said = {"mode": form.cleaned_data["mode"], "closes_at": form.until()}
            services.ballot_start(actor=request.actor, part=part, at=clock.now(), **said)
            messages.success(request, "测评投票已开始。发票、计票和结束都在投票页面进行。")
            return redirect("evaluation:part-detail", uid=uid)
    lead = "名单上的每位党员（含预备党员）一张票；票上是要评定等次的党员，最后一栏是支部班子。开始后名单不再变动。"
    if committee_report_of(part) is None:
        lead += "还没有登记支部班子工作报告：党员听了报告才好评价班子，建议先返回登记。"
    return form_page(request, form, title="开始民主测评", lead=lead, submit="开始投票", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def opinions(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write down the opinions; some now, some later."""
    today = clock.today()
    part = part_get_for(request.actor, uid, PART_KEEP, today)
    page = branch_page(part, today)
    form = OpinionsForm(request.POST or None, page=page, today=today)
    if form.is_valid():
        with refusals_onto(form):
            said = {"body": form.cleaned_data["body"], "decided_on": form.cleaned_data["decided_on"]}
            services.verdicts_record(actor=request.actor, part=part, lines=form.lines(), at=clock.now(), **said)
            messages.success(request, "已登记。全部写好后再反馈给本人。")
            return redirect("evaluation:part-detail", uid=uid)
    status = 400 if form.is_bound else 200
    return render(request, "evaluation/opinions.html", {"form": form, "page": page}, status=status)


@require_POST
@requires(PART_KEEP)
def results_tell(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give the results back."""
    part = part_get_for(request.actor, uid, PART_KEEP, clock.today())
    with refusals_told(request):
        services.results_tell(actor=request.actor, part=part, at=clock.now())
        messages.success(request, "已反馈。每位党员登录后能看到自己的结果；不用手机的请当面反馈后登记。")
    return redirect("evaluation:part-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def finish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Link the meeting and finish."""
    part = part_get_for(request.actor, uid, PART_KEEP, clock.today())
    found = meetings_of(part)
    form = FinishForm(request.POST or None, meetings=found)
    if form.is_valid():
        with refusals_onto(form):
            chosen = uuid.UUID(form.cleaned_data["activity"])
            services.part_finish(actor=request.actor, part=part, activity_uid=chosen, at=clock.now())
            messages.success(request, "本支部的民主评议已完成。")
            return redirect("evaluation:part-detail", uid=uid)
    lead = (
        "选择开展评议的会议。年度“民主评议党员”要求由这次会议满足，不用另外登记。"
        if found
        else "还没有找到这次会议：请先在“组织生活”里登记并确认“民主评议党员”，再回到这里。"
    )
    return form_page(request, form, title="完成本支部民主评议", lead=lead, submit="完成", back=_page(uid))


def _page(uid: uuid.UUID) -> str:
    return reverse("evaluation:part-detail", kwargs={"uid": uid})
