"""What is recorded of a unit from a day on."""

import datetime as dt

from xuezuo.life.models import Activity
from xuezuo.life.types import State


def later_counts(unit_id: int, on: dt.date) -> tuple[int, int]:
    """Return how many activities of the unit on the day or later are recorded as held, and how many are planned."""
    later = Activity.objects.filter(unit_id=unit_id, occurred_on__gte=on)
    held = later.filter(state__in=[State.HELD, State.CONFIRMED]).count()
    return held, later.filter(state__in=[State.DRAFT, State.CALLED]).count()
