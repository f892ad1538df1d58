"""Deeds in and out of files on the web: template, upload with a report, export, taking back."""

import io
import tempfile
import uuid
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries
from xuezuo.life.forms import DeedFileForm, ReasonForm
from xuezuo.life.policies import DEEDS_EXPORT, DEEDS_IMPORT
from xuezuo.life.services.exchange import (
    DeedFile,
    deeds_export_book,
)
from xuezuo.life.services.exchange import deeds_import as import_file
from xuezuo.life.services.exchange import deeds_revoke as revoke_batch
from xuezuo.life.services.exchange import deeds_template as write_template
from xuezuo.life.views.helpers import form_page, refusals_onto
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest


@require_http_methods(["GET", "POST"])
@requires(DEEDS_IMPORT)
def deeds_import(request: HttpRequest) -> HttpResponse:
    """Upload a file of deeds; first only checked, then imported as a whole."""
    form, report = DeedFileForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        upload = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile(suffix=Path(upload.name).suffix.lower()) as kept, refusals_onto(form):
            for chunk in upload.chunks():
                kept.write(chunk)
            kept.flush()
            file = DeedFile(Path(kept.name), upload.name)
            dry_run = form.cleaned_data["dry_run"]
            report = import_file(actor=request.actor, file=file, at=clock.now(), dry_run=dry_run)
    batches = queries.batch_list(request.actor)[:20]
    context = {"form": form, "report": report, "batches": batches}
    is_bad = form.is_bound and (report is None or report.errors)
    return render(request, "life/deeds_import.html", context, status=400 if is_bad else 200)


@require_http_methods(["GET", "POST"])
@requires(DEEDS_IMPORT)
def deeds_revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take back an import."""
    batch, form = queries.batch_get_for(request.actor, uid), ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            revoke_batch(actor=request.actor, batch=batch, at=clock.now(), **form.cleaned_data)
            messages.success(request, "这次导入已撤销，其中的记录已作废。")
            return redirect("life:deeds-import")
    lead = f"将作废这次导入新增的记录（文件 {batch.file_name}，共 {batch.rows} 条）。"
    back = reverse("life:deeds-import")
    return form_page(request, form, title="撤销导入", submit="撤销导入", back=back, lead=lead, danger=True)


@require_GET
@requires(DEEDS_IMPORT)
def deeds_template(_request: HttpRequest) -> FileResponse:
    """Download the empty workbook."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        write_template(Path(kept.name))
        return FileResponse(io.BytesIO(Path(kept.name).read_bytes()), as_attachment=True, filename="组织生活模板.xlsx")


@require_GET
@requires(DEEDS_EXPORT)
def deeds_export(request: HttpRequest) -> FileResponse:
    """Download the deeds of the units the asker may export."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        deeds_export_book(actor=request.actor, path=Path(kept.name), at=clock.now())
        content = io.BytesIO(Path(kept.name).read_bytes())
    return FileResponse(content, as_attachment=True, filename=f"组织生活-{clock.today()}.xlsx")
