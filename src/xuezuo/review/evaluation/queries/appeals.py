"""Appeals: until when, and who has to answer which."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.review.evaluation.models import Verdict


def last_day(verdict: Verdict) -> dt.date | None:
    """Return the last civil day on which the member may appeal; None while nothing was given back.

    The days run from the feedback, or from the correction.
    """
    part = verdict.subject.part
    if part.told_at is None:
        return None
    begin = civil_date(max(part.told_at, verdict.recorded_at))
    return begin + dt.timedelta(days=part.round.appeal_days)
