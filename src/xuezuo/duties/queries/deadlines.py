"""What falls due in the review room at a unit, for the page of its month."""

import datetime as dt

from xuezuo.kernel.deadlines import Deadline, soonest_first
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.review.evaluation.queries import deadlines as evaluation
from xuezuo.review.responsibility.queries import deadlines as responsibility


def deadlines_of(actor: Actor, unit: UnitRow, on: dt.date) -> list[Deadline]:
    """Return what waits for this asker at the unit within a month, the soonest due first."""
    found = [*evaluation.deadlines_of(actor, unit, on), *responsibility.deadlines_of(actor, unit, on)]
    return soonest_first(found)
