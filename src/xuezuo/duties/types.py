"""Plain values about duties: a slot, its state, a status row."""

import dataclasses
import datetime as dt
import uuid

from django.db import models

from xuezuo.kernel.periods import Period
from xuezuo.rules.packset import PackSet
from xuezuo.rules.types import Duty
from xuezuo.study.asks.types import AskFacts


class DutyState(models.TextChoices):
    """How a duty stands for one subject and one period; disjoint."""

    MET = "met", "已落实"
    MET_LATE = "met_late", "迟报落实"
    DUE = "due", "待办"
    MISSED = "missed", "未落实"
    EXEMPT = "exempt", "不适用"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AskDuty(Duty):
    """A duty made of an ask: it brings the rules it needs along, and binds below one unit.

    Attributes:
        facts: of the ask.
        packs: the rules that resolve it.
    """

    facts: AskFacts
    packs: PackSet = dataclasses.field(repr=False, compare=False)

    def periods_between(self, start: dt.date, end: dt.date) -> tuple[Period, ...]:
        """Return its periods with a day in `[start, end)`; of a lifted ask only those that concerned anybody then."""
        lifted = self.facts.lifted_on
        if lifted is not None and lifted <= start:
            return ()
        return tuple(one for one in Duty.periods_between(self, start, end) if lifted is None or one.start < lifted)

    def periods_ending_in(self, start: dt.date, end: dt.date) -> tuple[Period, ...]:
        """Return its periods whose last day lies in `[start, end)`, also those in which it was lifted."""
        return tuple(one for one in Duty.periods_between(self, start, end) if one.last_day < end)


@dataclasses.dataclass(frozen=True, slots=True)
class Status:
    """How a duty stands for one subject and one period, with the numbers and the clause behind it.

    Attributes:
        duty: id of the duty in its pack.
        label: its Chinese name.
        subject: code of the unit, or number of the member, whom it binds.
        subject_name: name of the unit or member on the period's last day.
        unit_id: the unit where it counts (for a member: where the formal affiliation lies).
        unit_uid: uid of that unit, for addresses.
        period: `2025`, `2025-Q1`, `2025-03` or `2025-03-05_2025-06-30`.
        ends: the first day after the period.
        state: one of `DutyState`.
        required: how much is asked, in `quantity`.
        done: how much was done until the cut-off day.
        quantity: code of what is counted (times, class_hours, state).
        force: mandatory | general | convention, as far as the clause is verified.
        clause: document and article.
        why: the reason of an exemption, empty otherwise.
        deeds: uids of the deeds that counted, by day.
    """

    duty: str
    label: str
    subject: str
    subject_name: str
    unit_id: int
    unit_uid: uuid.UUID
    period: str
    ends: dt.date
    state: str
    required: int
    done: int
    quantity: str
    force: str
    clause: str
    why: str
    deeds: tuple[uuid.UUID, ...]
