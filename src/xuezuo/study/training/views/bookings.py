"""Touring lectures: booked, confirmed, held."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.training.forms.classes import ReasonForm
from xuezuo.study.training.forms.lecturers import BookingForm, HeldCorrectForm, HeldForm
from xuezuo.study.training.policies import BOOK, LECTURER_KEEP
from xuezuo.study.training.queries.lecturers import booking_get_for, offer_get_for
from xuezuo.study.training.queries.people import units_for
from xuezuo.study.training.services import bookings as services


@require_http_methods(["GET", "POST"])
@requires(BOOK)
def booking_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Book an offered lecture."""
    offer = offer_get_for(request.actor, uid, clock.today())
    form = BookingForm(request.POST or None, units=units_for(request.actor, BOOK, clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            said = {"unit_id": form.cleaned_data["unit"], "place": form.cleaned_data["place"]}
            services.booking_make(actor=request.actor, offer=offer, **said, at=clock.now())
            messages.success(request, "已预约，等待确认。")
            return redirect("training:lecturer-detail", uid=offer.lecturer.uid)
    back = reverse("training:lecturer-detail", args=[offer.lecturer.uid])
    return form_page(request, form, title=f"预约宣讲：{offer.topic}", submit="预约", back=back)


@require_POST
@requires(LECTURER_KEEP)
def booking_confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Confirm a request."""
    booking = booking_get_for(request.actor, uid, clock.today(), to_keep=True)
    services.booking_confirm(actor=request.actor, booking=booking, at=clock.now())
    messages.success(request, "已确认。")
    return _lecturer(booking.lecturer.uid)


@require_http_methods(["GET", "POST"])
@requires(LECTURER_KEEP)
def booking_refuse(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Refuse a request."""
    booking = booking_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.booking_refuse(actor=request.actor, booking=booking, reason=reason, at=clock.now())
            messages.success(request, "已登记不安排。")
            return _lecturer(booking.lecturer.uid)
    return form_page(
        request, form, title="不安排这次预约", submit="不安排", back=_back(booking.lecturer.uid), danger=True
    )


@require_http_methods(["GET", "POST"])
@requires(BOOK, LECTURER_KEEP)
def booking_cancel(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Cancel a booking."""
    booking = booking_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.booking_cancel(actor=request.actor, booking=booking, reason=reason, at=clock.now())
            messages.success(request, "已取消，这个时间可以再安排。")
            return _lecturer(booking.lecturer.uid)
    return form_page(request, form, title="取消预约", submit="取消预约", back=_back(booking.lecturer.uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(BOOK, LECTURER_KEEP)
def booking_hold(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a lecture was held, with how many listeners."""
    booking = booking_get_for(request.actor, uid, clock.today())
    form = HeldForm(request.POST or None, initial={"minutes": 90})
    if form.is_valid():
        with refusals_onto(form):
            services.booking_hold(actor=request.actor, booking=booking, **form.cleaned_data, at=clock.now())
            messages.success(request, "已登记。支部党员的出勤请用“记录党课”登记一次。")
            return _lecturer(booking.lecturer.uid)
    lead = "只登记时长和听众人数；本支部党员的出勤和学时在“记录党课”中登记，不重复填写。"
    return form_page(request, form, title="登记宣讲已举行", submit="登记", back=_back(booking.lecturer.uid), lead=lead)


@require_http_methods(["GET", "POST"])
@requires(BOOK, LECTURER_KEEP)
def booking_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct the numbers of a lecture that was held."""
    booking = booking_get_for(request.actor, uid, clock.today())
    form = HeldCorrectForm.of(booking, request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.booking_correct(actor=request.actor, booking=booking, **form.cleaned_data, at=clock.now())
            messages.success(request, "已更正。")
            return _lecturer(booking.lecturer.uid)
    return form_page(request, form, title="更正宣讲记录", submit="保存更正", back=_back(booking.lecturer.uid))


def _back(uid: uuid.UUID) -> str:
    return reverse("training:lecturer-detail", args=[uid])


def _lecturer(uid: uuid.UUID) -> HttpResponse:
    return redirect(_back(uid))
