"""The deeds of the roster: look at a file, import it, write one."""

import contextlib
import dataclasses
import datetime as dt
import gc
import hashlib
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.events.roster import ROSTER_EXPORTED, ROSTER_IMPORTED, RosterImported
from xuezuo.org.models import RosterBatch
from xuezuo.org.policies import MEMBER_UNMASK, ROSTER_EXPORT, ROSTER_IMPORT
from xuezuo.org.roster.apply_members import MemberWriter
from xuezuo.org.roster.apply_units import UnitWriter
from xuezuo.org.roster.checks_members import check_rows
from xuezuo.org.roster.checks_persons import Persons, check_persons, check_sizes
from xuezuo.org.roster.checks_units import UnitFacts, check_units, facts_of
from xuezuo.org.roster.columns import HEADERS, MEMBERS, SHEETS, UNITS
from xuezuo.org.roster.compare_members import compare_members
from xuezuo.org.roster.compare_units import compare_units
from xuezuo.org.roster.export import Extent, member_rows, unit_rows
from xuezuo.org.roster.files import write_files
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.journal import Journal
from xuezuo.org.roster.lines import MemberLine, UnitLine, member_lines, unit_lines
from xuezuo.org.roster.plan import Plan
from xuezuo.org.roster.reader import Unreadable, find_table, read_sheets
from xuezuo.org.roster.state import State, load_members, load_owners, load_units, members_staying
from xuezuo.org.services.structure.frame import lock_structure
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.crypto import lookup_hash
from xuezuo.platform.events import publish_on_commit

type Progress = Callable[[str, int, int], None]
"""Called with what is being done (Chinese), how much of it is done, and how much there is."""


def silent(step: str, done: int, total: int) -> None:  # CONFIG: a Progress takes all three
    """Tell nobody."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """A roster file: where it lies, and what the person who gave it calls it."""

    path: Path
    name: str


@dataclasses.dataclass(slots=True)
class Checked:
    """A file read and compared: the report, and the plan when there is no error."""

    report: Report
    plan: Plan
    state: State


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to; `batch` is None when nothing was written (errors, or nothing new)."""

    report: Report
    batch: uuid.UUID | None


def roster_check(*, actor: Actor, source: Source, on: dt.date, progress: Progress = silent) -> Report:
    """Dry run: read the file and say of every row whether it can be imported; writes nothing.

    Args:
        actor: who asks; units outside the actor's scope are named as out of scope.
        source: the file.
        on: the civil day of the import; later dates in the file are faults.
        progress: told about the steps.
    """
    with transaction.atomic(), acting_as(SYSTEM), _few_collections():
        return _check(actor, source, on, progress).report


@use_case("org.roster_import")
def roster_import(*, actor: Actor, source: Source, at: dt.datetime, progress: Progress = silent) -> Outcome:
    """Import a roster file in one transaction; with any error nothing is written.

    A file that changes nothing writes nothing, not even a batch. Renames and moves hold from the civil day of `at`.
    Takes the structure lock: rosters and structural deeds run one after the other.
    """
    with acting_as(SYSTEM), _few_collections():
        lock_structure()
        checked = _check(actor, source, civil_date(at), progress)
        if checked.report.has_errors or checked.plan.is_empty:
            return Outcome(checked.report, None)
        return Outcome(checked.report, _apply(actor, source, checked, at, progress))


def _check(actor: Actor, source: Source, on: dt.date, progress: Progress) -> Checked:
    report, plan = Report(), Plan(on)
    progress("读取文件", 0, 0)
    tables = _read(source.path, report, on)
    if tables is None:
        return Checked(report, plan, State({}, {}, {}))
    units, members = tables
    progress("核对党组织", 0, report.rows)
    nodes = None if actor.is_system else ROSTER_IMPORT.nodes(actor)
    known = load_units(on, nodes)
    facts = facts_of(units, known)
    check_units(units, facts, known, report)
    progress("核对党员", len(units), report.rows)
    check_rows(members, facts, report, on)
    persons = check_persons(members, facts, report)
    check_sizes(persons, facts, report, {line.code for line in units if line.code and line.code not in known})
    progress("与系统比对", report.rows, report.rows)
    state = _state(persons, State(known, load_members(list(persons)), {}, is_limited=nodes is not None))
    _compare((units, persons), state, facts, plan, report)
    report.counts = dict(plan.rows)
    return Checked(report, plan, state)


def _read(path: Path, report: Report, on: dt.date) -> tuple[list[UnitLine], list[MemberLine]] | None:
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
    return unit_lines(units, report, on), member_lines(members, report, on)


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
    ended = {change.unit.id: change.dissolved for change in plan.unit_changes if change.dissolved}
    leaving = [row_id for row_id, _ in plan.ended_affiliations]
    rows = {line.code: line.row for line in first}
    for unit_id in members_staying(ended, leaving):
        code = next(unit.code for unit in state.units.values() if unit.id == unit_id)
        report.add("unit_dissolved_with_members", (UNITS, rows[code], HEADERS[UNITS]["dissolved"]), str(ended[unit_id]))


def _refuse_roots(units: list[UnitLine], state: State, report: Report) -> None:
    """Only programs make units without a parent: they would stand outside every importer's scope."""
    for line in units:
        if line.code and line.code not in state.units and line.parent is None and "parent" not in line.broken:
            report.add("unit_out_of_scope", (UNITS, line.row, HEADERS[UNITS]["parent"]))


def _apply(actor: Actor, source: Source, checked: Checked, at: dt.datetime, progress: Progress) -> uuid.UUID:
    plan, report = checked.plan, checked.report
    batch = RosterBatch.objects.create(
        uid=new_id(), file_name=source.name[:200], sha256=_digest(source.path), rows=report.rows, applied_at=at,
        applied_by=actor.account_id,
    )  # fmt: skip
    journal = Journal(batch.pk, batch.uid)
    total, done = plan.size(), len(plan.new_units) + len(plan.unit_changes)
    progress("写入党组织", 0, total)
    units = UnitWriter(plan, checked.state.units, journal)
    units.write()
    units.write_changes(f"花名册导入：{source.name}", at)
    members = {number: member.id for number, member in checked.state.members.items()}
    for step in MemberWriter(plan, members, units.ids, journal).write():
        done += step
        progress("写入党员", min(done, total), total)
    batch.journal = journal.as_json()
    batch.save(update_fields=["journal"])
    counts = {f"rows_{key}": value for key, value in plan.rows.items()}
    record(ROSTER_IMPORTED, actor=actor, subject=("org.roster_batch", batch.uid), at=at, after=counts)
    publish_on_commit(RosterImported(batch.uid))
    return batch.uid


def _digest(path: Path) -> str:
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """Hold off the garbage collector: a million small rows without cycles would only make it look again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@use_case("org.roster_export")
def roster_export(*, actor: Actor, path: Path, on: dt.date, at: dt.datetime) -> list[Path]:
    """Write the roster as it stood on the civil day `on`; returns the files written.

    Programs get everything; a person gets the units at or below the own posts, with identity numbers and phones only
    where `MEMBER_UNMASK` is held for the same units. Leaves an audit entry.
    """
    nodes = None if actor.is_system else tuple(sorted(ROSTER_EXPORT.nodes(actor)))
    with_secrets = actor.is_system or set(nodes or ()) <= set(MEMBER_UNMASK.nodes(actor))
    extent = Extent(on, nodes, with_secrets)
    with acting_as(SYSTEM):
        files = write_files(path, {UNITS: unit_rows(extent), MEMBERS: member_rows(extent)})
    after: dict[str, str | int | bool | None] = {"on": on.isoformat(), "with_secrets": with_secrets}
    record(ROSTER_EXPORTED, actor=actor, subject=("org.roster", path.name[:40]), at=at, after=after)
    return files
