"""The clock of exams: hands in what nobody came back for."""

from typing import Final

from procrastinate.contrib.django import app

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.services.submitting import sittings_close

_QUEUE: Final = "xuezuo"


@app.periodic(cron="* * * * *")
@app.task(name="xuezuo.exams_close_sittings", queue=_QUEUE, queueing_lock="xuezuo.exams_close_sittings")
def close_sittings(timestamp: int) -> None:  # noqa: ARG001  # CONFIG: procrastinate passes it
    """Hand in every sitting whose time is over, and grade them."""
    with acting_as(SYSTEM):
        sittings_close(actor=SYSTEM, at=clock.now())
