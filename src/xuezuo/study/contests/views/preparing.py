"""Preparing a knowledge contest, and what a jury marks."""

import io
import tempfile
import uuid
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, kept, page_number, paginate, refusals_onto
from xuezuo.study.contests.exchange.cards import CardFindings, write_template
from xuezuo.study.contests.forms.contest import CardFileForm, CardForm, CriteriaForm, RoundForm, TeamForm
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries import access, lists
from xuezuo.study.contests.services import preparing as services
from xuezuo.study.contests.types import MARK
from xuezuo.study.contests.views.helpers import page_of


def _setup(uid: uuid.UUID) -> str:
    return reverse("contests:contest-setup", args=[uid])


@require_GET
@requires(CONTEST_RUN)
def contest_setup(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show rounds, teams and cards, answers and all."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    context = {
        "contest": contest,
        "rounds": lists.rounds_of(contest),
        "teams": lists.teams_of(contest, clock.today()),
        "page": paginate(lists.cards_of(contest), page_number(request)),
    }
    return render(request, "contests/contest_setup.html", context)


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def round_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a round."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    form = RoundForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.round_add(actor=request.actor, contest=contest, spec=form.spec, at=clock.now())
            return redirect(_setup(uid))
    return form_page(request, form, title="增加一轮", submit="增加", back=_setup(uid))


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def team_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a team."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    form = TeamForm(request.POST or None, units=lists.units_below(contest, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            said = form.cleaned_data
            values = {"name": said["name"], "numbers": said["people"], "unit_id": said["unit"]}
            services.team_add(actor=request.actor, contest=contest, at=clock.now(), **values)
            return redirect(_setup(uid))
    return form_page(request, form, title="增加一支队伍", submit="增加", back=_setup(uid))


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def card_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a card."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    rounds, initial = lists.rounds_of(contest), {"number": lists.next_number(contest)}
    form = CardForm(request.POST or None, rounds=rounds, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            round_id = form.cleaned_data["round"]
            services.card_add(actor=request.actor, contest=contest, text=form.text, round_id=round_id, at=clock.now())
            messages.success(request, f"{form.text.number} 号题卡已保存。")
            return redirect("contests:card-add" if "again" in request.POST else "contests:contest-setup", uid=uid)
    return form_page(request, form, title="增加题卡", submit="保存", again="保存并再加一张", back=_setup(uid))


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def card_import(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Import cards from a workbook: all or none."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    form = CardFileForm(request.POST or None, request.FILES or None, rounds=lists.rounds_of(contest))
    findings: CardFindings = ()
    if form.is_valid():
        said = form.cleaned_data
        with kept(said["file"]) as path, refusals_onto(form):
            count, findings = services.cards_import(
                actor=request.actor, contest=contest, path=path, round_id=said["round"], at=clock.now()
            )
            if not findings:
                messages.success(request, f"已导入 {count} 张题卡。")
                return redirect(_setup(uid))
    context = {"contest": contest, "form": form, "findings": findings[:100]}
    return render(request, "contests/card_import.html", context, status=400 if form.is_bound else 200)


@require_GET
@requires(CONTEST_RUN)
def card_template(_request: HttpRequest) -> FileResponse:
    """Download the workbook to fill in."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        write_template(Path(file.name))
        content = io.BytesIO(Path(file.name).read_bytes())
    return FileResponse(content, as_attachment=True, filename="题卡模板.xlsx")


@require_POST
@requires(CONTEST_RUN)
def part_remove(request: HttpRequest, uid: uuid.UUID, kind: str, pk: int) -> HttpResponse:
    """Take away a round, a card or a team."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    if kind not in ("round", "card", "team"):
        raise NotFound
    services.part_remove(actor=request.actor, contest=contest, kind=kind, pk=pk, at=clock.now())
    messages.success(request, "已删除。")
    return redirect(_setup(uid))


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def criteria_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what the jury marks."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    said = "\n".join(f"{one.title} {one.marks // MARK}" for one in lists.criteria_of(contest))
    form = CriteriaForm(request.POST or None, initial={"lines": said})
    if form.is_valid():
        with refusals_onto(form):
            lines = form.cleaned_data["lines"]
            services.criteria_set(actor=request.actor, contest=contest, criteria=lines, at=clock.now())
            messages.success(request, "评分项目已保存。")
            return redirect("contests:contest-detail", uid=uid)
    lead = "比赛开始后评分项目不再改变。"
    return form_page(request, form, title="评分项目", lead=lead, submit="保存", back=page_of(uid))
