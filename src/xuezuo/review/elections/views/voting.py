"""Candidates, electors, attendance, watchers, officers, ballots and counts."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, refusals_onto
from xuezuo.review.elections.forms.steps import ReasonForm
from xuezuo.review.elections.forms.voting import (
    AdoptForm,
    CountForm,
    FreezeForm,
    OfficersForm,
    OpenForm,
    OrderForm,
    PeopleForm,
    ProposeForm,
    WatchersForm,
)
from xuezuo.review.elections.policies import ELECTIONS_RUN
from xuezuo.review.elections.queries import access, naming
from xuezuo.review.elections.queries.candidates import candidate_get, candidate_page
from xuezuo.review.elections.queries.page import election_page
from xuezuo.review.elections.services import candidates, electors, rounds
from xuezuo.review.elections.services.candidates import Proposal
from xuezuo.review.elections.views.helpers import form_page, page_of

GET_POST = ["GET", "POST"]
FRANCHISE = (
    "名单按选举当天的党员身份和组织关系确定，确定后不再增减。预备党员、留党察看期间的党员没有选举权；"
    "被留置、逮捕的停止行使（《中国共产党基层组织选举工作条例》第五条）。"
)


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def candidate_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show who is proposed, and propose somebody."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    form = ProposeForm(request.POST or None, with_office=election.kind == "officers")
    if form.is_valid():
        with refusals_onto(form):
            said = form.cleaned_data
            member = candidates.member_by_number(said["number"])
            proposal = Proposal(member.pk, said.get("office", ""), "", said["origin"])
            candidates.candidate_propose(actor=request.actor, election=election, proposal=proposal, at=clock.now())
            messages.success(request, "已登记。")
            return redirect("elections:candidate-list", uid=uid)
    context = {
        "election": election,
        "form": form,
        "page": candidate_page(election, clock.today()),
        "back": page_of(uid),
    }
    return render(request, "elections/candidate_list.html", context, status=400 if form.is_bound else 200)


@require_POST
@requires(ELECTIONS_RUN)
def candidate_withdraw(request: HttpRequest, uid: uuid.UUID, pk: int) -> HttpResponse:
    """Take a proposal back."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    candidate = candidate_get(election, pk)
    candidates.candidate_withdraw(actor=request.actor, candidate=candidate, reason="", at=clock.now())
    messages.success(request, "已撤下。")
    return redirect("elections:candidate-list", uid=uid)


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def candidates_order(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct the order by hand."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    form = OrderForm(request.POST or None, people=candidate_page(election, clock.today()).choices)
    if form.is_valid():
        with refusals_onto(form):
            candidates.candidates_order(actor=request.actor, election=election, ids=form.ids, at=clock.now())
            messages.success(request, "顺序已调整。")
            return redirect("elections:candidate-list", uid=uid)
    lead = "默认按姓氏笔画数排列；画数相同的，请按起笔横、竖、撇、点、折的顺序调整。填写每个人在选票上的位置。"
    return form_page(request, form, title="候选人顺序", lead=lead, submit="保存", back=page_of(uid))


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def electors_freeze(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Fix who may elect."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    form = FreezeForm(request.POST or None, meetings=naming.meeting_choices(election, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            claims = naming.claims_of(form.cleaned_data["claims"])
            meeting = naming.meeting_get(election, form.cleaned_data["meeting"])
            electors.electors_freeze(
                actor=request.actor,
                election=election,
                paper=form.paper,
                claims=claims,
                meeting=meeting,
                at=clock.now(),
            )
            messages.success(request, "选举人名单已确定。请登记到会情况，由会议通过监票人、计票人，再开始投票。")
            return redirect("elections:election-detail", uid=uid)
    return form_page(request, form, title="确定选举人名单", lead=FRANCHISE, submit="确定名单", back=page_of(uid))


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def attendance(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter who came."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    people, present = naming.elector_choices(election)
    form = PeopleForm(request.POST or None, label="到会的选举人", people=people, initial={"people": present})
    if form.is_valid():
        with refusals_onto(form):
            ids = form.cleaned_data["people"]
            count = electors.attendance_take(actor=request.actor, election=election, member_ids=ids, at=clock.now())
            messages.success(request, f"已登记到会 {count} 人。")
            return redirect("elections:election-detail", uid=uid)
    lead = "勾选到会的有选举权的党员。没有到会的不能委托他人投票。"
    return form_page(request, form, title="登记到会", lead=lead, submit="保存", back=page_of(uid))


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def watchers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter who watches and who counts."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    people, named = naming.watcher_choices(election)
    initial = {"scrutineers": named["scrutineer"], "tellers": named["teller"]}
    form = WatchersForm(request.POST or None, people=people, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            said = {name: form.cleaned_data[name] for name in ("scrutineers", "tellers")}
            electors.watchers_confirm(actor=request.actor, election=election, at=clock.now(), **said)
            messages.success(request, "已登记监票人、计票人。")
            return redirect("elections:election-detail", uid=uid)
    lead = "监票人从不是候选人的到会党员中推选，经会议通过；计票人在监票人监督下工作。候选人不在下面的名单里。"
    return form_page(request, form, title="监票人、计票人", lead=lead, submit="保存", back=page_of(uid))


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def officers(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Nominate secretary and deputies of a new committee."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    form = OfficersForm(request.POST or None, people=naming.elected_members(election))
    if form.is_valid():
        with refusals_onto(form):
            candidates.officers_nominate(actor=request.actor, election=election, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已提名。请登记委员到会、监票人和计票人，再开始投票。")
            return redirect("elections:election-detail", uid=uid)
    lead = "书记、副书记由新一届委员会从委员中等额选举产生，有半数以上委员到会才能选举。"
    return form_page(request, form, title="提名书记、副书记", lead=lead, submit="提名", back=page_of(uid))


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def round_open(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Start the next ballot, once everything holds."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    page = election_page(request.actor, election, clock.today())
    is_further = page.coming is not None and page.coming.kind == "further"
    form = OpenForm(request.POST or None, people=naming.standing_choices(election) if is_further else ())
    if form.is_valid():
        with refusals_onto(form):
            rounds.round_open(actor=request.actor, election=election, order=form.order, at=clock.now())
            messages.success(request, "投票已开始。结束后登记结果。")
            return redirect("elections:election-detail", uid=uid)
    lead = "选票只发给到会的选举人。开始前逐条检查如下。"
    words = {"title": "开始投票", "lead": lead, "submit": "开始投票", "before": page.before}
    return form_page(request, form, back=page_of(uid), **words)


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def round_count(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take over what the poll came to, or enter a count from paper."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    one = naming.open_round_of(election)
    if one is None:
        raise NotFound
    form = (
        AdoptForm(request.POST or None)
        if one.poll_id
        else CountForm(request.POST or None, people=naming.round_choices(one))
    )
    if form.is_valid():
        with refusals_onto(form):
            said = {"one": one, "numbers": form.cleaned_data["numbers"], "at": clock.now()}
            if isinstance(form, CountForm):
                said["counted"] = form.counted
            done = (rounds.round_enter if "counted" in said else rounds.round_adopt)(actor=request.actor, **said)
            messages.success(request, "结果已登记。" if done.state == "counted" else "投票无效，请重新投票。")
            return redirect("elections:election-detail", uid=uid)
    context = {"form": form, "election": election, "round": one, "back": page_of(uid)}
    return render(request, "elections/round_count.html", context, status=400 if form.is_bound else 200)


@require_http_methods(GET_POST)
@requires(ELECTIONS_RUN)
def round_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make the ballot that is going on void."""
    election = access.election_get_to(request.actor, uid, ELECTIONS_RUN, clock.today())
    one, form = naming.open_round_of(election), ReasonForm(request.POST or None)
    if one is None:
        raise NotFound
    if form.is_valid():
        with refusals_onto(form):
            rounds.round_void(actor=request.actor, one=one, reason=form.cleaned_data["reason"], at=clock.now())
            messages.success(request, "这次投票已作废，请重新投票。")
            return redirect("elections:election-detail", uid=uid)
    words = {"title": "本次投票作废", "lead": "作废后这次投票不算，应重新投票。", "submit": "作废", "danger": True}
    return form_page(request, form, back=page_of(uid), **words)
