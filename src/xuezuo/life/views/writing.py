"""Agenda, minutes, resolutions, attachments."""

import io
import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import FileForm, LinesForm, MinutesForm, ResolutionForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW
from xuezuo.life.types import Decided, Writing
from xuezuo.life.views.helpers import form_page, refusals_onto
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def agenda_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the agenda, one point a line."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = LinesForm(request.POST or None, initial={"points": "\n".join(queries.agenda_of(activity))})
    if form.is_valid():
        with refusals_onto(form):
            services.agenda_set(actor=request.actor, activity=activity, points=form.agenda(), at=clock.now())
            messages.success(request, "议题已保存。")
            return redirect("life:activity-detail", uid=uid)
    return form_page(request, form, title="议题", submit="保存议题", back=_page(uid))


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def minutes_write(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the minutes; each saving is a new version."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = MinutesForm(request.POST or None, initial={"text": queries.minutes_draft(activity)})
    if form.is_valid():
        with refusals_onto(form):
            services.minutes_write(
                actor=request.actor, activity=activity, writing=Writing(**form.cleaned_data), at=clock.now()
            )
            messages.success(request, "会议记录已保存为新版本。")
            return redirect("life:activity-detail", uid=uid)
    return form_page(request, form, title="会议记录", submit="保存会议记录", back=_page(uid), draft=f"minutes-{uid}")


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def resolution_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note a decision."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = ResolutionForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said, owner = form.cleaned_data, form.cleaned_data["owner"]
            decided = Decided(said["text"], owner.pk if owner else None, said["due_on"])
            services.resolution_add(actor=request.actor, activity=activity, decided=decided, at=clock.now())
            messages.success(request, "决议已登记。")
            return redirect("life:activity-detail", uid=uid)
    return form_page(request, form, title="登记决议", submit="登记决议", back=_page(uid))


@require_POST
@requires(ACTIVITY_RECORD)
def resolution_done(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Note that a decision was carried out, today."""
    resolution = queries.resolution_get_for(request.actor, uid, clock.today())
    services.resolution_done(actor=request.actor, resolution=resolution, on=clock.today(), at=clock.now())
    messages.success(request, "已办结。")
    return redirect("life:activity-detail", uid=resolution.activity.uid)


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_RECORD)
def file_attach(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Attach a file."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_onto(form):
            file = form.cleaned_data["file"]
            services.file_attach(actor=request.actor, activity=activity, name=file.name, content=file, at=clock.now())
            messages.success(request, "附件已上传。")
            return redirect("life:activity-detail", uid=uid)
    return form_page(request, form, title="上传附件", submit="上传", back=_page(uid))


@require_GET
@requires(ACTIVITY_VIEW)
def file_read(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> FileResponse:
    """Download an attachment; never shown in the browser."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_VIEW, clock.today())
    queries.require_sheet(request.actor, activity, clock.today())
    stored, content = services.file_read(actor=request.actor, activity=activity, uid=file, at=clock.now())
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Cache-Control": "no-store"}
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=stored.name, content_type=stored.media_type, headers=headers
    )


@require_POST
@requires(ACTIVITY_RECORD)
def file_remove(request: HttpRequest, uid: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Take an attachment out of sight."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_RECORD, clock.today())
    services.file_remove(actor=request.actor, activity=activity, uid=file, at=clock.now())
    messages.success(request, "附件已移除。")
    return redirect("life:activity-detail", uid=uid)


def _page(uid: uuid.UUID) -> str:
    return reverse("life:activity-detail", kwargs={"uid": uid})
