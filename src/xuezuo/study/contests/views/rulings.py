"""Who is disqualified."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, refusals_onto
from xuezuo.study.contests.forms.contest import RulingForm
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries import access, rulings
from xuezuo.study.contests.services.ruling import ruling_make


@require_http_methods(["GET", "POST"])
@requires(CONTEST_RUN)
def ruling_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show who is out and what was ruled before; rule anew."""
    contest = access.contest_get_to(request.actor, uid, CONTEST_RUN, clock.today())
    targets = rulings.targets_of(contest)
    form = RulingForm(request.POST or None, targets=targets)
    if form.is_valid():
        with refusals_onto(form):
            ruling_make(actor=request.actor, contest=contest, spec=form.spec, at=clock.now())
            messages.success(request, "裁定已记入，参赛者可以看到原因。")
            return redirect("contests:ruling-list", uid=uid)
    context = {"contest": contest, "form": form, "rulings": rulings.rulings_of(contest), "targets": targets}
    return render(request, "contests/ruling_list.html", context, status=400 if form.is_bound else 200)
