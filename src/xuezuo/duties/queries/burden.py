"""What each level asks of a branch: by whom, on what it rests, how often, until when. Plain counts, no comparison.

For a committee the page is about the typical branch of one domain below it: the same rules, the asks of the committee
and of those above it. What falls due in a month is counted in that month; what only runs through it is shown, not
counted. Optional asks and prompts to be read are counted apart.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from django.conf import settings

from xuezuo.duties.queries.asks import asks_around, options_around
from xuezuo.duties.queries.packs import packs, rules_of
from xuezuo.duties.queries.slots import carrier_kind
from xuezuo.duties.types import AskDuty
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.org.queries.branches import branch_function, types_below
from xuezuo.org.queries.tree import ancestors_on, groups_within
from xuezuo.org.types import UnitRow
from xuezuo.rules.types import Duty, Requirement, UnitFacts
from xuezuo.rules.vocabulary import BranchFunction, Level, SubjectKind, Template, UnitType
from xuezuo.study.asks.queries.packs import code_of
from xuezuo.study.plans.queries.month import SentPrompt, prompts_around

OFTEN: Final = {"month": "每月", "quarter": "每季度", "year": "每年", "span": "期内"}


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """The branch that the page is about, or the typical one of a domain below a committee.

    Attributes:
        chain: the units from the top to the branch; for a typical branch to the committee.
        unit_type: its domain.
        function: what it is for; unknown for a typical branch.
        has_groups: duties of groups are asked too.
        is_typical: it stands for the branches of this domain.
    """

    chain: tuple[UnitRow, ...]
    unit_type: str
    function: str
    has_groups: bool
    is_typical: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One thing asked in a month.

    Attributes:
        level: who asks: `national`, `sector`, `province` or a unit's id.
        label: what.
        clause: on what it rests.
        often: how often and how many times.
        until: the last day.
        kind: `required`, `optional` or `read`.
        force: how strongly the text binds.
        whom: the branch itself, each group, each member.
        kinds: deeds that meet it.
        is_due: its last day lies in the month.
        also: what one deed meets at the same time.
    """

    level: str
    label: str
    clause: str
    often: str
    until: dt.date
    kind: str
    force: str
    whom: str
    kinds: frozenset[str]
    is_due: bool
    also: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """How much falls due: required, optional, to be read."""

    required: int = 0
    optional: int = 0
    read: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the table: its name, what falls due in each month of the year, and in the whole year."""

    key: str
    name: str
    months: tuple[Counts, ...]
    total: Counts


@dataclasses.dataclass(frozen=True, slots=True)
class Burden:
    """A year of requests to one branch, by month; months from January."""

    place: Place
    year: int
    months: tuple[tuple[Line, ...], ...]
    levels: tuple[LevelRow, ...]


def place_of(unit: UnitRow, unit_type: str, on: dt.date) -> Place:
    """Return the branch itself, or the typical branch of the domain (else of the most frequent one) below."""
    chain = tuple(ancestors_on(unit.id, on))
    if unit.kind == "branch":
        return Place(chain, unit.unit_type, branch_function(unit.id), bool(groups_within(unit.id, on, on)), False)
    found = types_below(unit.id, on)
    return Place(chain, unit_type if unit_type in found else next(iter(found), ""), "", True, True)


def burden(place: Place, year: int) -> Burden:
    """Return what is asked of the place in each month of the year; three queries."""
    start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    here = [place.chain[-1].id]
    wanted = [(duty, "required") for duty in (*packs().duties, *asks_around(here, start, end))]
    wanted += [(duty, "optional") for duty in options_around(here, start, end)]
    above = [unit.id for unit in place.chain if place.is_typical or unit is not place.chain[-1]]
    prompts = prompts_around(above, above[-1] if above else None, place.unit_type, year)
    months = []
    for number in range(1, 13):
        month = Period.numbered(PeriodKind.MONTH, year, number)
        lines = [line for duty, kind in wanted for line in _lines(duty, kind, place, month)]
        lines += [_to_read(one, month) for one in prompts if one.month == month.start]
        months.append(_arranged(lines, place))
    return Burden(place, year, tuple(months), _levels(months, place))


def _lines(duty: Duty, kind: str, place: Place, month: Period) -> Iterable[Line]:
    if not _is_asked(duty, place):
        return
    for period in duty.periods_between(month.start, month.end):
        requirement = rules_of(duty).requirement_for(duty.id, _facts(duty, place), period)
        if requirement is not None:
            yield Line(
                level=_level(duty, requirement, place),
                label=duty.label,
                clause=requirement.clause.citation,
                often=f"{OFTEN[period.kind]} {requirement.required} {requirement.quantity.label}",
                until=period.last_day,
                kind=kind,
                force=requirement.force.label,
                whom=_whom(duty),
                kinds=frozenset(duty.facts.kinds if isinstance(duty, AskDuty) else map(str, duty.deed_kinds)),
                is_due=period.last_day in month,
            )


def _to_read(prompt: SentPrompt, month: Period) -> Line:
    label, until = f"阅：{prompt.title}", month.last_day
    return Line(str(prompt.unit_id), label, "工作提示", "1 件", until, "read", "", "", frozenset(), is_due=True)


def _is_asked(duty: Duty, place: Place) -> bool:
    """Tell whether something is to be done; a state that has to hold is no request of a month."""
    if duty.template is Template.STATE_VALID:
        return False
    if isinstance(duty, AskDuty) and not {unit.id for unit in place.chain}.intersection(
        duty.facts.bound + duty.facts.itself
    ):
        return False
    subjects = {SubjectKind.BRANCH, SubjectKind.MEMBER} | ({SubjectKind.GROUP} if place.has_groups else set())
    return not subjects.isdisjoint(duty.subjects)


def _facts(duty: Duty, place: Place) -> UnitFacts:
    is_ask = isinstance(duty, AskDuty)
    return UnitFacts(
        kind=carrier_kind(duty),
        unit_type=UnitType(place.unit_type) if place.unit_type else None,
        function=BranchFunction(place.function) if place.function else None,
        province=settings.PROVINCE,
        chain=tuple(code_of(unit.id) if is_ask else unit.code for unit in place.chain),
    )


def _level(duty: Duty, requirement: Requirement, place: Place) -> str:
    if isinstance(duty, AskDuty):
        return str(duty.facts.unit_id)
    if requirement.level is not Level.UNIT:
        return requirement.level.value
    named = next(pack.scope.units for pack in packs().packs if pack.id == requirement.pack_id)
    return next(str(unit.id) for unit in reversed(place.chain) if unit.code in named)


def _whom(duty: Duty) -> str:
    if SubjectKind.MEMBER in duty.subjects:
        return "每名党员"
    return "每个党小组" if SubjectKind.BRANCH not in duty.subjects else "党支部"


def _arranged(lines: Sequence[Line], place: Place) -> tuple[Line, ...]:
    """Return the lines by level, what is due first, each with what one deed meets at the same time."""
    order = [key for key, _ in _names(place)]
    shared = [dataclasses.replace(line, also=_also(line, lines)) for line in lines]
    return tuple(sorted(shared, key=lambda line: (order.index(line.level), not line.is_due, line.until)))


def _also(line: Line, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the other requests of the month that a deed of a common kind meets; class hours add up anyhow."""
    if "学时" in line.often:
        return ()
    others = (one for one in lines if one is not line and "学时" not in one.often)
    return tuple(dict.fromkeys(one.label for one in others if one.kinds & line.kinds))


def _names(place: Place) -> list[tuple[str, str]]:
    levels = [(level.value, f"{level.label}规定") for level in Level if level is not Level.UNIT]
    return levels + [(str(unit.id), unit.name) for unit in place.chain]


def _levels(months: Sequence[Sequence[Line]], place: Place) -> tuple[LevelRow, ...]:
    rows = []
    for key, name in _names(place):
        counts = tuple(_count(line for line in lines if line.level == key) for lines in months)
        total = Counts(*(sum(getattr(one, part) for one in counts) for part in ("required", "optional", "read")))
        rows.append(LevelRow(key, name, counts, total))
    return tuple(row for row in rows if row.total != Counts() or row.key.isdigit())


def _count(lines: Iterable[Line]) -> Counts:
    due = [line.kind for line in lines if line.is_due]
    return Counts(due.count("required"), due.count("optional"), due.count("read"))
