"""What the branch decides on self-study of its members."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto
from xuezuo.study.reading.forms import ReasonForm
from xuezuo.study.reading.policies import LIST_VIEW, STUDY_APPROVE
from xuezuo.study.reading.queries import selfstudy as queries
from xuezuo.study.reading.services import selfstudy as services
from xuezuo.study.reading.views.helpers import refusals_told


@require_GET
@requires(STUDY_APPROVE)
def waiting(request: HttpRequest) -> HttpResponse:
    """List the entries that wait for the asker's decision."""
    page = paginate(queries.pending_for(request.actor, clock.today()), page_number(request))
    return render(request, "reading/study_waiting.html", {"page": page})


@require_POST
@requires(STUDY_APPROVE)
def approve(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Approve an entry: its minutes count from now on."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    with refusals_told(request):
        services.self_study_approve(actor=request.actor, entry=entry, at=clock.now())
        messages.success(request, "已认可，计入学时。")
    return redirect("reading:self-study-waiting")


@require_http_methods(["GET", "POST"])
@requires(STUDY_APPROVE)
def send_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Return an entry with the reason."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    queries.require_approver(request.actor, entry, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.self_study_return(actor=request.actor, entry=entry, reason=reason, at=clock.now())
            messages.success(request, "已退回本人。")
            return redirect("reading:self-study-waiting")
    back = reverse("reading:self-study-detail", args=[uid])
    return form_page(request, form, title="退回自学", lead=entry.title, submit="退回", back=back)


@require_http_methods(["GET", "POST"])
@requires(LIST_VIEW)
def void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void an entry with the reason."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.self_study_void(actor=request.actor, entry=entry, reason=reason, at=clock.now())
            messages.success(request, "已作废，不再计入学时；记录和原因保留。")
            return redirect("reading:self-study-detail", uid=uid)
    back = reverse("reading:self-study-detail", args=[uid])
    return form_page(request, form, title="作废自学", lead=entry.title, submit="作废", back=back, danger=True)
