"""What leaves a trace although nothing is stored: hours of persons that leave the house."""

import datetime as dt

from xuezuo.duties import events
from xuezuo.duties.policies import HOURS_VIEW
from xuezuo.duties.queries.hours import Hours, unit_hours
from xuezuo.kernel.clock import civil_date
from xuezuo.org.models import Member, Unit
from xuezuo.org.queries.access import require_living_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case


@use_case("duties.hours_export")
def hours_export(*, actor: Actor, unit: Unit, year: int, at: dt.datetime) -> list[tuple[Member, Hours]]:
    """Return the hours of a branch's members for a file, in the order of names, and note who took them.

    Raises:
        NotFound, Forbidden: the actor may not see the hours of the unit.
    """
    require_living_unit(actor, HOURS_VIEW, unit, civil_date(at))
    rows = unit_hours(unit.pk, year, civil_date(at))
    after = {"year": year, "members": len(rows)}
    subject = ("org.unit", unit.uid)
    record(events.HOURS_EXPORTED, actor=actor, subject=subject, at=at, unit_id=unit.pk, after=after)
    return rows
