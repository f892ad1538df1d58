"""Roster files: upload and check, look at the findings, import, take back, export."""

import tempfile
import uuid
from pathlib import Path
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.forms.roster import RosterExportForm, RosterRevokeForm, RosterUploadForm
from xuezuo.org.policies import ROSTER_EXPORT, ROSTER_IMPORT
from xuezuo.org.queries.roster import batch_get_for, batch_list
from xuezuo.org.roster import results
from xuezuo.org.roster.revoke import roster_revoke
from xuezuo.org.roster.template import write_template
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial
from xuezuo.platform.jobs.folders import folder_of, make_folder
from xuezuo.platform.jobs.queries import JobView, job_get_for
from xuezuo.platform.jobs.services import job_start


def _finished(request: HttpRequest, uid: uuid.UUID, kind: str) -> JobView:
    """Return the asker's own finished job of this kind."""
    job = job_get_for(request.actor, uid)
    if job.kind != kind or not job.is_done:
        raise NotFound
    return job


@require_http_methods(["GET", "POST"])
@requires(ROSTER_IMPORT)
def roster_import(request: HttpRequest) -> HttpResponse:
    """Take a file and have it checked; show former imports."""
    form = RosterUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uid, file = new_id(), form.cleaned_data["file"]
        name = f"upload{Path(file.name).suffix.lower()}"
        with (make_folder(uid) / name).open("wb") as target:
            target.writelines(file.chunks())
        params = {"file": name, "name": file.name[:200]}
        job_start(actor=request.actor, kind="org.roster_check", params=params, uid=uid, at=clock.now())
        return redirect("jobs:job-detail", uid=uid)
    context = {"form": form, "batches": batch_list(request.actor)}
    return render(request, "org/roster_import.html", context, status=400 if form.is_bound else 200)


@require_GET
@requires(ROSTER_IMPORT)
def roster_template(_request: HttpRequest) -> HttpResponse:
    """Hand out the empty workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        content = path.read_bytes()
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote('花名册模板.xlsx')}"}
    return HttpResponse(content, content_type=results.MEDIA_TYPES["xlsx"], headers=headers)


@require_GET
@requires(ROSTER_IMPORT)
def roster_check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what a check found, level by level."""
    job = _finished(request, uid, "org.roster_check")
    result = results.read(folder_of(uid))
    level = request.GET.get("level", "")
    page = paginate(result.at_level(level), page_number(request))
    is_there = (folder_of(uid) / str(job.params["file"])).exists()
    context = {"job": job, "result": result, "page": page, "level": level, "is_there": is_there}
    return render_partial(request, "org/roster_check.html", context, target="rows")


@require_GET
@requires(ROSTER_IMPORT)
def roster_findings(request: HttpRequest, uid: uuid.UUID, form: str) -> HttpResponse:
    """Hand out the findings of a check or an import as a file."""
    job_get_for(request.actor, uid)
    content = results.as_file(results.read(folder_of(uid)), form)
    headers = {"Content-Disposition": f'attachment; filename="findings.{form}"'}
    return HttpResponse(content, content_type=results.MEDIA_TYPES[form], headers=headers)


@require_http_methods(["GET", "POST"])
@requires(ROSTER_IMPORT)
def roster_apply(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, then import the checked file."""
    job = _finished(request, uid, "org.roster_check")
    result = results.read(folder_of(uid))
    if not result.is_importable:
        raise NotFound
    if request.method == "POST":
        params = {"check": str(uid), "file": job.params["file"], "name": job.params["name"]}
        made = job_start(actor=request.actor, kind="org.roster_import", params=params, at=clock.now())
        return redirect("jobs:job-detail", uid=made.uid)
    return render(request, "org/roster_apply.html", {"job": job, "result": result})


@require_GET
@requires(ROSTER_IMPORT)
def roster_imported(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what an import came to."""
    job = _finished(request, uid, "org.roster_import")
    batch = batch_get_for(request.actor, uuid.UUID(str(job.result["batch"]))) if job.result.get("batch") else None
    context = {"job": job, "batch": batch, "result": results.read(folder_of(uid))}
    return render(request, "org/roster_imported.html", context)


@require_http_methods(["GET", "POST"])
@requires(ROSTER_IMPORT)
def roster_revoke_batch(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an import back, with a reason."""
    batch = batch_get_for(request.actor, uid)
    form = RosterRevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        roster_revoke(actor=request.actor, batch_uid=uid, reason=form.cleaned_data["reason"], at=clock.now())
        messages.success(request, "已撤回这一批导入。")
        return redirect("org:roster-import")
    context = {"batch": batch, "form": form}
    return render(request, "org/roster_revoke.html", context, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(ROSTER_EXPORT)
def roster_export(request: HttpRequest) -> HttpResponse:
    """Ask as of which day, then write the roster in the background."""
    form = RosterExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        params = {"on": form.cleaned_data["on"].isoformat(), "form": form.cleaned_data["form"]}
        job = job_start(actor=request.actor, kind="org.roster_export", params=params, at=clock.now())
        return redirect("jobs:job-detail", uid=job.uid)
    return render(request, "org/roster_export.html", {"form": form}, status=400 if form.is_bound else 200)


@require_GET
@requires(ROSTER_EXPORT)
def roster_exported(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Lead to the written file."""
    return render(request, "org/roster_exported.html", {"job": _finished(request, uid, "org.roster_export")})


@require_GET
@requires(ROSTER_EXPORT)
def roster_download(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Hand out the written file."""
    job = _finished(request, uid, "org.roster_export")
    path = folder_of(uid) / str(job.result["file"])
    if not path.exists():
        raise NotFound
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}"}
    return HttpResponse(path.read_bytes(), content_type="application/octet-stream", headers=headers)
