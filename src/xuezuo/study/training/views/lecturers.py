"""The register of lecturers and what they offer."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto
from xuezuo.study.training.forms.lecturers import LecturerForm, NewLecturerForm, OfferForm
from xuezuo.study.training.policies import LECTURER_KEEP, READ, VIEW
from xuezuo.study.training.queries import lecturers as queries
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import lecturers as services


@require_GET
@requires(READ, VIEW)
def lecturer_list(request: HttpRequest) -> HttpResponse:
    """List the lecturers that the asker may see."""
    today, with_former = clock.today(), "former" in request.GET
    page = paginate(queries.lecturer_list(request.actor, today, with_former=with_former), page_number(request))
    context = {
        "page": page,
        "totals": queries.totals(request.actor, today),
        "may_keep": LECTURER_KEEP.is_held_by(request.actor),
        "with_former": with_former,
    }
    return render(request, "training/lecturer_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(LECTURER_KEEP)
def lecturer_make(request: HttpRequest) -> HttpResponse:
    """Put somebody into the register."""
    units = units_for(request.actor, LECTURER_KEEP, clock.today())
    form = NewLecturerForm(request.POST or None, units=units, initial={"active_from": clock.today()})
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            made = services.lecturer_make(actor=request.actor, unit_id=unit_id, spec=form.spec(), at=clock.now())
            messages.success(request, "已登记。下级组织可以看到并预约他安排的场次。")
            return redirect("training:lecturer-detail", uid=made.uid)
    return form_page(request, form, title="登记宣讲员", submit="登记", back=reverse("training:lecturer-list"))


@require_GET
@requires(READ, VIEW)
def lecturer_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a lecturer: topics, what is offered, bookings."""
    today = clock.today()
    lecturer = queries.lecturer_get_for(request.actor, uid, today)
    page = queries.lecturer_page(request.actor, lecturer, clock.now(), today)
    return render(request, "training/lecturer_detail.html", {"page": page, "lecturer": lecturer})


@require_http_methods(["GET", "POST"])
@requires(LECTURER_KEEP)
def lecturer_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what the register says."""
    lecturer = queries.lecturer_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = LecturerForm.of(lecturer, request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.lecturer_change(actor=request.actor, lecturer=lecturer, spec=form.spec(), at=clock.now())
            messages.success(request, "已保存。")
            return redirect("training:lecturer-detail", uid=uid)
    return form_page(request, form, title="修改宣讲员", submit="保存", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(LECTURER_KEEP)
def offer_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Offer a lecture at a time."""
    lecturer = queries.lecturer_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = OfferForm(request.POST or None, topics=lecturer.topics)
    if form.is_valid():
        with refusals_onto(form):
            services.offer_make(actor=request.actor, lecturer=lecturer, spec=form.spec(), at=clock.now())
            messages.success(request, "场次已安排，下级组织可以预约。")
            return redirect("training:lecturer-detail", uid=uid)
    return form_page(request, form, title="安排场次", submit="保存", back=_page(uid))


@require_POST
@requires(LECTURER_KEEP)
def offer_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Withdraw an offer."""
    offer = queries.offer_get_for(request.actor, uid, clock.today(), to_keep=True)
    services.offer_withdraw(actor=request.actor, offer=offer, at=clock.now())
    messages.success(request, "场次已撤回。")
    return redirect("training:lecturer-detail", uid=offer.lecturer.uid)


def _page(uid: uuid.UUID) -> str:
    return reverse("training:lecturer-detail", args=[uid])
