"""The list, an election's page, its beginning, and the steps that take a paper or a reason."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, refusals_onto
from xuezuo.review.elections.errors import NotFromAbove
from xuezuo.review.elections.forms.steps import BeginForm
from xuezuo.review.elections.policies import CONGRESS_RUN, ELECTIONS_OVERSEE, ELECTIONS_RUN, ELECTIONS_VIEW
from xuezuo.review.elections.queries import access, lists
from xuezuo.review.elections.queries.page import election_page
from xuezuo.review.elections.services import elections as services
from xuezuo.review.elections.views.deeds import DEEDS, form_of
from xuezuo.review.elections.views.helpers import form_page, page_of


@require_GET
@requires()
def election_list(request: HttpRequest) -> HttpResponse:
    """List the elections that the asker may see."""
    page = paginate(lists.election_list(request.actor, clock.today()), page_number(request))
    context = {
        "page": page,
        "may_run": ELECTIONS_RUN.is_held_by(request.actor),
        "may_look": ELECTIONS_VIEW.is_held_by(request.actor),
        "may_congress": CONGRESS_RUN.is_held_by(request.actor),
    }
    return render(request, "elections/election_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(ELECTIONS_RUN)
def election_begin(request: HttpRequest) -> HttpResponse:
    """Begin an election."""
    today = clock.today()
    units = lists.running_units(request.actor, today)
    congresses = [(one.pk, one.title) for one in lists.congresses_for([unit.id for unit in units])]
    form = BeginForm(request.POST or None, units=units, congresses=congresses)
    if form.is_valid():
        with refusals_onto(form):
            uid = next(one.uid for one in units if one.id == form.cleaned_data["unit"])
            unit = unit_get_for(request.actor, uid, ELECTIONS_RUN, today)
            made = services.election_begin(actor=request.actor, unit=unit, plan=form.plan, at=clock.now())
            messages.success(request, "已建立。请按步骤办理，每一步登记日期和文件。")
            return redirect("elections:election-detail", uid=made.uid)
    return form_page(request, form, title="建立选举", submit="建立", back=reverse("elections:election-list"))


@require_GET
@requires()
def election_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show an election: where it stands, what comes next, what it came to."""
    election = access.election_get_for(request.actor, uid, clock.today())
    context = {"election": election, "page": election_page(request.actor, election, clock.today())}
    return render(request, "elections/election_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(ELECTIONS_RUN, ELECTIONS_OVERSEE)
def election_deed(request: HttpRequest, uid: uuid.UUID, deed: str) -> HttpResponse:
    """Do one of the steps that take a paper or a reason."""
    if deed not in DEEDS:
        raise NotFound
    step, today = DEEDS[deed], clock.today()
    election = access.election_get_to(request.actor, uid, step.capability, today)
    if step.from_above and not election.is_past and not access.oversees(request.actor, election.unit, today):
        raise NotFromAbove(deed=step.title)
    form = form_of(step, election, request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            step.run(request.actor, election, form, clock.now())
            messages.success(request, step.done)
            return redirect("elections:election-detail", uid=uid)
    words = {"title": step.title, "lead": step.lead, "submit": step.title, "danger": step.danger}
    return form_page(request, form, back=page_of(uid), **words)
