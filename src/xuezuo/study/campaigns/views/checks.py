"""Rounds of checking."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto, render_partial
from xuezuo.study.campaigns import services
from xuezuo.study.campaigns.forms import MarksForm, RoundForm
from xuezuo.study.campaigns.policies import CAMPAIGN_RUN, CAMPAIGN_VIEW, CHECK_RECORD
from xuezuo.study.campaigns.queries import checks
from xuezuo.study.campaigns.queries.access import round_get_for, run_get_for
from xuezuo.study.campaigns.queries.links import links_of
from xuezuo.study.campaigns.queries.single import pack_of
from xuezuo.study.campaigns.types import RunState


@require_http_methods(["GET", "POST"])
@requires(CAMPAIGN_RUN)
def round_open(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open a round of checking, or a look back."""
    run = run_get_for(request.actor, uid, CAMPAIGN_RUN, clock.today())
    is_look_back = run.state == RunState.CLOSED
    form = RoundForm(request.POST or None, pack=pack_of(run), is_look_back=is_look_back)
    if form.is_valid():
        with refusals_onto(form):
            said = {"label": form.cleaned_data["label"], "due_on": form.cleaned_data["due_on"]}
            made = services.round_open(actor=request.actor, run=run, items=form.chosen(), at=clock.now(), **said)
            messages.success(request, "已发起。")
            return redirect("campaigns:round-detail", uid=made.uid)
    title = f"{'回头看' if is_look_back else '检查'}：{run.title}"
    back = reverse("campaigns:campaign-detail", kwargs={"uid": uid})
    return form_page(request, form, title=title, submit="发起", back=back)


@require_GET
@requires(CAMPAIGN_VIEW)
def round_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List the units of a round and how far each is."""
    today = clock.today()
    round_ = round_get_for(request.actor, uid, today)
    page = paginate(checks.units_in_sight(request.actor, round_, today), page_number(request))
    marks = checks.marks_of(round_, [unit.pk for unit in page.rows])
    open_to = checks.recorded_by(request.actor, [unit.pk for unit in page.rows], today)
    lines = [(unit, *marks.get(unit.pk, (0, 0)), unit.pk in open_to) for unit in page.rows]
    links = links_of(request.actor, round_.run, today) if round_.is_look_back else []
    context = {"round": round_, "page": page, "lines": lines, "total": len(round_.items), "links": links}
    return render_partial(request, "campaigns/round_detail.html", context, target="rows")


@require_http_methods(["GET", "POST"])
@requires(CHECK_RECORD)
def check_record(request: HttpRequest, uid: uuid.UUID, unit: uuid.UUID) -> HttpResponse:
    """Write down what was found at a unit."""
    today = clock.today()
    round_ = round_get_for(request.actor, uid, today)
    checked = unit_get_for(request.actor, unit, CHECK_RECORD, today)
    form = MarksForm(request.POST or None, lines=checks.check_lines(round_, checked.pk))
    back = reverse("campaigns:round-detail", kwargs={"uid": uid})
    if form.is_valid():
        with refusals_onto(form):
            services.check_record(
                actor=request.actor, round_=round_, unit_id=checked.pk, marks=form.marks(), at=clock.now()
            )
            messages.success(request, "检查结果已登记。")
            return redirect(back)
    name = unit_row(checked.pk, today).name
    return form_page(request, form, title=f"{round_.label}：{name}", lead=round_.run.title, submit="登记", back=back)
