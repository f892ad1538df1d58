"""What this room has to say to others."""

import datetime as dt
from collections.abc import Mapping

from xuezuo.life.queries.later import planned_from, recorded_from
from xuezuo.org.services.structure.recorded import Recorded, concern, source_of_records


@source_of_records
def deeds_from(ends: Mapping[int, dt.date]) -> Mapping[int, Recorded]:
    """Name what units are recorded to have done after their end."""
    return {unit_id: Recorded(count, last) for unit_id, count, last in recorded_from(ends)}


@concern
def plans_after_the_end(unit_id: int, on: dt.date) -> str:
    """Name the activities that a unit has planned for the time after its end."""
    planned = planned_from(unit_id, on)
    if not planned:
        return ""
    return f"自 {on} 起，本组织还有已计划的组织生活 {planned} 次，届时不能再登记为已召开。请另作安排，或先作废。"
