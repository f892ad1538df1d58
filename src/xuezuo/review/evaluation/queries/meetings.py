"""The meetings that an evaluation may have been held at."""

import datetime as dt

from django.db.models import Q

from xuezuo.life.models import Activity
from xuezuo.life.types import ActivityKind, State
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation.models import Part

_BEFORE = dt.timedelta(days=31)


def meetings_of(part: Part) -> list[Activity]:
    """Return the confirmed meetings of the branch since the round began that held the evaluation, the latest first."""
    held = Q(kind=ActivityKind.APPRAISAL_MEETING) | Q(parts__kind=ActivityKind.APPRAISAL_MEETING)
    with acting_as(SYSTEM):
        found = Activity.objects.filter(held, unit_id=part.unit_id, state=State.CONFIRMED)
        found = found.filter(occurred_on__gte=part.round.starts_on - _BEFORE)
        return list(found.select_related("unit").distinct().order_by("-occurred_on", "-pk")[:20])
