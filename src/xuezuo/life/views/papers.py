"""Attachments."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.forms import FileForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download, form_page, refusals_onto


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
    return download(stored.name, content, stored.media_type)


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
