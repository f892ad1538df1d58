"""Faults of 党组织 that need more than one cell: codes, parents, lives."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from xuezuo.org.roster.columns import HEADERS, UNITS
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import UnitLine
from xuezuo.org.roster.state import KnownUnit
from xuezuo.org.types import PARENT_KINDS, UnitKind

_HEAD: Final = HEADERS[UNITS]


@dataclasses.dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as it will be after the import: from the file, else from the database.

    Attributes:
        founded, kind: None when the file's cell could not be read.
        row: the row of the file, 0 when only the database knows the unit.
    """

    code: str
    kind: str | None
    founded: dt.date | None
    dissolved: dt.date | None
    parent: str | None
    row: int
    in_scope: bool = True


def facts_of(lines: Sequence[UnitLine], known: Mapping[str, KnownUnit]) -> dict[str, UnitFacts]:
    """Return every unit that a row may refer to, by code; the first of several rows of one code counts."""
    facts = {
        code: UnitFacts(code, unit.kind, unit.founded, unit.dissolved, unit.parent, 0, unit.in_scope)
        for code, unit in known.items()
    }
    for line in lines:
        if line.code is None or (line.code in facts and facts[line.code].row):
            continue
        old = known.get(line.code)
        parent = line.parent if line.parent is not None or old is None else old.parent
        dissolved = line.dissolved if line.dissolved is not None or old is None else old.dissolved
        if line.founded and dissolved and dissolved <= line.founded:
            dissolved = None  # a fault of the unit's own row: its members are not to blame
        facts[line.code] = UnitFacts(
            line.code, line.kind, line.founded, dissolved, parent, line.row, old is None or old.in_scope
        )
    return facts


def check_units(
    lines: Sequence[UnitLine],
    facts: Mapping[str, UnitFacts],
    known: Mapping[str, KnownUnit],
    former: Mapping[str, str],
    report: Report,
) -> None:
    """Note every fault of 党组织 that the file and the known units show; `former` are `predecessors`."""
    cyclic = _cycles(lines, facts, report)
    names: dict[tuple[str | None, str], int] = {}
    for line in lines:
        if line.code is not None and facts[line.code].row != line.row:
            _add(report, "unit_code_duplicate", line, "code", line.code, other=facts[line.code].row)
            continue
        if line.founded and line.dissolved and line.dissolved <= line.founded:
            _add(report, "unit_dissolved_before_founded", line, "dissolved", line.dissolved.isoformat())
        if line.code is not None and line.code not in cyclic:
            _check_parent(line, facts, (known.get(line.code), former.get(line.code)), report)
        if line.name is not None and line.dissolved is None:
            other = names.setdefault((line.parent, line.name), line.row)
            if other != line.row:
                _add(report, "unit_name_duplicate", line, "name", line.name, other=other)


def _add(report: Report, code: str, line: UnitLine, key: str, value: str, **params: object) -> None:
    report.add(code, (UNITS, line.row, _HEAD[key]), value, **params)


def _check_parent(
    line: UnitLine, facts: Mapping[str, UnitFacts], before: tuple[KnownUnit | None, str | None], report: Report
) -> None:
    known, _ = before
    if "parent" in line.broken:
        return
    if line.parent is None:
        if line.kind == UnitKind.GROUP:
            _add(report, "unit_parent_missing", line, "parent", "")
    elif known is not None and known.parent == line.parent:
        return
    elif line.parent in facts:
        _check_above(line, facts[line.parent], before, report)
    else:
        _add(report, "unit_parent_unknown", line, "parent", line.parent)


def _check_above(
    line: UnitLine, parent: UnitFacts, before: tuple[KnownUnit | None, str | None], report: Report
) -> None:
    known, former = before
    if not parent.in_scope:
        _add(report, "unit_out_of_scope", line, "parent", parent.code)
    elif line.kind and parent.kind and parent.kind not in PARENT_KINDS[line.kind]:
        words = {"kind": UnitKind(line.kind).label, "parent_kind": UnitKind(parent.kind).label}
        _add(report, "unit_parent_kind", line, "parent", parent.code, **words)
    elif known is None or parent.dissolved:
        _check_lives(line, parent, former, report)


def predecessors(lines: Sequence[UnitLine], facts: Mapping[str, UnitFacts]) -> dict[str, str]:
    """Return for groups the branch under which they stood before their present one was founded: code -> code.

    When a branch is split its groups pass to a part; a file of the present tree still shows the old branch, under the
    same superior, ended on the day on which the part was founded. Of several such branches the first by code is taken.
    """
    ended: dict[tuple[str | None, dt.date | None], list[UnitFacts]] = {}
    for _, unit in sorted(facts.items()):
        if unit.dissolved and unit.kind == UnitKind.BRANCH:
            ended.setdefault((unit.parent, unit.dissolved), []).append(unit)
    found: dict[str, str] = {}
    for line in lines:
        parent, founded = facts.get(line.parent or ""), line.founded
        if line.kind != UnitKind.GROUP or line.code is None or parent is None or founded is None:
            continue
        if parent.founded and parent.founded > founded:
            former = ended.get((parent.parent, parent.founded), [])
            codes = [one.code for one in former if one.founded and one.founded <= founded]
            found.update({line.code: codes[0]} if codes else {})
    return found


def _check_lives(line: UnitLine, parent: UnitFacts, former: str | None, report: Report) -> None:
    """The parent must live as long as the unit; when it was founded later, the edge begins then.

    A group has no life without a branch: its branch may be founded later only out of another one (`former`).
    """
    if line.founded is None or "dissolved" in line.broken:
        return
    if parent.dissolved and (line.dissolved is None or line.dissolved > parent.dissolved):
        _add(report, "unit_parent_dissolved", line, "parent", line.parent or "", on=parent.dissolved)
    elif parent.founded and parent.founded > line.founded and former is None:
        if line.kind == UnitKind.GROUP or (line.dissolved and line.dissolved <= parent.founded):
            _add(report, "unit_parent_unborn", line, "parent", line.parent or "", on=parent.founded)
        else:
            _add(report, "unit_parent_founded_later", line, "parent", line.parent or "", on=parent.founded)


def _cycles(lines: Sequence[UnitLine], facts: Mapping[str, UnitFacts], report: Report) -> set[str]:
    """Note each cycle once, at the cell that most likely closes it; return the codes that stand in cycles.

    A cycle usually comes from one wrong cell of a high unit that points down. Such a cell names a parent of an
    impossible kind; when none does, the row that stands first in the file is taken.
    """
    by_row = {line.row: line for line in lines}
    settled: set[str] = set()
    cyclic: set[str] = set()
    for code in facts:
        path: list[str] = []
        on_path: set[str] = set()
        current: str | None = code
        while current is not None and current in facts and current not in settled and current not in on_path:
            path.append(current)
            on_path.add(current)
            current = facts[current].parent
        if current is not None and current in on_path:
            ring = [facts[member] for member in path[path.index(current) :]]
            cyclic.update(fact.code for fact in ring)
            wrong = min((fact for fact in ring if fact.row), key=lambda fact: (_is_possible(fact, facts), fact.row))
            line = by_row[wrong.row]
            _add(report, "unit_parent_cycle", line, "parent", line.parent or "")
        settled.update(path)
    return cyclic


def _is_possible(fact: UnitFacts, facts: Mapping[str, UnitFacts]) -> bool:
    parent = facts[fact.parent or ""]
    return fact.kind is None or parent.kind is None or parent.kind in PARENT_KINDS[fact.kind]
