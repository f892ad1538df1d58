"""Files in: upload, work in the background, what it came to."""

import uuid
from pathlib import PurePath

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial
from xuezuo.platform.jobs.folders import make_folder
from xuezuo.platform.jobs.services import job_start
from xuezuo.study.library import queries
from xuezuo.study.library.exchange.finished import IMPORT, finished_for, report_of
from xuezuo.study.library.forms import ImportForm
from xuezuo.study.library.policies import MATERIAL_KEEP

_SUFFIX = 10


@require_http_methods(["GET", "POST"])
@requires(MATERIAL_KEEP)
def materials_import(request: HttpRequest) -> HttpResponse:
    """Take files and have them read in the background."""
    units = queries.units_to_keep_for(request.actor, clock.today())
    form = ImportForm(request.POST or None, request.FILES or None, units=units)
    if form.is_valid():
        said, uid = form.cleaned_data, new_id()
        folder, names = make_folder(uid), []
        for number, file in enumerate(said["uploads"]):
            names.append(f"{number:03}{PurePath(file.name).suffix.lower()[:_SUFFIX]}|{file.name[-150:]}")
            with (folder / names[-1].partition("|")[0]).open("wb") as target:
                target.writelines(file.chunks())
        params = {"unit": said["unit"], "tags": said["tags"], "dry_run": said["dry_run"], "files": "\n".join(names)}
        job_start(actor=request.actor, kind=IMPORT, params=params, uid=uid, at=clock.now())
        return redirect("jobs:job-detail", uid=uid)
    context = {"form": form, "batches": queries.batch_list(request.actor)[:20]}
    return render(request, "library/materials_import.html", context, status=400 if form.is_bound else 200)


@require_GET
@requires(MATERIAL_KEEP)
def materials_imported(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what an import came to, file by file."""
    job = finished_for(request.actor, uid)
    report = report_of(uid)
    state = request.GET.get("state", "")
    page = paginate([one for one in report.outcomes if state in ("", one.state)], page_number(request))
    context = {"job": job, "report": report, "page": page, "state": state}
    return render_partial(request, "library/materials_imported.html", context, target="rows")


@require_GET
@requires(MATERIAL_KEEP)
def materials_report(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Hand out the report of an import as a file."""
    finished_for(request.actor, uid)
    headers = {"Content-Disposition": 'attachment; filename="import.json"'}
    return HttpResponse(report_of(uid).as_json(), content_type="application/json", headers=headers)
