"""Attendance of a held or confirmed activity; the printed sheet; guests."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import AttendanceReasonForm, GuestForm, SheetForm
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD
from xuezuo.life.views.helpers import qr_svg
from xuezuo.org.policies import MEMBER_VIEW
from xuezuo.org.queries.access import member_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def attendance_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the attendance of a held activity; `?paper=1` when it comes from the printed sheet."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    sheet = SheetForm.of_rows(queries.attendance_rows(activity, with_reasons=True))
    service = services.attendance_from_paper if "paper" in request.GET else services.attendance_set
    if request.method == "POST" and sheet.read(request.POST):
        with refusals_onto(sheet):
            service(actor=request.actor, activity=activity, sheet=sheet.sheet, at=clock.now())
            messages.success(request, "出勤已保存。")
            return redirect("life:activity-detail", uid=uid)
    title = "按签到表补录" if "paper" in request.GET else "登记出勤"
    context = {"activity": activity, "sheet": sheet, "title": title}
    return render(request, "life/attendance.html", context, status=400 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_CORRECT)
def attendance_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct attendance and guests with a reason; former values stay."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_CORRECT, clock.today())
    rows = queries.attendance_rows(activity, with_reasons=True)
    sheet, form = SheetForm.of_rows(rows), AttendanceReasonForm(request.POST or None, rows=rows)
    is_read = request.method == "POST" and sheet.read(request.POST)
    if is_read and form.is_valid():
        with refusals_onto(form):
            said = {"marks": sheet.sheet.marks, "guests": form.guests(), "reason": form.cleaned_data["reason"]}
            services.attendance_correct(actor=request.actor, activity=activity, **said, at=clock.now())
            messages.success(request, "出勤已更正，原记录保留在历史中。")
            return redirect("life:activity-detail", uid=uid)
    context = {"activity": activity, "sheet": sheet, "form": form, "title": "更正出勤"}
    return render(request, "life/attendance.html", context, status=400 if request.method == "POST" else 200)


@require_GET
@requires(ACTIVITY_RECORD)
def attendance_paper(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the sheet to print: the roster of the day with room to sign, and the way back to the entry page."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    roster = queries.roster_on(activity.unit_id, activity.kind, activity.occurred_on)
    name = "life:activity-hold" if activity.state in ("draft", "called") else "life:attendance-set"
    back = request.build_absolute_uri(reverse(name, kwargs={"uid": uid}) + "?paper=1")
    page = queries.activity_page(request.actor, activity, clock.today())
    context = {"activity": activity, "page": page, "roster": roster, "qr": qr_svg(back)}
    return render(request, "life/attendance_paper.html", context)


@require_GET
@requires()
def member_meetings(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List what a member took part in: for the member, and for those who may look at the member's record."""
    member = member_get_for(request.actor, uid, MEMBER_VIEW, clock.today())
    page = paginate(queries.attendance_list(member), page_number(request))
    context = {"page": page, "member": member, "is_me": member.pk == request.actor.member_id}
    return render(request, "life/member_meetings.html", context)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def guest_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note a guest."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = GuestForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            guest = form.cleaned_data["member"]
            services.guest_add(actor=request.actor, activity=activity, member_id=guest.pk, at=clock.now())
            messages.success(request, "已登记列席，不计入应到和实到。")
            return redirect("life:activity-detail", uid=uid)
    back = reverse("life:activity-detail", kwargs={"uid": uid})
    return form_page(request, form, title="登记列席人员", submit="登记列席", back=back)
