"""The steps of one activity: notice, held, confirmed, reopened, corrected, void."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import NoticeForm, ReasonForm, SheetForm
from xuezuo.life.forms.correct import CorrectForm
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD
from xuezuo.life.queries import Activity
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def activity_call(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send out the notice."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = NoticeForm(request.POST or None, initial={"notice": activity.notice or queries.usual_notice(activity)})
    if form.is_valid():
        with refusals_onto(form):
            notice = form.cleaned_data["notice"]
            services.activity_call(actor=request.actor, activity=activity, notice=notice, at=clock.now())
            messages.success(request, "通知已发出，本组织党员登录后可以看到。")
            return redirect("life:activity-detail", uid=uid)
    return form_page(request, form, title="发出通知", submit="发出通知", back=_page(uid), lead=_which(activity))


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def activity_hold(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that a planned activity took place, with its attendance."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    sheet = SheetForm.before_hold(activity)
    if request.method == "POST" and sheet.read(request.POST):
        with refusals_onto(sheet):
            services.activity_hold(actor=request.actor, activity=activity, sheet=sheet.sheet, at=clock.now())
            messages.success(request, "出勤已登记。核对无误后请确认，确认后计入落实情况。")
            return redirect("life:activity-detail", uid=uid)
    context = {"activity": activity, "sheet": sheet, "title": "登记已召开和出勤"}
    return render(request, "life/attendance.html", context, status=400 if request.method == "POST" else 200)


@require_POST
@requires(ACTIVITY_RECORD)
def activity_confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Close a held activity so that it counts."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    services.activity_confirm(actor=request.actor, activity=activity, at=clock.now())
    messages.success(request, "已确认，计入落实情况。")
    return redirect("life:activity-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_CORRECT)
def activity_reopen(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Open a confirmed activity again."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_CORRECT, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.activity_reopen(actor=request.actor, activity=activity, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已重新打开。再次确认前不计入落实情况。")
            return redirect("life:activity-detail", uid=uid)
    return form_page(request, form, title="重新打开", submit="重新打开", back=_page(uid), lead=_which(activity))


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_CORRECT)
def activity_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void an activity."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_CORRECT, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.activity_void(actor=request.actor, activity=activity, at=clock.now(), **form.cleaned_data)
            messages.success(request, "已作废，不再计入。记录和原因仍可查看。")
            return redirect("life:activity-list")
    return form_page(
        request, form, title="作废这条记录", submit="作废", back=_page(uid), lead=_which(activity), danger=True
    )


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_CORRECT)
def activity_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct what the activity says about itself; the former version stays."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_CORRECT, clock.today())
    form = CorrectForm(request.POST or None, activity=activity)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            gathering = form.corrected()
            services.activity_correct(
                actor=request.actor, activity=activity, gathering=gathering, reason=reason, at=clock.now()
            )
            messages.success(request, "已更正，原记录保留在历史中。")
            return redirect("life:activity-detail", uid=uid)
    lead = "更改日期或类型会按新日期重新确定应到名单：新增的应到党员先记为缺席，请随后核对出勤。"
    return form_page(request, form, title="更正记录", submit="保存更正", back=_page(uid), lead=lead)


def _which(activity: Activity) -> str:
    return f"{activity.occurred_on} {activity.headline}"


def _page(uid: uuid.UUID) -> str:
    return reverse("life:activity-detail", kwargs={"uid": uid})
