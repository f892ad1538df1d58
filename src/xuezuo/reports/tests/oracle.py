"""The contract of status and roll-up once more, slowly and plainly: lists, loops and days, no SQL and no closure.

It reads the domain's own rows and walks parents day by day; nothing of the engine is used, so that a fault of the
engine cannot hide in it. Kept as close as possible to the words of docs/reference/status-and-rollup.md.
"""

import collections
import dataclasses
import datetime as dt

from xuezuo.life.models import Activity
from xuezuo.org.models import Affiliation, Edge, Post, Succession, Unit
from xuezuo.study.asks.models import Ask

ONE_DAY = dt.timedelta(days=1)
FOREVER = dt.date(9999, 12, 31)
KINDS = (
    "general_meeting",
    "committee_meeting",
    "group_meeting",
    "lecture",
    "theme_day",
    "org_life_meeting",
    "study_session",
    "theory_group",
    "special_study",
    "appraisal_meeting",
)
DUTIES = {  # id: (kind of unit, kind of deed, months of the period, needs a committee)
    "branch_general_meeting": ("branch", "general_meeting", 3, False),
    "branch_committee_meeting": ("branch", "committee_meeting", 1, True),
    "group_meeting": ("group", "group_meeting", 1, False),
    "lecture": ("branch", "lecture", 3, False),
    "theme_day": ("branch", "theme_day", 1, False),
    "org_life_meeting": ("branch", "org_life_meeting", 12, False),
    "appraisal": ("branch", "appraisal_meeting", 12, False),
}


@dataclasses.dataclass
class Deed:
    uid: object
    unit: int
    day: dt.date
    recorded: dt.date
    kinds: set[str]
    asks: set[str]
    expected: int
    present: int


@dataclasses.dataclass
class Asked:
    """An ask as it is written down; `until` is the first day on which it no longer binds, `lifted` of a lifted one.

    A lifted ask goes on to bind the period that was running, so that what was done before stays done.
    """

    id: int
    unit: int
    only: list[int]
    subjects: list[str]
    types: list[str]
    period: str
    start: dt.date
    end: dt.date
    until: dt.date
    kinds: set[str]
    required: int
    lifted: dt.date | None
    itself: int | None

    @property
    def duty(self) -> str:
        return f"ask_{self.id}"


class World:
    """Everything in the database, as plain lists."""

    def __init__(self) -> None:
        self.units = {u.pk: (u.code, u.kind, u.during.lower, u.during.upper or FOREVER) for u in Unit.objects.all()}
        self.edges = [(e.unit_id, e.parent_id, e.during.lower, e.during.upper or FOREVER) for e in Edge.objects.all()]
        self.affiliations = [
            (a.unit_id, a.during.lower, a.during.upper or FOREVER) for a in Affiliation.objects.filter(kind="formal")
        ]
        self.seats = [
            (p.unit_id, p.during.lower, p.during.upper or FOREVER) for p in Post.objects.filter(kind="committee_member")
        ]
        self.successors = [(s.old_id, s.new_id, s.on) for s in Succession.objects.filter(is_main=True)]
        self.deeds = [
            Deed(
                a.uid,
                a.unit_id,
                a.occurred_on,
                a.recorded_on or a.occurred_on,
                {a.kind, *(part.kind for part in a.parts.all())},
                {f"ask:{one.ask_id}" for one in a.serves.all()},
                a.expected_count,
                a.present_count,
            )
            for a in Activity.objects.filter(state="confirmed").prefetch_related("parts", "serves")
        ]
        self.types = {u.pk: u.unit_type for u in Unit.objects.all()}
        self.asks = [
            Asked(
                a.pk,
                a.unit_id,
                a.only or [a.unit_id],
                a.subjects,
                a.unit_types,
                a.period,
                a.during.lower,
                a.during.upper,
                min(a.during.upper, (not a.is_lifted and a.withdrawn_on) or a.during.upper),
                {f"ask:{a.pk}"} if a.is_named else set(a.deed_kinds),
                a.required,
                a.withdrawn_on if a.is_lifted else None,
                a.unit_id if a.with_own else None,
            )
            for a in Ask.objects.all()
        ]

    def alive(self, unit: int, day: dt.date) -> bool:
        _, _, start, end = self.units[unit]
        return start <= day < end

    def parent(self, unit: int, day: dt.date) -> int | None:
        return next((above for low, above, start, end in self.edges if low == unit and start <= day < end), None)

    def chain_then(self, unit: int, day: dt.date) -> list[int]:
        chain = [unit]
        while (above := self.parent(chain[-1], day)) is not None:
            chain.append(above)
        return chain

    def chain_today(self, unit: int, today: dt.date) -> list[int]:
        """The unit (or who carries on for it) and everything above it in today's tree."""
        if self.alive(unit, today):
            above = self.parent(unit, today)
            return [unit] if above is None else [unit, *self.chain_today(above, today)]
        _, _, start, end = self.units[unit]
        if end <= today:
            for old, new, on in self.successors:
                if old == unit and on <= today:
                    return self.chain_today(new, today)
            above = self.parent(unit, end - ONE_DAY)
        else:
            above = self.parent(unit, start)
        return [unit] if above is None else [unit, *self.chain_today(above, today)]


def periods(months: int, first: dt.date, end: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """Periods whose last day lies in [first, end)."""
    found = []
    for year in range(first.year - 1, end.year + 1):
        for number in range(12 // months):
            start = dt.date(year, number * months + 1, 1)
            stop = dt.date(year + (number * months + months) // 12, (number * months + months) % 12 + 1, 1)
            if first <= stop - ONE_DAY < end:
                name = {12: f"{year}", 3: f"{year}-Q{number + 1}", 1: f"{year}-{number + 1:02}"}[months]
                found.append((name, start, stop))
    return found


def state(world: World, duty: str, unit: int, start: dt.date, end: dt.date, on: dt.date) -> str | None:
    """State of a duty for a unit and period [start, end), None when the unit did not exist in it."""
    kind, deed_kind, _, needs_committee = DUTIES[duty]
    _, unit_kind, founded, dissolved = world.units[unit]
    if unit_kind != kind or not (founded < end and start < dissolved):
        return None
    last = min(end, dissolved) - ONE_DAY
    if needs_committee and not any(u == unit and s <= last < e for u, s, e in world.seats):
        return "exempt"
    done = [
        deed
        for deed in world.deeds
        if deed.unit == unit and deed_kind in deed.kinds and start <= deed.day < end and deed.day <= on
    ]
    if any(deed.recorded < end for deed in done):
        return "met"
    if done:
        return "met_late"
    if founded > start or dissolved < end:
        return "exempt"
    return "due" if on < end else "missed"


def asked_periods(asked: Asked, first: dt.date, end: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """Periods of an ask whose last day lies in [first, end) and which lie whole inside the days it binds."""
    if asked.period == "span":
        last = asked.end - ONE_DAY
        found = [(f"{asked.start}_{last}", asked.start, asked.end)] if first <= last < end else []
    else:
        found = periods({"year": 12, "quarter": 3, "month": 1}[asked.period], first, end)
    found = [one for one in found if asked.lifted is None or one[1] < asked.lifted]
    return [one for one in found if asked.start <= one[1] and one[2] <= asked.until]


def binds(world: World, asked: Asked, unit: int, start: dt.date, end: dt.date) -> bool:
    """Tell whether an ask binds a unit in a period: by its kind, type, and place on the first day."""
    _, kind, founded, dissolved = world.units[unit]
    if kind not in asked.subjects or not (founded < end and start < dissolved):
        return False
    is_of_type = not asked.types or world.types[unit] in asked.types
    return is_of_type and (
        unit == asked.itself or bool(set(world.chain_then(unit, max(start, founded))) & set(asked.only))
    )


def ask_state(world: World, asked: Asked, unit: int, start: dt.date, end: dt.date, on: dt.date) -> str | None:
    """State of an ask for a unit and period, None when it does not bind the unit."""
    if not binds(world, asked, unit, start, end):
        return None
    _, _, founded, dissolved = world.units[unit]
    lifted = asked.lifted or FOREVER
    done = [
        deed
        for deed in world.deeds
        if deed.unit == unit and asked.kinds & (deed.kinds | deed.asks) and start <= deed.day < min(end, lifted)
        if deed.day <= on
    ]
    if sum(deed.recorded < end for deed in done) >= asked.required:
        return "met"
    if len(done) >= asked.required:
        return "met_late"
    if founded > start or dissolved < end or lifted <= min(on, end - ONE_DAY):
        return "exempt"
    return "due" if on < end else "missed"


def asks_at(world: World, unit: int, first: dt.date, end: dt.date) -> list[Asked]:
    """What the unit, or one above it, asked on some day in [first, end) on which it stood there."""
    turns = {day for _, _, start, stop in world.edges for day in (start, stop)} | {first, world.units[unit][2]}
    days = [day for day in turns if first <= day < end and world.alive(unit, day)]  # between two of them nothing moves
    above = {one for day in days for one in world.chain_then(unit, day)}
    return [asked for asked in world.asks if asked.unit in above and (asked.lifted or asked.until) > asked.start]


def ask_slots(
    world: World, asks: list[Asked], unit: int, first: dt.date, end: dt.date, on: dt.date
) -> list[tuple[str, dt.date]]:
    """Figure and last day of each period of each ask that binds the unit."""
    found = []
    for asked in asks:
        for _, begins, ends in asked_periods(asked, first, end):
            state_ = ask_state(world, asked, unit, begins, ends, on)
            if state_:
                found.append((f"duties.{asked.duty}.{state_}", min(ends, world.units[unit][3]) - ONE_DAY))
    return found


def rollup(world: World, unit: int, first: dt.date, end: dt.date, held: str, today: dt.date):  # noqa: C901  # CONFIG: plain on purpose
    """Figures of `unit`, and of each direct child the part that counts through it; zero figures are left out."""
    last, asks = end - ONE_DAY, asks_at(world, unit, first, end)
    total: collections.Counter[str] = collections.Counter()
    children: dict[int, collections.Counter[str]] = collections.defaultdict(collections.Counter)

    def count(where: int, day: dt.date, figure: str, number: int = 1) -> None:
        chain = world.chain_then(where, day) if held == "then" else world.chain_today(where, today)
        if unit in chain:
            total[figure] += number
            if (position := chain.index(unit)) > 0:
                children[chain[position - 1]][figure] += number

    for here, start, stop in world.affiliations:
        if start <= last < stop:
            count(here, last, "members")
    for one, (_, kind, start, stop) in world.units.items():
        if start <= last < stop:
            count(one, last, "units")
            if kind == "branch":
                count(one, last, "branches")
        for duty, (_, _, months, _) in DUTIES.items():
            for _, begins, ends in periods(months, first, end):
                found = state(world, duty, one, begins, ends, today)
                if found:
                    count(one, min(ends, stop) - ONE_DAY, f"duties.{duty}.{found}")
        for figure, day in ask_slots(world, asks, one, first, end, today):
            count(one, day, figure)
    for deed in world.deeds:
        if first <= deed.day < end:
            for kind in deed.kinds:
                count(deed.unit, deed.day, f"meetings.{kind}")
            count(deed.unit, deed.day, "attendance.expected", deed.expected)
            count(deed.unit, deed.day, "attendance.present", deed.present)
    return total, children
