"""What was asked of a report's unit for a time, by itself or above it: counted beside the duties of the rule files."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.duties.queries.asks import asks_around
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.types import AskDuty
from xuezuo.reports.types import Rollup, Scope
from xuezuo.rules.types import Duty


def asks_of(scope: Scope) -> tuple[AskDuty, ...]:
    """Return the asks that have a period ending in the report; one query.

    What units below ask of their own is no part of it: a report of the county has the same columns whatever its
    branches plan for themselves.
    """
    found = asks_around([scope.unit_id], scope.start, scope.end)
    return tuple(ask for ask in found if ask.periods_ending_in(scope.start, scope.end))


def duties_counted(result: Rollup) -> tuple[Duty, ...]:
    """Return the duties that a roll-up of everything counted: those of the rule files, then the asks."""
    return (*packs().duties, *result.asks)


def since(scope: Scope, duties: Sequence[Duty]) -> dt.date:
    """Return the first day of the longest period that ends in the report: so far back its units are looked for."""
    spans = [duty.during.start for duty in duties if duty.during and duty.periods_ending_in(scope.start, scope.end)]
    return min([scope.start.replace(month=1, day=1), *spans])
