"""Writing the units of a plan: new ones in bulk, changes as dated deeds, all noted in the journal."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Final

from django.db import connection

from xuezuo.kernel.ids import new_id
from xuezuo.org.pinyin import reading_of
from xuezuo.org.roster.journal import Journal
from xuezuo.org.roster.lines import UnitLine
from xuezuo.org.roster.plan import Plan, UnitChange
from xuezuo.org.roster.state import KnownUnit
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.types import ChangeKind
from xuezuo.platform.db.bulk import bulk_insert, next_ids, range_text

_UNIT: Final = ("id", "uid", "code", "kind", "unit_type", "function", "is_temporary", "during", "batch_id")
_NAME: Final = ("id", "unit_id", "name", "pinyin", "initials", "during")
_EDGE: Final = ("id", "unit_id", "parent_id", "during")
_CHANGE: Final = ("id", "uid", "unit_id", "kind", "on", "document", "detail", "recorded_at")
type ChangeRow = tuple[int, ChangeKind, dt.date]


class UnitWriter:
    """Writes the units of one batch; afterwards `ids` knows the id of every unit by code."""

    def __init__(self, plan: Plan, known: Mapping[str, KnownUnit], journal: Journal) -> None:
        """Take over a plan without faults; `journal` notes what revoking has to undo."""
        self._plan = plan
        self._journal = journal
        self._founded = {code: unit.founded for code, unit in known.items()}
        self.ids = {code: unit.id for code, unit in known.items()}
        self.changes: list[ChangeRow] = []

    def write(self) -> None:
        """Write new units, then changes, then the closure of what was touched."""
        new = self._plan.new_units
        if new:
            self._write_new(new)
        renamed = [change for change in self._plan.unit_changes if change.name]
        moved = [change for change in self._plan.unit_changes if change.parent]
        ended = [change for change in self._plan.unit_changes if change.dissolved]
        self._rename(renamed)
        self._move(moved)
        self._retype([change for change in self._plan.unit_changes if change.unit_type])
        self._dissolve(ended)
        touched = [self.ids[line.code or ""] for line in new] + [change.unit.id for change in moved + ended]
        if touched:
            closure_rebuild(None if len(new) == len(self.ids) else touched)

    def _write_new(self, lines: list[UnitLine]) -> None:
        fresh = zip(lines, next_ids("org_unit", len(lines)), strict=True)
        for line, unit_id in fresh:
            self.ids[line.code or ""] = unit_id
            self._founded[line.code or ""] = _founded(line)
        batch = self._journal.batch_id
        bulk_insert(
            "org_unit",
            _UNIT,
            (
                (self.ids[line.code or ""], new_id(), line.code, line.kind, line.unit_type or "", "", "f",
                 range_text(_founded(line), line.dissolved), batch)
                for line in lines
            ),
        )  # fmt: skip
        bulk_insert("org_unitname", _NAME, self._names(lines, next_ids("org_unitname", len(lines))))
        spans = list(self._edges(lines))
        ids = next_ids("org_edge", len(spans))
        bulk_insert("org_edge", _EDGE, ((row_id, *span) for row_id, span in zip(ids, spans, strict=True)))
        self.changes.extend((self.ids[line.code or ""], ChangeKind.SET_UP, _founded(line)) for line in lines)

    def _names(self, lines: list[UnitLine], ids: list[int]) -> Iterator[tuple[object, ...]]:
        for line, row_id in zip(lines, ids, strict=True):
            name = line.name or ""
            reading = reading_of(name)
            during = range_text(_founded(line), line.dissolved)
            yield row_id, self.ids[line.code or ""], name, reading.pinyin[:500], reading.initials[:120], during

    def _edges(self, lines: list[UnitLine]) -> Iterator[tuple[object, ...]]:
        """A parent founded later than the unit holds it from its own founding on; its predecessor until then."""
        for line in lines:
            if not line.parent:
                continue
            founded, since = _founded(line), max(_founded(line), self._founded[line.parent])
            unit_id, before = self.ids[line.code or ""], self._plan.predecessors.get(line.code or "")
            if before:
                yield unit_id, self.ids[before], range_text(founded, since)
            yield unit_id, self.ids[line.parent], range_text(since, line.dissolved)

    def _rename(self, changes: list[UnitChange]) -> None:
        """End the name and begin the new one; a name that began on this very day is corrected in place."""
        on, rows = self._plan.on, []
        with connection.cursor() as cursor:
            for change in changes:
                reading = reading_of(change.name or "")
                values = (change.name, reading.pinyin[:500], reading.initials[:120])
                if change.unit.name_since >= on:
                    text = "UPDATE org_unitname SET name = %s, pinyin = %s, initials = %s WHERE id = %s"
                    cursor.execute(text, [*values, change.unit.name_id])
                    self._journal.note("names", change.unit.name_id, change.unit.name)
                    continue
                rows.append((change.unit.id, *values, range_text(on)))
                self._journal.note("ended_names", change.unit.name_id)
        self._journal.end_rows("org_unitname", [(c.unit.name_id, on) for c in changes if c.unit.name_since < on])
        ids = next_ids("org_unitname", len(rows))
        if rows:
            bulk_insert("org_unitname", _NAME, ((i, *row) for i, row in zip(ids, rows, strict=True)))
        self._journal.add("new_names", ids)
        self.changes.extend((change.unit.id, ChangeKind.RENAME, on) for change in changes)

    def _move(self, changes: list[UnitChange]) -> None:
        """End the edge and begin the new one; an edge that began on this very day is corrected in place."""
        on, rows, ended = self._plan.on, [], []
        with connection.cursor() as cursor:
            for change in changes:
                parent, unit = self.ids[change.parent or ""], change.unit
                if unit.edge_id is not None and unit.edge_since is not None and unit.edge_since >= on:
                    cursor.execute("UPDATE org_edge SET parent_id = %s WHERE id = %s", [parent, unit.edge_id])
                    self._journal.note("edges", unit.edge_id, self.ids[unit.parent or ""])
                    continue
                if unit.edge_id is not None:
                    ended.append((unit.edge_id, on))
                    self._journal.note("ended_edges", unit.edge_id)
                rows.append((unit.id, parent, range_text(max(on, self._founded[change.parent or ""]))))
        self._journal.end_rows("org_edge", ended)
        ids = next_ids("org_edge", len(rows))
        if rows:
            bulk_insert("org_edge", _EDGE, ((i, *row) for i, row in zip(ids, rows, strict=True)))
        self._journal.add("new_edges", ids)
        self.changes.extend((change.unit.id, ChangeKind.MOVE, on) for change in changes)

    def _retype(self, changes: list[UnitChange]) -> None:
        with connection.cursor() as cursor:
            for change in changes:
                self._journal.note("unit_types", change.unit.id, change.unit.unit_type)
                cursor.execute("UPDATE org_unit SET unit_type = %s WHERE id = %s", [change.unit_type, change.unit.id])

    def _dissolve(self, changes: list[UnitChange]) -> None:
        """Close the unit's life and everything of it that is open."""
        days = [(change.unit.id, change.dissolved) for change in changes if change.dissolved]
        self._journal.dissolve(days)
        self.changes.extend((unit_id, ChangeKind.DISSOLVE, day) for unit_id, day in days)

    def write_changes(self, document: str, at: dt.datetime) -> None:
        """Write one structural change for each deed, resting on the imported file."""
        ids = next_ids("org_structuralchange", len(self.changes))
        stamp = at.isoformat()
        rows = (
            (row_id, new_id(), unit_id, kind.value, on, document[:200], "{}", stamp)
            for row_id, (unit_id, kind, on) in zip(ids, self.changes, strict=True)
        )
        if ids:
            bulk_insert("org_structuralchange", _CHANGE, rows)
        self._journal.add("structural_changes", ids)


def _founded(line: UnitLine) -> dt.date:
    if line.founded is None:
        raise ValueError("a plan with a faulty unit")  # errors are refused before anything is written
    return line.founded
