"""What a unit has from a day on."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from django.db import connection

from xuezuo.life.models import Activity
from xuezuo.life.types import State
from xuezuo.platform.access import beyond_scope

_RECORDED: Final = """
SELECT d.unit_id, count(*), max(d.occurred_on)
  FROM unnest(%(units)s::bigint[], %(days)s::date[]) AS e (unit_id, day)
  JOIN (SELECT unit_id, occurred_on FROM life_activity WHERE state IN ('held', 'confirmed')
        UNION ALL
        SELECT unit_id, occurred_on FROM life_hearttalk WHERE voided_at IS NULL) d
    ON d.unit_id = e.unit_id AND d.occurred_on >= e.day
 GROUP BY d.unit_id
"""


def recorded_from(ends: Mapping[int, dt.date]) -> list[tuple[int, int, dt.date]]:
    """Return unit id, number and latest civil day of what each unit did on its day or later, whoever asks.

    Held activities count although they are not confirmed yet, or not again; void ones do not.
    """
    if not ends:
        return []
    with beyond_scope(), connection.cursor() as cursor:
        cursor.execute(_RECORDED, {"units": list(ends), "days": list(ends.values())})
        rows: list[tuple[int, int, dt.date]] = cursor.fetchall()
    return rows


def planned_from(unit_id: int, on: dt.date) -> int:
    """Return how many activities of the unit are planned for the day or later."""
    planned = Activity.objects.filter(unit_id=unit_id, occurred_on__gte=on, state__in=[State.DRAFT, State.CALLED])
    return planned.count()
