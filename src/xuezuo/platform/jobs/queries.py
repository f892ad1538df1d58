"""Reading jobs."""

import dataclasses
import uuid

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.jobs.kinds import Values, kind_named
from xuezuo.platform.jobs.models import ENDED, Job, JobState


@dataclasses.dataclass(frozen=True, slots=True)
class JobView:
    """A job as its page shows it."""

    uid: uuid.UUID
    account_id: int | None
    kind: str
    label: str
    state: str
    state_label: str
    step: str
    done: int
    total: int
    params: Values
    result: Values
    done_url: str

    @property
    def is_ended(self) -> bool:
        """Nothing more will happen."""
        return self.state in ENDED

    @property
    def is_done(self) -> bool:
        """It came to its result."""
        return self.state == JobState.DONE


def job_get_for(actor: Actor, uid: uuid.UUID) -> JobView:
    """Return the actor's own job.

    Raises:
        NotFound: no such job, or somebody else's.
    """
    job = Job.objects.filter(uid=uid).first()
    if job is None or actor.account_id is None or job.account_id != actor.account_id:
        raise NotFound
    return _view(job)


def job_under_way(actor: Actor, kind: str, params: Values) -> JobView | None:
    """Return the actor's own latest job of the kind with these parameters that has not ended; None = there is none."""
    jobs = Job.objects.filter(kind=kind, account_id=actor.account_id, params__contains=dict(params))
    job = jobs.exclude(state__in=ENDED).order_by("created_at", "pk").last()
    return None if job is None or actor.account_id is None else _view(job)


def job_finished(kind: str, result: Values) -> JobView | None:
    """Return the latest finished job of the kind whose result holds these values, whoever started it.

    The caller has checked the rights: what a job found may be shown to another only when `result` names everything that
    the finding depended on, the visible rows included.
    """
    jobs = Job.objects.filter(kind=kind, state=JobState.DONE, result__contains=dict(result))
    job = jobs.order_by("created_at", "pk").last()
    return None if job is None else _view(job)


def _view(job: Job) -> JobView:
    kind = kind_named(job.kind)
    return JobView(
        uid=job.uid, account_id=job.account_id, kind=job.kind, label=kind.label, state=job.state,
        state_label=JobState(job.state).label, step=job.message, done=job.done, total=job.total, params=job.params,
        result=job.result, done_url=kind.done_url,
    )  # fmt: skip
