"""Everything that is counted for a report, by what its page needs."""

import dataclasses
import datetime as dt
import enum
from collections.abc import Callable, Mapping

from xuezuo.duties.queries.choices import unit_duties
from xuezuo.duties.queries.packs import packs
from xuezuo.platform.access import beyond_scope
from xuezuo.reports.queries.asks import asks_of
from xuezuo.reports.queries.behind import EXTRA_FIGURES, extra_figures
from xuezuo.reports.queries.rollup import rollup
from xuezuo.reports.queries.trend import months_counted, trend_scope
from xuezuo.reports.types import Figures, Rollup, Scope, quiet

type Months = Mapping[tuple[str, str], int]


class Need(enum.Flag):
    """What a page needs beside the roll-up itself."""

    ROLLUP = 0
    MONTHS = enum.auto()
    EXTRA = enum.auto()
    ALL = MONTHS | EXTRA


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of a report.

    Attributes:
        rollup: the figures of the unit and of each child.
        months: meetings by (id of the month, figure), of the 12 months that end with the report.
        extra: the counted figures that a roll-up does not have.
        at: instant at which a background job began to count; None = counted for this request.
        is_own: the asker had it computed; False = a colleague with the same right and scope.
    """

    rollup: Rollup
    months: Months = dataclasses.field(default_factory=dict)
    extra: Figures = dataclasses.field(default_factory=dict)
    at: dt.datetime | None = None
    is_own: bool = True


def count(scope: Scope, need: Need, step: Callable[[str], None] = quiet) -> Counts:
    """Count what is needed; the caller has checked the right to the unit.

    Args:
        scope: what the report is about.
        need: what beside the roll-up.
        step: hears the name of each piece of work before it begins; `steps_of` says how many there are.
    """
    with beyond_scope():
        result = rollup(scope, step=step)
        months = months_counted(trend_scope(scope)) if Need.MONTHS in need else {}
        extra = extra_figures(scope, step=step) if Need.EXTRA in need else {}
    return Counts(result, months, extra)


def step_count(scope: Scope) -> int:
    """Return how many steps counting everything has."""
    return 2 + len(packs().duties) + len(asks_of(scope)) + len(EXTRA_FIGURES) + len(unit_duties())
