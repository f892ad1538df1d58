"""The deeds of the roster: look at a file, import it, write one."""

import contextlib
import dataclasses
import datetime as dt
import gc
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.db import DataError, IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.errors.roster import RosterConflict
from xuezuo.org.events.roster import ROSTER_EXPORTED, ROSTER_IMPORTED, RosterImported
from xuezuo.org.models import RosterBatch
from xuezuo.org.policies import MEMBER_UNMASK, ROSTER_EXPORT, ROSTER_IMPORT
from xuezuo.org.roster.apply_members import MemberWriter
from xuezuo.org.roster.apply_units import UnitWriter
from xuezuo.org.roster.columns import MEMBERS, UNITS
from xuezuo.org.roster.examine import Checked, Progress, Source, examine, silent
from xuezuo.org.roster.export import Extent, member_rows, unit_rows
from xuezuo.org.roster.files import write_files
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.journal import Journal
from xuezuo.org.services.structure.frame import lock_structure
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.events import publish_on_commit


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
        return examine(actor, source, on, progress).report


def roster_import(*, actor: Actor, source: Source, at: dt.datetime, progress: Progress = silent) -> Outcome:
    """Import a roster file in one transaction; with any error nothing is written.

    A file that changes nothing writes nothing, not even a batch. Renames and moves hold from the civil day of `at`.
    Takes the structure lock: rosters and structural deeds run one after the other.

    Raises:
        RosterConflict: something stands in the way that the comparison cannot see, as a change entered for the future.
    """
    try:
        return _import(actor, source, at, progress)
    except (IntegrityError, DataError):
        raise RosterConflict from None


@use_case("org.roster_import")
def _import(actor: Actor, source: Source, at: dt.datetime, progress: Progress) -> Outcome:
    with acting_as(SYSTEM), _few_collections():
        lock_structure()
        checked = examine(actor, source, civil_date(at), progress)
        if checked.report.has_errors or checked.plan.is_empty:
            return Outcome(checked.report, None)
        return Outcome(checked.report, _apply(actor, source, checked, at, progress))


def _apply(actor: Actor, source: Source, checked: Checked, at: dt.datetime, progress: Progress) -> uuid.UUID:
    plan, report = checked.plan, checked.report
    batch = RosterBatch.objects.create(
        uid=new_id(), file_name=source.name[:200], sha256=source.sha256(), rows=report.rows, applied_at=at,
        applied_by=actor.account_id,
    )  # fmt: skip
    journal = Journal(batch.pk, batch.uid)
    total, done = plan.size(), len(plan.new_units) + len(plan.unit_changes)
    progress("写入党组织", 0, total)
    units = UnitWriter(plan, checked.state.units, journal)
    units.write()
    units.write_changes(f"花名册导入：{source.name}", at)
    members = {number: member.id for number, member in checked.state.members.items()}

    def tick(rows: int) -> None:
        progress("写入党员", min(done + rows, total), total)

    for step in MemberWriter(plan, members, units.ids, journal).write(tick):
        done += step
        tick(0)
    batch.journal = journal.as_json()
    batch.save(update_fields=["journal"])
    counts = {f"rows_{key}": value for key, value in plan.rows.items()}
    subject, unit_id = ("org.roster_batch", batch.uid), min(ROSTER_IMPORT.nodes(actor), default=None)
    record(ROSTER_IMPORTED, actor=actor, subject=subject, at=at, unit_id=unit_id, after=counts)
    publish_on_commit(RosterImported(batch.uid))
    return batch.uid


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
