"""Deeds in and out of files on the web: template, upload with a report, export, taking back."""

import uuid
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import queries
from xuezuo.life.exchange import results
from xuezuo.life.forms import DeedFileForm, ReasonForm
from xuezuo.life.policies import DEEDS_EXPORT, DEEDS_IMPORT
from xuezuo.life.services.exchange import deeds_export_book
from xuezuo.life.services.exchange import deeds_revoke as revoke_batch
from xuezuo.life.services.exchange import deeds_template as write_template
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download_written, form_page, refusals_onto
from xuezuo.platform.jobs.folders import folder_of, make_folder
from xuezuo.platform.jobs.queries import JobView, job_get_for
from xuezuo.platform.jobs.services import job_start

KIND: Final = "life.deeds_import"


@require_http_methods(["GET", "POST"])
@requires(DEEDS_IMPORT)
def deeds_import(request: HttpRequest) -> HttpResponse:
    """Take a file of deeds and have it checked or imported in the background; show former imports."""
    form = DeedFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        uid, upload = new_id(), form.cleaned_data["file"]
        name = f"upload{Path(upload.name).suffix.lower()}"
        with (make_folder(uid) / name).open("wb") as target:
            target.writelines(upload.chunks())
        params = {"file": name, "name": upload.name[:200], "dry_run": form.cleaned_data["dry_run"], "upload": str(uid)}
        job_start(actor=request.actor, kind=KIND, params=params, uid=uid, at=clock.now())
        return redirect("jobs:job-detail", uid=uid)
    context = {"form": form, "batches": queries.batch_list(request.actor)[:20]}
    return render(request, "life/deeds_import.html", context, status=400 if form.is_bound else 200)


def _finished(request: HttpRequest, uid: uuid.UUID) -> JobView:
    """Return the asker's own finished job."""
    job = job_get_for(request.actor, uid)
    if job.kind != KIND or not job.is_done:
        raise NotFound
    return job


def _upload_of(job: JobView) -> Path:
    return folder_of(uuid.UUID(str(job.params["upload"]))) / str(job.params["file"])


@require_GET
@requires(DEEDS_IMPORT)
def deeds_result(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what a check or an import came to; a clean check may be imported without uploading again."""
    job = _finished(request, uid)
    report = results.read(folder_of(uid))
    may_apply = report.is_importable and _upload_of(job).exists()
    return render(request, "life/deeds_result.html", {"job": job, "report": report, "may_apply": may_apply})


@require_POST
@requires(DEEDS_IMPORT)
def deeds_apply(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Import a checked file."""
    job = _finished(request, uid)
    if not results.read(folder_of(uid)).is_importable:
        raise NotFound
    params = {**job.params, "dry_run": False}
    made = job_start(actor=request.actor, kind=KIND, params=params, at=clock.now())
    return redirect("jobs:job-detail", uid=made.uid)


@require_http_methods(["GET", "POST"])
@requires(DEEDS_IMPORT)
def deeds_revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take back an import."""
    batch, form = queries.batch_get_for(request.actor, uid), ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            revoke_batch(actor=request.actor, batch=batch, at=clock.now(), **form.cleaned_data)
            messages.success(request, "这次导入已撤销：新增的记录已作废，被更正的记录已恢复。")
            return redirect("life:deeds-import")
    lead = (
        f"文件 {batch.file_name}，共 {batch.rows} 条。将作废这次导入新增的记录；被它更正的记录恢复原来的内容，"
        "历史版本都保留；之后又有人更正过的保持现状。"
    )
    back = reverse("life:deeds-import")
    return form_page(request, form, title="撤销导入", submit="撤销导入", back=back, lead=lead, danger=True)


@require_GET
@requires(DEEDS_IMPORT)
def deeds_template(_request: HttpRequest) -> FileResponse:
    """Download the empty workbook."""
    return download_written("组织生活模板.xlsx", write_template)


@require_GET
@requires(DEEDS_EXPORT)
def deeds_export(request: HttpRequest) -> FileResponse:
    """Download the deeds of the units the asker may export."""
    now = clock.now()
    name = f"组织生活-{clock.today()}.xlsx"
    return download_written(name, lambda path: deeds_export_book(actor=request.actor, path=path, at=now))
