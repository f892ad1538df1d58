"""The host's screen and the page for the hall."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, render_partial
from xuezuo.study.contests.errors import CallRefused, ContestKindWrong
from xuezuo.study.contests.forms.taking_part import PressForm
from xuezuo.study.contests.policies import CONTEST_HOST
from xuezuo.study.contests.queries import access, lists
from xuezuo.study.contests.queries.board import board_of, cards_left
from xuezuo.study.contests.services.hosting import call_make as make
from xuezuo.study.contests.types import ContestKind


@require_GET
@requires(CONTEST_HOST)
def host(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the host what to press: the question with its answer, the teams, what comes next."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_HOST, clock.today())
    if contest.is_written:
        raise ContestKindWrong(kind=ContestKind(contest.kind).label)
    board = board_of(contest)
    context = {
        "contest": contest,
        "board": board,
        "rounds": lists.rounds_of(contest),
        "cards": cards_left(contest, board),
        "may_run": access.may_run(request.actor, contest, clock.today()),
        "log": board.log[:12],
    }
    return render(request, "contests/host.html", context)


@require_POST
@requires(CONTEST_HOST)
def call_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take one touch of the host, and show the screen as it is then; a refusal is a notice on it."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_HOST, clock.today())
    form = PressForm(request.POST)
    try:
        if not form.is_valid():
            raise CallRefused(why="请先选择轮次和题卡。")
        make(actor=request.actor, contest=contest, press=form.press, at=clock.now())
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        messages.error(request, error.message)
    return redirect("contests:host", uid=uid)


@require_GET
@requires()
def display(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the hall the question, the teams and their marks, in big letters; asks again every few seconds."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    if contest.is_written:
        raise ContestKindWrong(kind=ContestKind(contest.kind).label)
    context = {"contest": contest, "board": board_of(contest)}
    return render_partial(request, "contests/display.html", context, target="board")
