"""Looking at a roster file: read it, check it, compare it with the database, plan what an import would write."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from xuezuo.org.policies import ROSTER_IMPORT
from xuezuo.org.roster.checks_members import check_rows
from xuezuo.org.roster.checks_persons import Persons, check_persons, check_sizes, persons_of
from xuezuo.org.roster.checks_units import UnitFacts, check_units, facts_of, predecessors
from xuezuo.org.roster.columns import HEADERS, MEMBERS, SHEETS, UNITS
from xuezuo.org.roster.compare_members import compare_members
from xuezuo.org.roster.compare_units import compare_units
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import MemberLine, UnitLine, member_lines, unit_lines
from xuezuo.org.roster.plan import Plan
from xuezuo.org.roster.reader import Unreadable, csv_pair, find_table, read_sheets
from xuezuo.org.roster.state import State, load_members, load_owners, load_units, members_staying, noted_beyond
from xuezuo.org.services.structure.recorded import recorded_from
from xuezuo.org.services.structure.rows import hold
from xuezuo.platform.access import Actor
from xuezuo.platform.crypto import lookup_hash

type Progress = Callable[[str, int, int], None]
"""Called with what is being done (Chinese), how much of it is done, and how much there is."""


def silent(step: str, done: int, total: int) -> None:  # CONFIG: a Progress takes all three
    """Tell nobody."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A roster file: where it lies, and what the person who gave it calls it."""

    path: Path
    name: str

    def sha256(self) -> str:
        """Return the digest of the file, or of both CSV files."""
        digest = hashlib.sha256()
        for file in [self.path] if self.path.is_file() else csv_pair(self.path).values():
            if file.is_file():
                digest.update(file.read_bytes())
        return digest.hexdigest()


@dataclasses.dataclass(slots=True)
class Checked:
    """A file read and compared: the report, and the plan when there is no error."""

    report: Report
    plan: Plan
    state: State


def examine(actor: Actor, source: Source, on: dt.date, progress: Progress) -> Checked:
    """Return what is wrong with the file on the civil day `on`, and what an import of it would write.

    Reads the database as whoever is the current actor; the `actor` given decides which units may be touched.
    """
    report, plan = Report(), Plan(on)
    progress("读取文件", 0, 0)
    tables = _read(source.path, report, on, progress)
    if tables is None:
        return Checked(report, plan, State({}, {}, {}))
    units, members = tables
    progress("核对党组织", 0, report.rows)
    nodes = None if actor.is_system else ROSTER_IMPORT.nodes(actor)
    known = load_units(on, nodes)
    facts = facts_of(units, known)
    plan.predecessors = predecessors(units, facts)
    check_units(units, facts, known, plan.predecessors, report)
    progress("核对党员", len(units), report.rows)
    check_rows(members, facts, report, on)
    known_members = load_members(list(persons_of(members)))
    persons = check_persons(members, facts, known_members, report)
    check_sizes(persons, facts, report, {line.code for line in units if line.code and line.code not in known})
    progress("与系统比对", report.rows, report.rows)
    state = _state(persons, State(known, known_members, {}, is_limited=nodes is not None))
    _compare((units, persons), state, facts, plan, report)
    report.counts = dict(plan.rows)
    return Checked(report, plan, state)


def _read(
    path: Path, report: Report, on: dt.date, progress: Progress
) -> tuple[list[UnitLine], list[MemberLine]] | None:
    """Read both sheets; None when the file as a whole is at fault (noted)."""
    try:
        sheets = read_sheets(path)
    except Unreadable as fault:
        report.add("file_unreadable", ("", 0, ""), reason=str(fault))
        return None
    tables = {name: find_table(raw, report) for name, raw in sheets.items()}
    for name in SHEETS:
        if name not in tables:
            report.add("sheet_missing", (name, 0, ""), sheet=name)
    units, members = tables.get(UNITS), tables.get(MEMBERS)
    if units is None or members is None or report.has_errors:
        return None

    def tick(rows: int) -> None:
        progress("读取文件", rows, 0)

    return unit_lines(units, report, on, tick), member_lines(members, report, on, tick)


def _state(persons: Persons, state: State) -> State:
    """Add who holds the identity numbers of members that are new to the database."""
    hashes = [
        lookup_hash(rows[0].id_number, purpose="id_number")
        for number, rows in persons.items()
        if rows[0].id_number and (number not in state.members or state.members[number].id_hash is None)
    ]
    return dataclasses.replace(state, owners=load_owners(hashes))


def _compare(
    lines: tuple[list[UnitLine], Persons], state: State, facts: dict[str, UnitFacts], plan: Plan, report: Report
) -> None:
    units, persons = lines
    if state.is_limited:
        _refuse_roots(units, state, report)
    first = [line for line in units if line.code is None or facts[line.code].row == line.row]
    compare_units(first, state.units, plan, report)
    compare_members(persons, state, facts, plan, report)
    _check_ends(first, plan, report)


def _check_ends(lines: Sequence[UnitLine], plan: Plan, report: Report) -> None:
    """Note the known units that cannot end on their day: members or deeds stand against it."""
    codes = {change.unit.id: change.unit.code for change in plan.unit_changes}
    ended = {change.unit.id: change.dissolved for change in plan.unit_changes if change.dissolved}
    if not ended:
        return
    rows = {line.code: line.row for line in lines}

    def add(finding: str, unit_id: int, **params: object) -> None:
        cell = (UNITS, rows[codes[unit_id]], HEADERS[UNITS]["dissolved"])
        report.add(finding, cell, str(ended[unit_id]), **params)

    for unit_id in members_staying(ended, plan.ended_affiliations):
        add("unit_dissolved_with_members", unit_id)
    for unit_id, last in noted_beyond(ended).items():
        add("unit_dissolved_too_early", unit_id, on=last)
    hold(ended)
    for unit_id, kept in recorded_from(ended).items():
        add("unit_dissolved_before_deeds", unit_id, count=kept.count, last=kept.last)


def _refuse_roots(units: list[UnitLine], state: State, report: Report) -> None:
    """Only programs make units without a parent: they would stand outside every importer's scope."""
    for line in units:
        if line.code and line.code not in state.units and line.parent is None and "parent" not in line.broken:
            report.add("unit_out_of_scope", (UNITS, line.row, HEADERS[UNITS]["parent"]))
