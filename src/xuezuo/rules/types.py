"""What a loaded pack is made of: regulations, clauses, dated parameters, dated duties. All frozen.

Days are civil dates; every range is half-open `[start, end)` with `end` None = still in force.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.periods import Period, PeriodKind, periods_between
from xuezuo.rules.vocabulary import (
    BranchFunction,
    Direction,
    Evidence,
    Exemption,
    Force,
    Level,
    Post,
    Quantity,
    State,
    SubjectKind,
    Template,
    UnitKind,
    UnitType,
)

type Value = int | str


@dataclasses.dataclass(frozen=True, slots=True)
class Regulation:
    """A document that rules come from.

    Attributes:
        id: short name used in packs.
        document: official title, or the words for it.
        issued: the day from which it applies.
        source: where its text was read.
        titled: False = `document` is no title but a description (a practice, "a yearly notice"): no title marks.
    """

    id: str
    document: str
    issued: dt.date
    source: str
    titled: bool = True

    @property
    def cited(self) -> str:
        """How it is cited: a title in title marks, a description without."""
        return f"《{self.document}》" if self.titled else self.document


@dataclasses.dataclass(frozen=True, slots=True)
class Clause:
    """One provision: where it stands, how strongly it binds, whether somebody has checked it.

    Attributes:
        id: rule id, unique over all packs.
        regulation: the document.
        article: as cited, `第十一条`; None when the rule is a practice without an article.
        says: the provision in plain words.
        force: how strongly the text binds.
        verified: False = from memory; such a clause may only remind.
        evidence: what was read.
        checked_on: the day somebody last compared it with its source.
        note: doubts and limits, for those who maintain the pack.
    """

    id: str
    regulation: Regulation
    article: str | None
    says: str
    force: Force
    verified: bool
    evidence: Evidence
    checked_on: dt.date
    note: str = ""

    @property
    def effective_force(self) -> Force:
        """The force the software may act with: an unverified `mandatory` counts as `general`."""
        if self.force is Force.MANDATORY and not self.verified:
            return Force.GENERAL
        return self.force

    @property
    def citation(self) -> str:
        """Document and article as one line: `《…》第十一条`; a practice without title marks."""
        return f"{self.regulation.cited}{self.article or ''}"


@dataclasses.dataclass(frozen=True, slots=True)
class DutyVersion:
    """What a duty requires while this version is in force.

    Attributes:
        start: first day in force.
        end: first day no longer in force, None = open.
        required: the smallest number that meets the duty.
        quantity: what the number counts.
        clause: the provision it rests on.
        also: further provisions that say the same or qualify it.
    """

    start: dt.date
    end: dt.date | None
    required: int
    quantity: Quantity
    clause: Clause
    also: tuple[Clause, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ExemptionRule:
    """A reason not to be bound, with the provision that grants it (None = the product's own reading)."""

    when: Exemption
    clause: Clause | None


@dataclasses.dataclass(frozen=True, slots=True)
class ParameterUse:
    """A parameter that a duty needs, under the name its template knows (`threshold`, `lesson_minutes`, ...)."""

    name: str
    parameter_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class Duty:
    """A duty as data; the engine knows templates, not duties.

    Attributes:
        id: stable, part of the contract with other programs.
        label: for readers.
        subjects: the kinds of units it binds, or `member`.
        template: how deeds become a number.
        period: how long a period is; for `state_valid` the state is looked at on its last day.
        deed_kinds: the kinds that count (a `DeedKind`, or `ask:<id>`); a deed with several parts counts once.
        posts: for `member`: only those holding one of these posts; empty = every member.
        by_posts: for `event_by_role`: who must have led the deed, by a post held in the subject unit that day.
        state: for `state_valid`.
        uses: parameters read.
        on_time_days: days after the period's last day until which a recording still counts as on time.
        exemptions: reasons not to be bound.
        why: for the secretary: why this is asked.
        what_counts: for the secretary: what counts, what does not.
        pack_id: the pack that defines it.
        level: that pack's level.
        versions: ordered, without gaps.
        unit_types: only units of these domains are bound; empty = all.
        during: the only period, where `period` is `span`.
    """

    id: str
    label: str
    subjects: tuple[SubjectKind, ...]
    template: Template
    period: PeriodKind
    deed_kinds: tuple[str, ...]
    posts: tuple[Post, ...]
    by_posts: tuple[Post, ...]
    state: State | None
    uses: tuple[ParameterUse, ...]
    on_time_days: int
    exemptions: tuple[ExemptionRule, ...]
    why: str
    what_counts: str
    pack_id: str
    level: Level
    versions: tuple[DutyVersion, ...]
    unit_types: tuple[UnitType, ...] = ()
    during: DateSpan | None = None

    def periods_between(self, start: dt.date, end: dt.date) -> tuple[Period, ...]:
        """Return its periods that have at least one day in `[start, end)`, in order."""
        if self.during is None:
            return periods_between(self.period, start, end)
        span = Period.spanning(self.during)
        return (span,) if span.start < end and start < span.end else ()

    def periods_ending_in(self, start: dt.date, end: dt.date) -> tuple[Period, ...]:
        """Return its periods whose last day lies in `[start, end)`, in order: those of a report about these days."""
        return tuple(period for period in self.periods_between(start, end) if period.last_day < end)

    def binds(self, kind: UnitKind) -> bool:
        """Tell whether units of `kind` carry this duty; duties of members are carried by their branch."""
        if SubjectKind.MEMBER in self.subjects:
            return kind is UnitKind.BRANCH
        return kind.value in self.subjects

    def on_time_until(self, period: Period) -> dt.date:
        """Return the last day on which a deed of `period` may be recorded and still count as on time."""
        return period.last_day + dt.timedelta(days=self.on_time_days)

    def exempted_by(self, when: Exemption) -> ExemptionRule | None:
        """Return the rule that exempts for this reason, None when the duty knows no such exemption."""
        return next((rule for rule in self.exemptions if rule.when is when), None)


@dataclasses.dataclass(frozen=True, slots=True)
class DutyOverride:
    """Versions by which a narrower pack changes what a wider pack's duty requires."""

    duty_id: str
    pack_id: str
    level: Level
    versions: tuple[DutyVersion, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ParameterVersion:
    """The value of a parameter while this version is in force (`[start, end)`)."""

    start: dt.date
    end: dt.date | None
    value: Value
    clause: Clause


@dataclasses.dataclass(frozen=True, slots=True)
class Parameter:
    """A dated number or choice that functions and duties read.

    Attributes:
        id: dotted name.
        label: for readers.
        meaning: what it is used for, in a sentence.
        quantity: what the value counts.
        stricter: which way it becomes stricter, None = not comparable.
        pack_id: the pack that states it.
        level: that pack's level.
        versions: ordered, without gaps.
    """

    id: str
    label: str
    meaning: str
    quantity: Quantity
    stricter: Direction | None
    pack_id: str
    level: Level
    versions: tuple[ParameterVersion, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ParameterOverride:
    """Versions by which a narrower pack changes the value of a wider pack's parameter."""

    parameter_id: str
    pack_id: str
    level: Level
    versions: tuple[ParameterVersion, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class UnitFacts:
    """What must be known about a unit on a day to choose its packs.

    Attributes:
        kind: committee, general branch, branch or group.
        unit_type: the domain it works in, None = not known.
        function: what a branch is for, None = not known.
        province: two digits of GB/T 2260, empty = not known.
        chain: organization codes from the top of the tree down to the unit itself.
    """

    kind: UnitKind
    unit_type: UnitType | None = None
    function: BranchFunction | None = None
    province: str = ""
    chain: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Scope:
    """Where a pack applies; which lists are filled follows from its level. All empty = everywhere."""

    unit_types: tuple[UnitType, ...] = ()
    functions: tuple[BranchFunction, ...] = ()
    provinces: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def covers(self, facts: UnitFacts) -> bool:
        """Tell whether the pack applies to the unit; a pack of a unit also applies to every unit below it."""
        if not (self.unit_types or self.functions or self.provinces or self.units):
            return True
        return (
            facts.unit_type in self.unit_types
            or facts.function in self.functions
            or facts.province in self.provinces
            or self.nearness(facts) >= 0
        )

    def nearness(self, facts: UnitFacts) -> int:
        """Return the depth in the unit's chain at which a unit pack attaches; -1 when it does not."""
        return max((depth for depth, code in enumerate(facts.chain) if code in self.units), default=-1)

    def overlaps(self, other: Scope) -> bool:
        """Tell whether two scopes of the same level name a common type, function, province or unit."""
        return (
            self == other
            or not set(self.unit_types).isdisjoint(other.unit_types)
            or not set(self.functions).isdisjoint(other.functions)
            or not set(self.provinces).isdisjoint(other.provinces)
            or not set(self.units).isdisjoint(other.units)
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Pack:
    """One file of rules.

    Attributes:
        id: unique.
        level: how far it reaches.
        scope: where it applies.
        title: for readers.
        effective: no version in it begins earlier.
        path: the file it was read from.
        regulations: the documents it cites.
        clauses: the provisions it cites.
        parameters: the dated values it states.
        duties: the duties it defines.
        duty_overrides: how it changes duties of wider packs.
        parameter_overrides: how it changes parameters of wider packs.
    """

    id: str
    level: Level
    scope: Scope
    title: str
    effective: dt.date
    path: Path
    regulations: tuple[Regulation, ...]
    clauses: tuple[Clause, ...]
    parameters: tuple[Parameter, ...]
    duties: tuple[Duty, ...]
    duty_overrides: tuple[DutyOverride, ...]
    parameter_overrides: tuple[ParameterOverride, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter as it binds a unit on a day, with where it comes from."""

    parameter_id: str
    value: Value
    quantity: Quantity
    force: Force
    clause: Clause
    pack_id: str
    level: Level


@dataclasses.dataclass(frozen=True, slots=True)
class Requirement:
    """What a duty requires of a unit on a day, with where it comes from.

    Attributes:
        duty: the duty.
        required: the smallest number that meets it.
        quantity: what the number counts.
        force: the force the software may act with (an unverified clause never more than `general`).
        clause: the provision.
        pack_id: the pack whose version binds.
        level: that pack's level.
        parameters: the values of the duty's parameters that day, by the name the template knows.
    """

    duty: Duty
    required: int
    quantity: Quantity
    force: Force
    clause: Clause
    pack_id: str
    level: Level
    parameters: tuple[tuple[str, ParameterValue], ...] = ()

    def parameter(self, name: str) -> ParameterValue:
        """Return the value of the parameter under `name`.

        Raises:
            KeyError: when the duty does not use it.
        """
        return dict(self.parameters)[name]
