"""The contract of status and roll-up once more, slowly and plainly: lists, loops and days, no SQL and no closure.

It reads the domain's own rows and walks parents day by day; nothing of the engine is used, so that a fault of the
engine cannot hide in it. Kept as close as possible to the words of docs/reference/status-and-rollup.md.
"""

import collections
import dataclasses
import datetime as dt

from xuezuo.life.models import Activity
from xuezuo.org.models import Affiliation, Edge, Post, Succession, Unit

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
    expected: int
    present: int


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
                a.expected_count,
                a.present_count,
            )
            for a in Activity.objects.filter(state="confirmed").prefetch_related("parts")
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


def rollup(world: World, unit: int, first: dt.date, end: dt.date, held: str, today: dt.date):  # noqa: C901  # CONFIG: plain on purpose
    """Figures of `unit`, and of each direct child the part that counts through it; zero figures are left out."""
    last = end - ONE_DAY
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
    for deed in world.deeds:
        if first <= deed.day < end:
            for kind in deed.kinds:
                count(deed.unit, deed.day, f"meetings.{kind}")
            count(deed.unit, deed.day, "attendance.expected", deed.expected)
            count(deed.unit, deed.day, "attendance.present", deed.present)
    return total, children
