"""Class hours of members: what is required, what was done, and every session that was credited.

The numbers are those of the duty engine: the minutes of all sessions of the year are added up and divided once by the
length of a class hour of the member's unit on the year's terms; what is left over is no class hour. A single session's
class hours are shown cut to one decimal and are never added.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from xuezuo.duties.policies import HOURS_VIEW, STATUS_VIEW
from xuezuo.duties.queries import templates
from xuezuo.duties.queries.asks import of_members
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.slots import SlotQuery, slot_query
from xuezuo.duties.queries.status import EXEMPT_WHY, requirement_of
from xuezuo.duties.queries.trace import DeedRow, deed_rows
from xuezuo.duties.types import DutyState
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.org.models import Member, Unit
from xuezuo.org.queries.access import keeper_id, member_get_for, units_q
from xuezuo.org.queries.tree import groups_within
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.rules.types import Duty
from xuezuo.rules.vocabulary import Template

FIRST_YEAR = 2019  # the duty is younger; nothing is required before
YEARS_SHOWN = 6

type Found = Mapping[int, tuple["Hours", ...]]


@dataclasses.dataclass(frozen=True, slots=True)
class Hours:
    """How one member stands in one year.

    Attributes:
        duty, label: what requires it.
        year: the civil year.
        unit_id: where the member belongs on its last day.
        required, done: class hours.
        state: one of `DutyState`.
        why: the reason of an exemption, empty otherwise.
        clause: what requires it, or grants the exemption.
        minutes: of all sessions of the year.
        lesson: minutes of a class hour.
    """

    duty: str
    label: str
    year: int
    unit_id: int
    required: int
    done: int
    state: str
    why: str
    clause: str
    minutes: int
    lesson: int

    @property
    def is_exempt(self) -> bool:
        """Nothing is required of the member."""
        return self.state == DutyState.EXEMPT

    @property
    def left_minutes(self) -> int:
        """Minutes that do not make a full class hour."""
        return self.minutes % self.lesson


@dataclasses.dataclass(frozen=True, slots=True)
class Session:
    """A session that was credited.

    Attributes:
        deed: what, when, where.
        minutes: that count; 0 when nobody noted the length.
        is_part: only a part of it counts (the lecture of a theme day).
        hours: the same in class hours, cut to one decimal.
        may_open: the asker sees the unit's records.
    """

    deed: DeedRow
    minutes: int
    is_part: bool
    hours: str
    may_open: bool


def hours_member_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Member:
    """Return the member if `actor` may see the hours: the member, or the secretary of the branch.

    Raises:
        NotFound, Forbidden: somebody else's.
    """
    mine = Member.objects.filter(uid=uid, pk=actor.member_id).first() if actor.member_id else None
    return mine or member_get_for(actor, uid, HOURS_VIEW, on)


def years_until(on: dt.date) -> list[int]:
    """Return the years that a page offers, the latest first."""
    return list(range(on.year, max(on.year - YEARS_SHOWN, FIRST_YEAR - 1), -1))


def year_asked(text: str, on: dt.date) -> int:
    """Return the year that `text` names if a page offers it, else the year of `on`."""
    asked = int(text) if text.isascii() and text.isdecimal() else 0
    return asked if asked in years_until(on) else on.year


def unit_hours(unit_id: int, year: int, on: dt.date) -> list[tuple[Member, Hours]]:
    """Return the hours of the members of the unit and its groups, in the order of names, never of hours.

    Who belongs there is decided on the year's last day, as the engine does; deeds after `on` do not count. Of two
    requirements (members, secretaries) the higher one is given. Only members whom the asker may see.
    """
    period = _year(year)
    found = _of_units([unit_id, *groups_within(unit_id, period.start, min(on, period.last_day))], period, on)
    members = Member.objects.filter(pk__in=found).only("uid", "number", "name").order_by("pinyin", "number")
    return [(member, found[member.pk][0]) for member in members]


def member_hours(member: Member, year: int, on: dt.date) -> tuple[Hours, ...]:
    """Return the hours of one member, the highest requirement first; () when none bound the member that year."""
    period = _year(year)
    unit_id = keeper_id(member.pk, period.last_day)
    return _of_units([unit_id], period, on).get(member.pk, ()) if unit_id else ()


def sessions_of(actor: Actor, member: Member, hours: Hours, on: dt.date) -> list[Session]:
    """Return every session that the hours are made of, by day: the same rows as the engine adds up.

    Also sessions of units that the asker does not see; the caller has checked that the hours may be seen.
    """
    duty = next(duty for duty in _duties() if duty.id == hours.duty)
    query = slot_query(duty, [_year(hours.year)], on, units=[hours.unit_id])
    if query is None:
        return []
    sql = f"""WITH {query.ctes}
SELECT d.uid, d.minutes FROM lesson d JOIN period p ON d.occurred_on >= p.starts AND d.occurred_on < p.ends
  JOIN took ON took.deed_id = d.id AND took.status = 'present' AND took.member_id = %(member)s"""
    with beyond_scope():
        minutes = dict(fetch_all(sql, {**query.params, "member": member.pk}))
        rows = deed_rows(tuple(minutes), on)
    places = Unit.objects.filter(units_q(actor, STATUS_VIEW, on, "id"), pk__in={row.unit_id for row in rows})
    seen = set(places.values_list("pk", flat=True))
    counting = set(map(str, duty.deed_kinds))
    return [
        Session(
            deed=row,
            minutes=minutes[row.uid],
            is_part=row.kind not in counting,
            hours=one_decimal(minutes[row.uid], hours.lesson),
            may_open=row.unit_id in seen,
        )
        for row in rows
    ]


def one_decimal(minutes: int, lesson: int) -> str:
    """Return minutes in class hours, cut (not rounded) to one decimal.

    >>> one_decimal(59, 60), one_decimal(90, 60), one_decimal(45, 45)
    ('0.9', '1.5', '1.0')
    """
    tenths = minutes * 10 // lesson
    return f"{tenths // 10}.{tenths % 10}"


def _year(year: int) -> Period:
    return Period.parse(str(year))


def _duties() -> list[Duty]:
    """Return the duties that ask members for class hours of a year."""
    return [
        duty
        for duty in of_members(packs().duties)
        if duty.template is Template.SUM_PER_MEMBER and duty.period is PeriodKind.YEAR
    ]


@beyond_scope()  # hours count wherever they were spent; whose are shown is decided by the caller
def _of_units(units: Sequence[int], period: Period, on: dt.date) -> Found:
    found: dict[int, list[Hours]] = {}
    for duty in _duties():
        query = slot_query(duty, [period], on, units=units)
        for member_id, hours in _rows(query, duty, period) if query else ():
            found.setdefault(member_id, []).append(hours)
    return {key: tuple(sorted(rows, key=lambda one: -one.required)) for key, rows in found.items()}


def _rows(query: SlotQuery, duty: Duty, period: Period) -> list[tuple[int, Hours]]:
    requirement = requirement_of(duty, period)
    sql = f"""WITH {query.ctes}
SELECT member_id, unit_id, required, done, {templates.STATE} AS state, COALESCE(exempt, partly, ''),
       COALESCE((SELECT m.all_minutes FROM minute m WHERE m.member_id = slot.member_id), 0),
       (SELECT s.low FROM subject s WHERE s.member_id = slot.member_id)
  FROM slot"""
    return [
        (
            member_id,
            Hours(
                duty=duty.id,
                label=duty.label,
                year=period.start.year,
                unit_id=unit_id,
                required=required,
                done=done,
                state=state,
                why=EXEMPT_WHY.get(why, "") if state == DutyState.EXEMPT else "",
                clause=(state == DutyState.EXEMPT and _clause(duty, why)) or requirement.clause.citation,
                minutes=minutes,
                lesson=lesson,
            ),
        )
        for member_id, unit_id, required, done, state, why, minutes, lesson in fetch_all(sql, query.params)
    ]


def _clause(duty: Duty, why: str) -> str:
    """Return the provision of an exemption, empty when it rests on none."""
    return next((rule.clause.citation for rule in duty.exemptions if rule.when.value == why and rule.clause), "")
