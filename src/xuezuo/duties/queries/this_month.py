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


def this_month(unit_id: int, month: Period, on: dt.date) -> list[Item]:
    """Return the duties of the unit and its groups in the periods that the month belongs to, what is open first.

    Periods of earlier months of the year that were missed come along: they may still be recorded, and are marked late.

    Args:
        unit_id: the unit.
        month: the month looked at, not later than that of `on`.
        on: the civil day whose end is looked at.
    """
    units = [unit_id, *groups_within(unit_id, month.start, month.last_day)]
    wanted = [(duty, [periods_of_month(duty, month)]) for duty in unit_duties()]
    return arranged(statuses(units, on, wanted))


def missed_before(unit_id: int, month: Period, on: dt.date) -> list[Item]:
    """Return what was missed in the year's periods that ended before the month and can still be entered late."""
    units = [unit_id, *groups_within(unit_id, month.start.replace(month=1), month.last_day)]
    wanted = [(duty, _earlier(duty, month)) for duty in unit_duties() if is_recordable(duty)]
    found = statuses(units, on, [(duty, periods) for duty, periods in wanted if periods])
    return arranged([status for status in found if status.state == DutyState.MISSED])


def _earlier(duty: Duty, month: Period) -> list[Period]:
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
