"""Starting and stopping long work."""

import datetime as dt
import uuid

from django.db import transaction

from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import Actor
from xuezuo.platform.jobs.kinds import Values, kind_named
from xuezuo.platform.jobs.models import ENDED, Job, JobState
from xuezuo.platform.jobs.queries import job_get_for
from xuezuo.platform.jobs.tasks import run_job


def job_start(
    *, actor: Actor, kind: str, params: Values | None = None, uid: uuid.UUID | None = None, at: dt.datetime
) -> Job:
    """Note a job and hand it to the worker when the transaction commits.

    Args:
        actor: who will watch it; it runs with the posts that person holds when it begins.
        kind: a registered kind.
        params: names of files in the job's folder, ids, counts; no personal data.
        uid: when files were put into `folders.folder_of(uid)` before.
        at: instant of the request.
    """
    kind_named(kind)
    with transaction.atomic():
        job = Job.objects.create(
            uid=uid or new_id(), kind=kind, account_id=actor.account_id, params=dict(params or {}), created_at=at
        )
        run_job.defer(uid=str(job.uid))
    return job


def job_cancel(*, actor: Actor, uid: uuid.UUID, at: dt.datetime) -> None:
    """Ask a job to stop: a waiting one does not begin, a running one stops at its next step and leaves nothing.

    Raises:
        NotFound: not the actor's own job.
    """
    job_get_for(actor, uid)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(uid=uid)
        if job.state in ENDED:
            return
        job.cancel_requested_at = at
        if job.state == JobState.WAITING:
            job.state, job.finished_at = JobState.CANCELLED, at
        job.save(update_fields=["cancel_requested_at", "state", "finished_at"])
