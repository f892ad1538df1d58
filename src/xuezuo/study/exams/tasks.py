"""The clock of exams hands in what nobody came back for; long regrading is watched."""

import json
from typing import Final

from procrastinate.contrib.django import app

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.jobs.kinds import JobRun, Values, job_kind
from xuezuo.study.exams.services.regrading import KeyChange, key_correct
from xuezuo.study.exams.services.submitting import sittings_close

_QUEUE: Final = "xuezuo"


@job_kind("exams.key_correct", "更正答案并重新评分", done_url="exams:key-corrected")
def regrade(run: JobRun) -> Values:
    """Put a key right and grade everybody anew who met the question."""
    said = run.params
    change = KeyChange(int(said["version"] or 0), tuple(json.loads(str(said["key"]))), str(said["reason"]))

    def tell(done: int, total: int) -> None:
        run.progress("重新评分", done, total)

    done = key_correct(actor=run.actor, change=change, at=run.at, progress=tell)
    return {"exams": done.exams, "sittings": done.sittings, "changed": done.changed}


@app.periodic(cron="* * * * *")
@app.task(name="xuezuo.exams_close_sittings", queue=_QUEUE, queueing_lock="xuezuo.exams_close_sittings")
def close_sittings(timestamp: int) -> None:  # noqa: ARG001  # CONFIG: procrastinate passes it
    """Hand in every sitting whose time is over, and grade them."""
    with acting_as(SYSTEM):
        sittings_close(actor=SYSTEM, at=clock.now())
