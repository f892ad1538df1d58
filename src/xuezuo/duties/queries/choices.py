"""Which duties a page is about, and which units a person looks at."""

import datetime as dt

from xuezuo.duties.policies import STATUS_VIEW
from xuezuo.duties.queries.asks import of_units
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.types import AskDuty
from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.life.types import ActivityKind
from xuezuo.org.queries.tree import rows_by_id, unit_row
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import Actor
from xuezuo.rules.types import Duty
from xuezuo.rules.vocabulary import Template


def unit_duties() -> tuple[Duty, ...]:
    """Return the duties of units in the rule files, in the order of the packs."""
    return of_units(packs().duties)


def is_recordable(duty: Duty) -> bool:
    """Tell whether holding and recording something meets the duty (a state is not met by an entry)."""
    return duty.template in {Template.EVENT_COUNT, Template.EVENT_BY_ROLE}


def one_tap_kind(duty: Duty) -> str:
    """Return the kind with which a duty is planned or recorded at once; empty when only something else meets it."""
    kinds = duty.facts.kinds if isinstance(duty, AskDuty) else duty.deed_kinds
    return next((kind for kind in kinds if kind in ActivityKind.values), "")


def own_units(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units at which the actor holds a post or belongs, posts first, then by code."""
    officer = {grant.unit_id for grant in actor.grants if grant.role != "member"}
    rows = rows_by_id(STATUS_VIEW.nodes(actor), on)
    return sorted(rows, key=lambda row: (row.id not in officer, row.code))


def branch_of(unit: UnitRow, on: dt.date) -> UnitRow:
    """Return the branch of a group, any other unit itself."""
    return unit_row(unit.parent_id, on) if unit.kind == UnitKind.GROUP and unit.parent_id else unit


def holds_post(actor: Actor, unit_id: int) -> bool:
    """Tell whether the actor holds a post at the unit itself: who does records there, others read."""
    return any(grant.unit_id == unit_id and grant.role != "member" for grant in actor.grants)


def periods_of_month(duty: Duty, month: Period) -> tuple[Period, ...]:
    """Return the periods of the duty to which the month belongs; none when an ask runs at another time."""
    return duty.periods_between(month.start, month.end)


def month_of(text: str, on: dt.date) -> Period:
    """Return the month that `text` names (`2025-03`), the month of `on` when it names none or one to come."""
    try:
        month = Period.parse(text)
    except ValueError:
        month = Period.containing(PeriodKind.MONTH, on)
    if month.kind is not PeriodKind.MONTH or month.start > on:
        return Period.containing(PeriodKind.MONTH, on)
    return month


def previous_month(month: Period) -> Period:
    """Return the month before."""
    return Period.containing(PeriodKind.MONTH, month.start - ONE_DAY)
