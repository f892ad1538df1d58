"""The clock of polls: closes what is over, destroys keys that a crash has left behind."""

from typing import Final

from procrastinate.contrib.django import app

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.services.closing import polls_close_due
from xuezuo.review.ballots.services.keys import keys_sweep

_QUEUE: Final = "xuezuo"


@app.periodic(cron="* * * * *")
@app.task(name="xuezuo.ballots_close_due", queue=_QUEUE, queueing_lock="xuezuo.ballots_close_due")
def close_due(timestamp: int) -> None:  # noqa: ARG001  # CONFIG: procrastinate passes it
    """Close every electronic poll whose planned end has passed."""
    at = clock.now()
    with acting_as(SYSTEM):
        polls_close_due(at=at)
        keys_sweep(at=at)
