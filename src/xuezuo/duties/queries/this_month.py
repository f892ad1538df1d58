"""What a unit has to do this month: until when, why, how it stands."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.duties.queries.asks import asks_around, of_members, of_units
from xuezuo.duties.queries.choices import is_recordable, one_tap_kind, periods_of_month, unit_duties
from xuezuo.duties.queries.slots import slot_query
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.queries.templates import STATE
from xuezuo.duties.types import AskDuty, DutyState, Status
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import groups_within
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.rules.types import Duty

ORDER = (DutyState.MISSED, DutyState.DUE, DutyState.MET_LATE, DutyState.MET, DutyState.EXEMPT)


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: the status, and what the page says about it.

    Attributes:
        status: how it stands.
        last_day: the last day on which doing it counts for the period.
        period_label: the period in words.
        why: why it is asked, in plain words.
        what_counts: what counts and what does not.
        force_label: how strongly the clause binds.
        is_counted: times are counted, not a state looked at.
        deed_kind: the kind to plan or record with one tap; empty when an entry of a meeting does not meet it.
        deed_kinds: all that meet it.
        ask: uid of the ask, for the entry to name it; empty for duties of the rule files.
    """

    status: Status
    last_day: dt.date
    period_label: str
    why: str
    what_counts: str
    force_label: str
    is_counted: bool
    deed_kind: str
    deed_kinds: tuple[str, ...]
    ask: str

    @property
    def is_open(self) -> bool:
        """Something is still to be done."""
        return self.status.state in {DutyState.DUE, DutyState.MISSED}


@dataclasses.dataclass(frozen=True, slots=True)
class People:
    """What is asked of each member for a time: how many have done it, out of how many.

    Attributes:
        duty: what is asked.
        period: until when.
        met: how many members of the unit have done it.
        bound: how many it is asked of; those exempt are not among them.
    """

    duty: Duty
    period: Period
    met: int
    bound: int


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """The month of a unit.

    Attributes:
        items: the duties in the periods that the month belongs to.
        missed: what was missed in the year's periods that ended before the month and can still be entered late.
        people: what is asked of each member for a time that the month belongs to.
    """

    items: Sequence[Item]
    missed: Sequence[Item]
    people: Sequence[People]


def month_board(unit_id: int, month: Period, on: dt.date) -> Board:
    """Return the month of the unit and its groups, what is open first, with what was missed earlier in the year.

    Args:
        unit_id: the unit.
        month: the month looked at, not later than that of `on`.
        on: the civil day whose end is looked at.
    """
    new_year = month.start.replace(month=1)
    groups = set(groups_within(unit_id, month.start, month.last_day))
    units = [unit_id, *groups_within(unit_id, new_year, month.last_day)]
    asks = asks_around(units, new_year, month.end)
    duties = (*unit_duties(), *of_units(asks))
    found = statuses(units, on, [(duty, (*_earlier(duty, month), *periods_of_month(duty, month))) for duty in duties])
    shown = [one for one in found if one.ends > month.start and (one.unit_id == unit_id or one.unit_id in groups)]
    missed = [one for one in found if one.ends <= month.start and one.state == DutyState.MISSED]
    people = [one for duty in of_members(asks) for one in _people(duty, units, month, on)]
    return Board(arranged(shown, duties), arranged(missed, duties), people)


def this_month(unit_id: int, month: Period, on: dt.date) -> list[Item]:
    """Return the duties of the unit and its groups in the periods that the month belongs to, what is open first."""
    units = [unit_id, *groups_within(unit_id, month.start, month.last_day)]
    duties = (*unit_duties(), *of_units(asks_around(units, month.start, month.end)))
    return arranged(statuses(units, on, [(duty, periods_of_month(duty, month)) for duty in duties]), duties)


def _earlier(duty: Duty, month: Period) -> tuple[Period, ...]:
    """Return the periods of the year that ended before the month, of a duty that an entry can still meet."""
    if not is_recordable(duty):
        return ()
    begun = duty.periods_between(month.start.replace(month=1), month.start)
    return tuple(period for period in begun if period.end <= month.start)


@beyond_scope()  # counts of the unit's own members; no names come out
def _people(duty: Duty, units: Sequence[int], month: Period, on: dt.date) -> list[People]:
    periods = periods_of_month(duty, month)
    query = slot_query(duty, periods, on, units=units)
    if query is None:
        return []
    sql = f"""WITH {query.ctes}, stated AS (SELECT pid, {STATE} AS state FROM slot)
SELECT pid, count(*) FILTER (WHERE state IN ('met', 'met_late')), count(*) FROM stated WHERE state <> 'exempt'
 GROUP BY pid"""
    counts = {pid: (met, bound) for pid, met, bound in fetch_all(sql, query.params)}
    return [People(duty, period, *counts[period.id]) for period in periods if period.id in counts]


def arranged(found: Sequence[Status], duties: Sequence[Duty]) -> list[Item]:
    """Return the items of a page: what is open first, then by the last day, then in the order of the duties."""
    place = {duty.id: number for number, duty in enumerate(duties)}
    items = [item_of(status, duties[place[status.duty]]) for status in found]
    return sorted(items, key=lambda i: (ORDER.index(DutyState(i.status.state)), i.last_day, place[i.status.duty]))


def item_of(status: Status, duty: Duty) -> Item:
    """Return a status with the words of its duty."""
    period, is_counted = Period.parse(status.period), is_recordable(duty)
    labels = {"mandatory": "应当", "general": "一般", "convention": "惯例"}
    return Item(
        status=status,
        last_day=period.last_day,
        period_label=period.label,
        why=duty.why,
        what_counts=duty.what_counts,
        force_label=labels[status.force],
        is_counted=is_counted,
        deed_kind=one_tap_kind(duty) if is_counted else "",
        deed_kinds=duty.deed_kinds,
        ask=str(duty.facts.uid) if isinstance(duty, AskDuty) else "",
    )
