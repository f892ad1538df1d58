"""Deeds in and out of files as use cases: permitted, audited, all or nothing."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import events as facts
from xuezuo.life.errors import BatchAlreadyRevoked
from xuezuo.life.exchange import apply, book, checks, export, restore, rosters
from xuezuo.life.exchange.findings import Report
from xuezuo.life.exchange.lines import DeedLine, Reader
from xuezuo.life.exchange.staging import Params, fetch, run, staged
from xuezuo.life.models import Activity, DeedBatch
from xuezuo.life.policies import ACTIVITY_RECORD, DEEDS_EXPORT, DEEDS_IMPORT
from xuezuo.life.queries.lists import units_for
from xuezuo.life.services.checks import check_reason
from xuezuo.life.services.rows import COUNTS, Stamp, recount, refreeze
from xuezuo.life.types import Source
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import units_on
from xuezuo.platform.access import Actor, Capability
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.events import publish_on_commit

_ONE_AT_A_TIME = 7_302_114  # advisory lock: two imports of one file would make the same deeds
_STEP = 5000


@dataclasses.dataclass(frozen=True, slots=True)
class DeedFile:
    """A file to import: where it lies, what people call it, who hears how many deeds were read."""

    path: Path
    name: str
    progress: Callable[[int], None] | None = None


@use_case("life.deeds_import")
def deeds_import(*, actor: Actor, file: DeedFile, at: dt.datetime, dry_run: bool = False) -> Report:
    """Import a file of deeds (JSON Lines, or the XLSX workbook): all of it, or nothing when any line has an error.

    The same id again is the same deed: unchanged, or a new version where the file says otherwise. Members of a deed's
    roster whom the file does not list are absent; listed people who are not on the roster are guests. One transaction;
    memory is bounded by the longest line, not by the file.

    Raises:
        Forbidden: the actor may import deeds nowhere.
    """
    units = _units(actor, DEEDS_IMPORT, civil_date(at))
    report = Report()
    is_book = file.path.suffix.lower() == ".xlsx"
    reader = Reader(report, civil_date(at), sheet=book.ACTIVITIES if is_book else "")
    lines = book.read(file.path, reader) if is_book else _json_lines(file.path, reader)
    if not dry_run:
        run("SELECT pg_advisory_xact_lock(%(key)s)", {"key": _ONE_AT_A_TIME})
    with staged(_counted(lines, file.progress)):
        checks.check_staged(report, reader.sheet, units)
        if not report.errors:
            _compare(reader)
            if not dry_run and report.created + report.changed:
                _apply(actor, file, at, report)
    if is_book:
        book.name_cells(report, reader.places)
    return report


def _compare(reader: Reader) -> None:
    report = reader.report
    rosters.find_rosters()
    for row, column, value, _ in fetch(rosters.GUESTS_AWAY):
        report.add("guest_not_present", (reader.sheet, row, column), value)
    report.created, report.changed, report.unchanged = apply.find_changed()


def _apply(actor: Actor, file: DeedFile, at: dt.datetime, report: Report) -> None:
    with file.path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    batch = DeedBatch.objects.create(
        uid=new_id(),
        file_name=file.name[:200],
        sha256=digest,
        rows=report.rows,
        applied_at=at,
        applied_by=actor.account_id,
    )
    touched = apply.touched_units()
    apply.write(apply.Stamp(at, civil_date(at), actor.account_id, batch.pk))
    report.batch = str(batch.uid)
    counts = {"rows": report.rows, "created": report.created, "changed": report.changed}
    subject, unit_id = ("life.deed_batch", batch.uid), touched[0] if len(touched) == 1 else None
    record(facts.DEEDS_APPLIED, actor=actor, subject=subject, at=at, unit_id=unit_id, after=counts)
    publish_on_commit(facts.DeedsImported(batch.uid))


def _json_lines(path: Path, reader: Reader) -> Iterator[DeedLine]:
    with path.open("rb") as file:
        for row, text in enumerate(file, start=1):
            if text.strip():
                reader.report.rows += 1
                line = reader.read(row, text.removeprefix(b"\xef\xbb\xbf") if row == 1 else text)
                if line is not None:
                    yield line


def _counted(lines: Iterator[DeedLine], progress: Callable[[int], None] | None) -> Iterator[DeedLine]:
    for count, line in enumerate(lines, start=1):
        if progress and count % _STEP == 0:
            progress(count)
        yield line


@use_case("life.deeds_revoke")
def deeds_revoke(*, actor: Actor, batch: DeedBatch, reason: str, at: dt.datetime) -> DeedBatch:
    """Take back an import: every deed it made is void, with the reason. Importing the file again brings them back.

    Deeds that existed before show what they said before it, as a new version with the reason; those that somebody has
    corrected since keep the later word.

    Raises:
        NotFound: the actor may not import deeds of every unit concerned.
        ReasonMissing: no reason given.
        BatchAlreadyRevoked: taken back before.
    """
    why = check_reason(reason)
    batch = DeedBatch.objects.select_for_update().get(pk=batch.pk)
    units = _units(actor, DEEDS_IMPORT, civil_date(at))
    if restore.has_foreign(batch.pk, units):
        raise NotFound
    if batch.revoked_at is not None:
        raise BatchAlreadyRevoked
    restored = _taken_back(batch, actor, why, at)
    batch.revoked_at = at
    batch.save(update_fields=["revoked_at"])
    subject = ("life.deed_batch", batch.uid)
    counts = {"rows": batch.rows, "restored": restored}
    record(facts.DEEDS_REVOKED, actor=actor, subject=subject, at=at, after=counts, reason=why)
    publish_on_commit(facts.DeedsImported(batch.uid))
    return batch


def _taken_back(batch: DeedBatch, actor: Actor, why: str, at: dt.datetime) -> int:
    """Undo the import and set the rosters of restored activities anew; return how many those are."""
    said: Params = {"batch": batch.pk, "applied_at": batch.applied_at, "why": why}
    restored = restore.take_back({**said, "at": at, "account_id": actor.account_id})
    for activity in Activity.objects.filter(pk__in=restored).order_by("pk"):
        if restored[activity.pk]:
            refreeze(activity, Stamp(actor, Source.CORRECTION, at))
        else:
            recount(activity)
        activity.save(update_fields=list(COUNTS))
    return len(restored)


@use_case("life.deeds_export")
def deeds_export(*, actor: Actor, out: IO[bytes], at: dt.datetime, as_of: dt.date | None = None) -> int:
    """Write the deeds recorded by the civil day `as_of` as JSON Lines, byte-stable; return how many.

    Raises:
        Forbidden: the actor may export deeds nowhere.
    """
    selection = _selection(actor, as_of, civil_date(at))
    count = 0
    for deed in export.deeds(selection):
        out.write(deed.as_line().encode())
        count += 1  # CONFIG: an empty selection must give 0
    _note_export(actor, count, as_of, at)
    return count


@use_case("life.deeds_export_book")
def deeds_export_book(*, actor: Actor, path: Path, at: dt.datetime, as_of: dt.date | None = None) -> int:
    """Write the same deeds as the XLSX workbook; return how many.

    Raises:
        Forbidden: the actor may export deeds nowhere.
    """
    selection = _selection(actor, as_of, civil_date(at))
    count = book.write(path, export.deeds(selection))
    _note_export(actor, count, as_of, at)
    return count


def _selection(actor: Actor, as_of: dt.date | None, on: dt.date) -> export.Selection:
    """Return which deeds the actor may export; reasons of leave only of the units where the actor keeps attendance."""
    kept = None if actor.is_system else [unit.id for unit in units_for(actor, ACTIVITY_RECORD, on)]
    return export.Selection(as_of, _units(actor, DEEDS_EXPORT, on), kept)


def deeds_template(path: Path) -> None:
    """Write the empty workbook with its explanations; it holds no data, anybody may have it."""
    book.write(path, ())


def _note_export(actor: Actor, count: int, as_of: dt.date | None, at: dt.datetime) -> None:
    after = {"deeds": count, "as_of": as_of.isoformat() if as_of else None}
    record(facts.DEEDS_EXPORTED, actor=actor, subject=("life.deeds", "all"), at=at, after=after)


def _units(actor: Actor, capability: Capability, on: dt.date) -> list[int] | None:
    """Return the ids of the units for which the actor may do this; None = all of them."""
    if actor.is_system:
        return None
    if not capability.is_held_by(actor):
        raise Forbidden(reason=f"您目前的职务没有“{capability.label}”的权限。")
    return list(units_on(on).filter(units_q(actor, capability, on, "pk")).values_list("pk", flat=True))
