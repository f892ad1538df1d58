"""The votes of a meeting, one vote, what is put to it, and who is on its lists."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.review.votes import services
from xuezuo.review.votes.forms import ExclusionForm, MotionForm, OpinionForm
from xuezuo.review.votes.policies import VOTE_RUN
from xuezuo.review.votes.queries import access, desk
from xuezuo.review.votes.queries.meeting import may_run_at
from xuezuo.review.votes.queries.page import vote_page
from xuezuo.review.votes.queries.readiness import RULE
from xuezuo.review.votes.views.helpers import page_of


@require_GET
@requires()
def meeting(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List the votes of a meeting."""
    today = clock.today()
    activity = access.meeting_get_for(request.actor, uid, today)
    votes = access.votes_at(request.actor, activity, today)
    context = {"activity": activity, "votes": votes, "may_run": may_run_at(request.actor, activity, today)}
    context |= {"name": desk.meeting_words(activity), "rule": RULE}
    return render(request, "votes/meeting.html", context)


@require_http_methods(["GET", "POST"])
@requires(VOTE_RUN)
def vote_prepare(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a motion to the vote at a meeting."""
    activity = access.meeting_get_to(request.actor, uid, clock.today())
    form = MotionForm(request.POST or None, kinds=desk.kinds_at(activity), roster=desk.roster_of(activity))
    if form.is_valid():
        with refusals_onto(form):
            said = {"activity": activity, "motion": form.motion, "uid": form.cleaned_data["uid"]}
            vote = services.vote_prepare(actor=request.actor, at=clock.now(), **said)
            messages.success(request, "已建立。核对名单后即可开始表决。")
            return redirect("votes:vote-detail", uid=vote.uid)
    back = reverse("votes:meeting", args=[uid])
    return form_page(request, form, title="新建表决", lead=desk.meeting_words(activity), submit="建立", back=back)


@require_GET
@requires()
def vote_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a vote to whoever it is for: the motion, the arithmetic, the lists, what can be done."""
    today = clock.today()
    vote = access.vote_get_for(request.actor, uid, today)
    context = {"vote": vote, "page": vote_page(request.actor, vote, today), "rule": RULE}
    return render(request, "votes/vote_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(VOTE_RUN)
def vote_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is put to the vote."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    kinds, roster = desk.kinds_at(vote.activity), desk.roster_of(vote.activity)
    form = MotionForm(request.POST or None, initial=desk.motion_of(vote), kinds=kinds, roster=roster)
    if form.is_valid():
        with refusals_onto(form):
            services.vote_change(actor=request.actor, vote=vote, motion=form.motion, at=clock.now())
            messages.success(request, "已保存。")
            return redirect("votes:vote-detail", uid=uid)
    return form_page(request, form, title="修改表决事项", submit="保存", back=page_of(uid))


@require_http_methods(["GET", "POST"])
@requires(VOTE_RUN)
def exclusion_state(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """State that a member does not count among those due to attend."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    roster, allows_six = desk.roster_of(vote.activity), desk.allows_six(vote)
    form = ExclusionForm(request.POST or None, roster=roster, allows_six=allows_six)
    if form.is_valid():
        with refusals_onto(form):
            services.exclusion_state(actor=request.actor, vote=vote, claim=form.claim, at=clock.now())
            messages.success(request, "已登记，应到会人数相应减少。")
            return redirect("votes:vote-detail", uid=uid)
    lead = "预备党员和流动来的党员由系统按名册确定，不用登记。每一名都要有原因和依据，表决开始后不再改变。"
    return form_page(request, form, title="登记不计入应到会", lead=lead, submit="登记", back=page_of(uid))


@require_POST
@requires(VOTE_RUN)
def exclusion_remove(request: HttpRequest, uid: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Take back that a member is left out."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    member_id = desk.left_out_id(vote, member)
    services.exclusion_remove(actor=request.actor, vote=vote, member_id=member_id, at=clock.now())
    messages.success(request, "已撤销登记。")
    return redirect("votes:vote-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(VOTE_RUN)
def opinion_receive(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note a written opinion handed in before the meeting."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    form = OpinionForm(request.POST or None, roster=desk.roster_of(vote.activity))
    if form.is_valid():
        with refusals_onto(form):
            services.opinion_receive(actor=request.actor, vote=vote, written=form.written, at=clock.now())
            messages.success(request, "已登记。本人到会的，以会上投票为准，书面意见不再计票。")
            return redirect("votes:vote-detail", uid=uid)
    lead = "只有接收预备党员和转正计入书面意见，须由本人在会议开始前提交，纸质件请存档。"
    return form_page(request, form, title="登记会前书面意见", lead=lead, submit="登记", back=page_of(uid))


@require_POST
@requires(VOTE_RUN)
def opinion_return(request: HttpRequest, uid: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Give a written opinion back."""
    vote = access.vote_get_to(request.actor, uid, VOTE_RUN, clock.today())
    member_id = desk.wrote_id(vote, member)
    services.opinion_return(actor=request.actor, vote=vote, member_id=member_id, at=clock.now())
    messages.success(request, "已退回，不再计票。")
    return redirect("votes:vote-detail", uid=uid)
