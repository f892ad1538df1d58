"""What this room has to say to others."""

import datetime as dt

from xuezuo.life.queries.later import later_counts
from xuezuo.org.services.structure.concerns import concern


@concern
def activities_after_the_end(unit_id: int, on: dt.date) -> str:
    """Name the activities that a unit would have after its end."""
    held, planned = later_counts(unit_id, on)
    found = [f"已记录 {held} 次"] * bool(held) + [f"已计划 {planned} 次"] * bool(planned)
    if not found:
        return ""
    return f"自 {on} 起，本组织名下还有组织生活：{'、'.join(found)}。请先核对日期，或更正、作废这些记录。"
