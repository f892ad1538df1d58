"""The jury: appointed, judging by number; and the awards."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, refusals_onto
from xuezuo.study.contests.forms.contest import AwardsForm, JurorForm
from xuezuo.study.contests.forms.taking_part import MarksForm
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries import access, lists, works
from xuezuo.study.contests.services import judging, juries
from xuezuo.study.contests.services.entering import work_file
from xuezuo.study.contests.services.marking import entry_mark
from xuezuo.study.contests.types import ContestState
from xuezuo.study.contests.views.helpers import work_download


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def juror_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the jury and how far it has come; appoint further jurors."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    form = JurorForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            number = form.cleaned_data["number"]
            juries.juror_appoint(actor=request.actor, contest=contest, number=number, at=clock.now())
            messages.success(request, "已聘请。开始评审后，评委登录即可看到作品。")
            return redirect("contests:juror-list", uid=uid)
    context = {
        "contest": contest,
        "form": form,
        "jury": works.jury_of(contest, clock.today()),
        "may_change": contest.state in juries.APPOINTING,
    }
    return render(request, "contests/juror_list.html", context, status=400 if form.is_bound else 200)


@require_POST
@requires(CONTEST_RUN)
def juror_release(request: HttpRequest, uid: uuid.UUID, juror: uuid.UUID) -> HttpResponse:
    """Release a juror."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    juries.juror_release(actor=request.actor, contest=contest, uid=juror, at=clock.now())
    messages.success(request, "已解聘。这名评委的打分不再计入。")
    return redirect("contests:juror-list", uid=uid)


@require_POST
@requires(CONTEST_RUN)
def judging_begin(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Draw the numbers and hand the works to the jury."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    judging.judging_begin(actor=request.actor, contest=contest, at=clock.now())
    messages.success(request, "已随机编号，评委现在可以打分。")
    return redirect("contests:contest-detail", uid=uid)


@require_POST
@requires(CONTEST_RUN)
def judging_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """End the judging; means are computed."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    judging.judging_end(actor=request.actor, contest=contest, at=clock.now())
    messages.success(request, "评审已结束。请按编号确定奖项。")
    return redirect("contests:award-set", uid=uid)


@require_GET
@requires()
def work_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a juror the works to judge, by number."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    access.require_juror(request.actor, contest)
    shown = works.works_to_judge(request.actor, contest)
    out = works.works_given(request.actor, contest) - len(shown)
    context = {"contest": contest, "works": shown, "out": out}
    return render(request, "contests/work_list.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def work_mark(request: HttpRequest, uid: uuid.UUID, number: int) -> HttpResponse:
    """Show a juror a work without its author, and take the marks."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    found = works.assignment_get_for(request.actor, contest, number)
    last, criteria = works.last_marking(found), lists.criteria_of(contest)
    form = MarksForm(request.POST or None, criteria=criteria, last=last)
    if form.is_valid():
        with refusals_onto(form):
            values = {"number": number, "marks": form.marks, "note": form.cleaned_data["note"]}
            entry_mark(actor=request.actor, contest=contest, at=clock.now(), **values)
            messages.success(request, f"{number} 号作品的打分已保存。评审结束前可以修改。")
            return redirect("contests:work-list", uid=uid)
    may_mark = contest.state == ContestState.JUDGING
    context = {"contest": contest, "entry": found.entry, "form": form, "last": last, "may_mark": may_mark}
    return render(request, "contests/work_mark.html", context, status=400 if form.is_bound else 200)


@require_GET
@requires()
def work_file_read(request: HttpRequest, uid: uuid.UUID, number: int) -> FileResponse:
    """Download a work that one judges; its name is its number."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    found = works.assignment_get_for(request.actor, contest, number)
    return work_download(work_file(found.entry), number)


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def award_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give awards by number: means are known, authors are not."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    results = works.blind_results(contest)
    given = {one.number: one.award for one in results}
    form = AwardsForm(request.POST or None, numbers=list(given), given=given)
    if request.method == "POST" and form.is_valid():
        with refusals_onto(form):
            judging.awards_set(actor=request.actor, contest=contest, awards=form.awards, at=clock.now())
            messages.success(request, "奖项已保存。核对后再“公布结果”。")
            return redirect("contests:award-set", uid=uid)
    rows = [(one, form[f"n{one.number}"]) for one in results]
    context = {"contest": contest, "form": form, "rows": rows, "winners": works.winners(contest)}
    return render(request, "contests/award_set.html", context, status=400 if form.is_bound else 200)
