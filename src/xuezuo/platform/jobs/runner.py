"""Running one job: as the person who started it, seen by the watchers while it runs.

The work is one transaction; what the watchers see is written over a connection of its own, or nobody would see it
before the end.
"""

import datetime as dt
import logging
import time
import uuid
from collections.abc import Callable
from typing import Final

from django.db import connection, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import acting_as
from xuezuo.platform.jobs.folders import make_folder
from xuezuo.platform.jobs.kinds import JobCancelled, JobRun, Values, actor_of, kind_named
from xuezuo.platform.jobs.models import ENDED, Job, JobState

_LOG: Final = logging.getLogger(__name__)
_PAUSE: Final = 0.5  # seconds between two writes of progress
_UPDATE: Final = (
    "UPDATE jobs_job SET message = %s, done = %s, total = %s WHERE uid = %s RETURNING cancel_requested_at IS NOT NULL"
)
_UNEXPECTED: Final = "出现意外错误，没有完成，也没有留下任何内容。请稍后重试；仍不成功时请联系管理员，告知编号 {uid}。"
type Progress = Callable[[str, int, int], None]


class Watched:
    """Progress over a second connection; a new step is written at once, counts at most twice a second."""

    def __init__(self, uid: uuid.UUID) -> None:
        """Open the connection."""
        self._uid = uid
        self._connection = connection.copy()
        self._step = ""
        self._written = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell the watchers.

        Raises:
            JobCancelled: when one of them wants the job to stop.
        """
        if step == self._step and time.monotonic() - self._written < _PAUSE:
            return
        self._step, self._written = step, time.monotonic()
        with self._connection.cursor() as cursor:
            cursor.execute(_UPDATE, [step, done, total, self._uid])
            if cursor.fetchone() == (True,):
                raise JobCancelled

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


def run(uid: uuid.UUID, now: Callable[[], dt.datetime], progress: Progress | None = None) -> None:
    """Run the job; one that has ended or was cancelled is left alone, one that was interrupted begins anew.

    Args:
        uid: of the job.
        now: the clock.
        progress: in place of the second connection (tests).
    """
    job = _begin(uid, now())
    if job is None:
        return
    watched = None if progress else Watched(uid)
    try:
        state, message, result = _outcome(job, progress or watched or _nobody, now())
    finally:
        if watched:
            watched.close()
    job.state, job.message, job.result, job.finished_at = state, message, dict(result), now()
    job.save(update_fields=["state", "message", "result", "finished_at"])


def _nobody(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def _begin(uid: uuid.UUID, at: dt.datetime) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(uid=uid).first()
        if job is None or job.state in ENDED:
            return None
        job.state, job.started_at = JobState.RUNNING, at
        job.save(update_fields=["state", "started_at"])
    return job


def _outcome(job: Job, progress: Progress, at: dt.datetime) -> tuple[JobState, str, Values]:
    try:
        actor = actor_of(job.account_id or 0, civil_date(at))
        folder = make_folder(job.uid)
        with acting_as(actor):
            result = kind_named(job.kind).run(JobRun(job.uid, actor, job.params, folder, at, progress))
    except JobCancelled:
        return JobState.CANCELLED, "", {}
    except DomainError as error:
        return JobState.FAILED, error.message, {"code": error.code}
    except Exception:  # noqa: BLE001  # CONFIG: the edge of the house: whatever happened, the watcher must hear of it
        _LOG.exception("job %s %s failed", job.kind, job.uid)
        return JobState.FAILED, _UNEXPECTED.format(uid=str(job.uid)[-12:]), {}
    return JobState.DONE, "", result
