"""The progress page of a job."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, render_partial
from xuezuo.platform.jobs.queries import job_get_for
from xuezuo.platform.jobs.services import job_cancel


@require_GET
@requires()
def job_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse | HttpResponseRedirect:
    """Show how far the job is; a finished one leads on to its result."""
    job = job_get_for(request.actor, uid)
    if job.is_done:
        return redirect(job.done_url, uid=uid)
    return render_partial(request, "jobs/job_detail.html", {"job": job}, target="job")


@require_POST
@requires()
def job_stop(request: HttpRequest, uid: uuid.UUID) -> HttpResponse | HttpResponseRedirect:
    """Ask the job to stop."""
    job_cancel(actor=request.actor, uid=uid, at=clock.now())
    return redirect("jobs:job-detail", uid=uid)
