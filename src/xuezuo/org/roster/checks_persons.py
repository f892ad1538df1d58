"""Faults that several rows of 党员 show together: one person, one number, one formal place; size of branches."""

import collections
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from xuezuo.org.roster.cells import identity_birth, identity_is_male
from xuezuo.org.roster.checks_members import add, affiliation_kind, check_identity
from xuezuo.org.roster.checks_units import UnitFacts
from xuezuo.org.roster.columns import HEADERS, PERSONAL_KEYS, POST_ONLY, UNITS
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import MemberLine
from xuezuo.org.roster.state import KnownMember
from xuezuo.org.types import AffiliationKind, MemberStage, PostKind, Sex, UnitKind

_WHO: Final = ("born", "id_number", "joined")
_LARGEST_BRANCH: Final = 50
_SMALLEST_BRANCH: Final = 3

type Persons = dict[str, list[MemberLine]]


def persons_of(lines: Sequence[MemberLine]) -> Persons:
    """Return the rows of each 党员编号, in the order of the file."""
    persons: Persons = {}
    for line in lines:
        if line.number is not None:
            persons.setdefault(line.number, []).append(line)
    return persons


def check_persons(
    lines: Sequence[MemberLine], units: Mapping[str, UnitFacts], known: Mapping[str, KnownMember], report: Report
) -> Persons:
    """Note what rows contradict each other in; returns the rows by 党员编号, without those of somebody else."""
    persons = persons_of(lines)
    for number, rows in persons.items():
        if len(rows) > 1:
            rows[:] = _set_apart(rows, known.get(number), report)
            _check_one_person(rows, report)
        _check_places(rows, units, report)
    own = [line for rows in persons.values() for line in rows]
    flagged = _check_identity_numbers(own, report)
    for line in own:
        if line.row not in flagged:
            check_identity(line, report)
    _check_likeness(persons, report)
    _check_secretaries(persons, units, report)
    return persons


def _set_apart(rows: list[MemberLine], known: KnownMember | None, report: Report) -> list[MemberLine]:
    """Note the rows that carry the number of another person; returns the rows of the person whose number it is.

    That is who the database knows under the number, else who stands first. A row of somebody else is one fault, so
    nothing that follows from it is looked for.
    """
    first = next((line for line in rows if known is not None and not is_another(line, known)), rows[0])
    own = [line for line in rows if not is_another(line, first)]
    others = {line.row for line in rows} - {line.row for line in own}
    for line in rows:
        if line.row in others:
            add(report, "member_number_reused", line, "number", line.number, other=first.row)
    return own


def is_another(line: MemberLine, person: MemberLine | KnownMember) -> bool:
    """Tell whether a row is of somebody else: another name, and another birth, identity number or joining too."""
    return _differs("name", person, line) and any(_differs(key, person, line) for key in _WHO)


def _check_one_person(rows: list[MemberLine], report: Report) -> None:
    first = rows[0]
    for line in rows[1:]:
        for key in (key for key in PERSONAL_KEYS if _differs(key, first, line)):
            add(report, "member_differs", line, key, getattr(line, key), other=first.row)
        for key in PERSONAL_KEYS:
            if getattr(first, key) is None and key not in first.broken:
                setattr(first, key, getattr(line, key))


def _differs(key: str, first: MemberLine | KnownMember, line: MemberLine) -> bool:
    """An empty cell in one of the rows is no contradiction, a broken one has its own finding."""
    mine, other = getattr(line, key), getattr(first, key, None)
    return mine is not None and other is not None and mine != other


def _check_places(rows: list[MemberLine], units: Mapping[str, UnitFacts], report: Report) -> None:
    seen: dict[tuple[object, ...], MemberLine] = {}
    starts: dict[dt.date, MemberLine] = {}
    last: MemberLine | None = None
    for line in rows:
        kind = affiliation_kind(line)
        if line.unit is None or "kind" in line.broken:
            continue
        twin = _twin(line, kind, seen)
        if twin is not line:
            add(report, "row_repeated", line, "number", line.number, other=twin.row)
        elif kind == AffiliationKind.FORMAL and line.begins is not None:
            clash = starts.setdefault(line.begins, line)
            if clash is not line:
                add(report, "formal_overlap", line, "start", line.start or "", other=clash.row)
            elif last is None or line.begins > (last.begins or line.begins):
                last = line
    if last is not None and last.unit is not None and (ended := units[last.unit].dissolved):
        add(report, "member_unit_ended", last, "unit", last.unit, on=ended)


def _twin(line: MemberLine, kind: str, seen: dict[tuple[object, ...], MemberLine]) -> MemberLine:
    """Return the row that says the same of the same member, the row itself when it is the first.

    One may come back to a unit formally and hold several posts there, but be its floating member only once. Formal rows
    are the same when they begin on the same day, or when their 起始日期 is the same though that day cannot be known: an
    unreadable 成立日期 of the unit does not hide that a row stands twice.
    """
    if kind == POST_ONLY:
        keys: list[tuple[object, ...]] = [(line.posts, line.post_start)] if "posts" not in line.broken else []
    elif kind == AffiliationKind.FORMAL:
        keys = [("written", line.start)] if "start" not in line.broken else []
        keys += [("begins", line.begins)] if line.begins else []
    else:
        keys = [()]
    twins = [seen.setdefault((line.unit, kind, *key), line) for key in keys]
    return next((twin for twin in twins if twin is not line), line)


def _check_identity_numbers(lines: Sequence[MemberLine], report: Report) -> set[int]:
    """Note each identity number that stands for two 党员编号, at the row that the number does not fit.

    When both rows fit or neither does, the later one is named. Returns the rows named.
    """
    owners: dict[str, MemberLine] = {}
    flagged: set[int] = set()
    for line in lines:
        if line.id_number is None or line.number is None:
            continue
        other = owners.setdefault(line.id_number, line)
        if other.number == line.number:
            continue
        wrong, right = (other, line) if _fits(line) and not _fits(other) else (line, other)
        owners[line.id_number] = right
        if wrong.row not in flagged:
            flagged.add(wrong.row)
            where = f"第 {right.row} 行"
            add(report, "id_number_duplicate", wrong, "id_number", wrong.id_number, other=where)
    return flagged


def _fits(line: MemberLine) -> bool:
    number = line.id_number or ""
    return identity_birth(number) == line.born and identity_is_male(number) == (line.sex == Sex.MALE)


def _check_likeness(persons: Persons, report: Report) -> None:
    seen: dict[tuple[object, ...], MemberLine] = {}
    for rows in persons.values():
        line = rows[0]
        if line.name is None or line.born is None:
            continue
        other = seen.setdefault((line.name, line.sex, line.born), line)
        if other is not line and (other.id_number is None or line.id_number is None):
            add(report, "member_possible_duplicate", line, "name", line.name, other=other.row)


def _check_secretaries(persons: Persons, units: Mapping[str, UnitFacts], report: Report) -> None:
    """Note units with two secretaries; a post in a formal row that a later one follows ended with it."""
    holders: dict[str, MemberLine] = {}
    for line in sorted((line for rows in persons.values() for line in _present(rows)), key=lambda line: line.row):
        if not any(kind == PostKind.SECRETARY for kind, _ in line.posts or ()):
            continue
        unit = units.get(line.unit or "")
        other = holders.setdefault(line.unit or "", line) if unit and not unit.dissolved else line
        if other.number != line.number:
            add(report, "unit_secretary_twice", line, "posts", "书记", other=other.row)


def _present(rows: Sequence[MemberLine]) -> list[MemberLine]:
    formal = [line.begins for line in rows if line.begins and affiliation_kind(line) == AffiliationKind.FORMAL]
    last = max(formal, default=dt.date.min)
    return [
        line for line in rows
        if line.begins is None or line.begins >= last or affiliation_kind(line) != AffiliationKind.FORMAL
    ]  # fmt: skip


def check_sizes(persons: Persons, units: Mapping[str, UnitFacts], report: Report, new: set[str]) -> None:
    """Note branches of the file that are larger or smaller than 支部工作条例 art. 4 has it; `new` are their codes.

    Counted are present formal members of the branch and of its groups, as the file has them.
    """
    members: collections.Counter[str] = collections.Counter()
    full: collections.Counter[str] = collections.Counter()
    for rows in persons.values():
        formal = [line for line in rows if line.unit in units and affiliation_kind(line) == AffiliationKind.FORMAL]
        if not formal:
            continue
        last = max(formal, key=lambda line: line.begins or dt.date.min)
        branch = _branch_of(last.unit, units)
        members[branch] += 1
        full[branch] += last.stage == MemberStage.FULL
    head = HEADERS[UNITS]["code"]
    for code in new:
        unit = units[code]
        if unit.kind != UnitKind.BRANCH or unit.dissolved:
            continue
        if members[code] > _LARGEST_BRANCH:
            report.add("unit_size_over", (UNITS, unit.row, head), code, count=members[code])
        elif full[code] < _SMALLEST_BRANCH:
            report.add("unit_size_under", (UNITS, unit.row, head), code, count=full[code])


def _branch_of(code: str | None, units: Mapping[str, UnitFacts]) -> str:
    unit = units[code or ""]
    return unit.parent or unit.code if unit.kind == UnitKind.GROUP else unit.code
