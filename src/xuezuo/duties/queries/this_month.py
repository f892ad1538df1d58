"""What a unit has to do this month: until when, why, how it stands."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.duties.queries.choices import is_recordable, periods_of_month, unit_duties
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.status import statuses
from xuezuo.duties.types import DutyState, Status
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import groups_within
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
        deed_kind: the kind to plan or record with one tap; empty when an entry does not meet it.
    """

    status: Status
    last_day: dt.date
    period_label: str
    why: str
    what_counts: str
    force_label: str
    deed_kind: str

    @property
    def is_open(self) -> bool:
        """Something is still to be done."""
        return self.status.state in {DutyState.DUE, DutyState.MISSED}


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """The month of a unit.

    Attributes:
        items: the duties in the periods that the month belongs to.
        missed: what was missed in the year's periods that ended before the month and can still be entered late.
    """

    items: Sequence[Item]
    missed: Sequence[Item]


def month_board(unit_id: int, month: Period, on: dt.date) -> Board:
    """Return the month of the unit and its groups, what is open first, with what was missed earlier in the year.

    Args:
        unit_id: the unit.
        month: the month looked at, not later than that of `on`.
        on: the civil day whose end is looked at.
    """
    groups = set(groups_within(unit_id, month.start, month.last_day))
    groups_before = groups_within(unit_id, month.start.replace(month=1), month.last_day)
    wanted = [(duty, [*_earlier(duty, month), periods_of_month(duty, month)]) for duty in unit_duties()]
    found = statuses([unit_id, *groups_before], on, wanted)
    shown = [one for one in found if one.ends > month.start and (one.unit_id == unit_id or one.unit_id in groups)]
    missed = [one for one in found if one.ends <= month.start and one.state == DutyState.MISSED]
    return Board(arranged(shown), arranged(missed))


def this_month(unit_id: int, month: Period, on: dt.date) -> list[Item]:
    """Return the duties of the unit and its groups in the periods that the month belongs to, what is open first."""
    units = [unit_id, *groups_within(unit_id, month.start, month.last_day)]
    return arranged(statuses(units, on, [(duty, [periods_of_month(duty, month)]) for duty in unit_duties()]))


def _earlier(duty: Duty, month: Period) -> list[Period]:
    """Return the periods of the year that ended before the month, of a duty that an entry can still meet."""
    if not is_recordable(duty):
        return []
    period, found = Period.containing(duty.period, month.start.replace(month=1)), []
    while period.end <= month.start:
        found.append(period)
        period = period.next()
    return found


def arranged(found: Sequence[Status]) -> list[Item]:
    """Return the items of a page: what is open first, then by the last day, then as the packs order duties."""
    place = {duty.id: number for number, duty in enumerate(packs().duties)}
    items = [item_of(status) for status in found]
    return sorted(items, key=lambda i: (ORDER.index(DutyState(i.status.state)), i.last_day, place[i.status.duty]))


def item_of(status: Status) -> Item:
    """Return a status with the words of its duty."""
    duty, period = packs().duty(status.duty), Period.parse(status.period)
    labels = {"mandatory": "应当", "general": "一般", "convention": "惯例"}
    return Item(
        status=status,
        last_day=period.last_day,
        period_label=period.label,
        why=duty.why,
        what_counts=duty.what_counts,
        force_label=labels[status.force],
        deed_kind=str(duty.deed_kinds[0]) if is_recordable(duty) else "",
    )
