"""Sessions: planned, recorded with attendance on one screen, corrected, voided."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.training.forms.classes import ReasonForm
from xuezuo.study.training.forms.sessions import (
    AttendanceReasonForm,
    GuestsForm,
    SessionCorrectForm,
    SessionForm,
    SheetForm,
    client_uid,
)
from xuezuo.study.training.policies import CLASS_KEEP, READ, VIEW
from xuezuo.study.training.queries import sessions as queries
from xuezuo.study.training.queries.access import class_get_for, session_get_for
from xuezuo.study.training.queries.lecturers import lecturers_of
from xuezuo.study.training.services import sessions as services
from xuezuo.study.training.services.attendance import attendance_correct as correct_attendance
from xuezuo.study.training.views.helpers import status_of


@require_GET
@requires(READ, VIEW)
def session_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one session with what the asker may see of its attendance."""
    session = session_get_for(request.actor, uid, READ, clock.today())
    page = queries.session_page(request.actor, session, clock.today())
    return render(request, "training/session_detail.html", {"page": page, "session": session})


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def session_plan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Plan a session."""
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    first = {"occurred_on": training_class.starts_on, "minutes": 90}
    form = SessionForm(request.POST or None, initial=first, lecturers=lecturers_of(training_class))
    if form.is_valid():
        with refusals_onto(form):
            services.session_plan(actor=request.actor, training_class=training_class, spec=form.spec(), at=clock.now())
            messages.success(request, "课程已排好。上课后请登记出勤。")
            return redirect("training:class-detail", uid=uid)
    return form_page(request, form, title="排课", submit="保存", back=_class_page(uid))


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def session_record(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record a session that was held: everybody present, touch the exceptions."""
    today = clock.today()
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, today)
    first = {"occurred_on": today, "minutes": 90}
    form = SessionForm(request.POST or None, initial=first, lecturers=lecturers_of(training_class))
    guests = GuestsForm(request.POST if request.method == "POST" else None)
    sheet = SheetForm.of_people(queries.people_on(training_class, today))
    is_read = request.method == "POST" and sheet.read(request.POST)
    if is_read and form.is_valid() and guests.is_valid():
        with refusals_onto(form):
            services.session_record(
                actor=request.actor,
                training_class=training_class,
                spec=form.spec(),
                sheet=sheet.sheet(guests.added()),
                uid=client_uid(request.POST.get("uid")),
                at=clock.now(),
            )
            messages.success(request, "已登记，计入学时。")
            return redirect("training:class-detail", uid=uid)
    context = {"class": training_class, "form": form, "guests": guests, "sheet": sheet}
    context["uid"] = client_uid(request.POST.get("uid"))
    return render(request, "training/session_record.html", context, status=status_of(request))


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def session_hold(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter the attendance of a planned session."""
    session = session_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    guests = GuestsForm(request.POST if request.method == "POST" else None)
    sheet = SheetForm.of_people(queries.people_on(session.training_class, session.occurred_on))
    is_read = request.method == "POST" and sheet.read(request.POST)
    if is_read and guests.is_valid():
        with refusals_onto(sheet):
            said = sheet.sheet(guests.added())
            services.session_hold(actor=request.actor, session=session, sheet=said, at=clock.now())
            messages.success(request, "已登记，计入学时。")
            return redirect("training:session-detail", uid=uid)
    context = {"session": session, "class": session.training_class, "guests": guests, "sheet": sheet}
    return render(request, "training/session_record.html", context, status=status_of(request))


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def session_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct what the session says about itself; the former version stays."""
    session = session_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    form = SessionCorrectForm.of(session, request.POST or None, lecturers_of(session.training_class))
    if form.is_valid():
        with refusals_onto(form):
            values = {"spec": form.spec(), "reason": form.cleaned_data["reason"]}
            services.session_correct(actor=request.actor, session=session, **values, at=clock.now())
            messages.success(request, "已更正，原记录保留在历史中。")
            return redirect("training:session-detail", uid=uid)
    lead = "更正时长后，每个人的学时随之更正；出勤名单不变。"
    return form_page(request, form, title="更正课程", submit="保存更正", back=_page(uid), lead=lead)


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def session_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void a session."""
    session = session_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.session_void(actor=request.actor, session=session, reason=reason, at=clock.now())
            messages.success(request, "已作废，不再计入学时。记录和原因仍可查看。")
            return redirect("training:class-detail", uid=session.training_class.uid)
    return form_page(request, form, title="作废这次课", submit="作废", back=_page(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def attendance_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct attendance and guests with a reason; former values stay."""
    session = session_get_for(request.actor, uid, CLASS_KEEP, clock.today())
    rows = queries.attendance_rows(session, with_reasons=True)
    sheet, form = SheetForm.of_rows(rows), AttendanceReasonForm(request.POST or None, rows=rows)
    is_read = request.method == "POST" and sheet.read(request.POST)
    if is_read and form.is_valid():
        with refusals_onto(form):
            said = {
                "sheet": sheet.sheet(form.added()),
                "removed": form.removed(),
                "reason": form.cleaned_data["reason"],
            }
            correct_attendance(actor=request.actor, session=session, **said, at=clock.now())
            messages.success(request, "出勤已更正，原记录保留在历史中，学时随之更正。")
            return redirect("training:session-detail", uid=uid)
    context = {"session": session, "class": session.training_class, "form": form, "sheet": sheet}
    return render(request, "training/attendance.html", context, status=status_of(request))


def _class_page(uid: uuid.UUID) -> str:
    return reverse("training:class-detail", args=[uid])


def _page(uid: uuid.UUID) -> str:
    return reverse("training:session-detail", args=[uid])
