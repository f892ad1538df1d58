"""The door for procrastinate."""

import uuid
from typing import Final

from procrastinate.contrib.django import app

from xuezuo.kernel import clock
from xuezuo.platform.jobs.folders import sweep
from xuezuo.platform.jobs.runner import run

_QUEUE: Final = "xuezuo"


@app.task(name="xuezuo.run_job", queue=_QUEUE)
def run_job(uid: str) -> None:
    """Run one job."""
    run(uuid.UUID(uid), clock.now)


@app.periodic(cron="* * * * *")
@app.task(name="xuezuo.resume_jobs", queue=_QUEUE, queueing_lock="xuezuo.resume_jobs", pass_context=False)
async def resume_jobs(timestamp: int) -> None:  # noqa: ARG001  # CONFIG: procrastinate passes it
    """Take up work that a killed worker left behind (no heartbeat for half a minute); remove old files."""
    sweep(clock.now())
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
