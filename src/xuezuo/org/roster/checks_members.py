"""Faults of single rows of 党员 that need several cells or the unit: dates against each other, stage, posts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from xuezuo.kernel.dates import add_months
from xuezuo.org.roster.cells import identity_birth, identity_is_male
from xuezuo.org.roster.checks_units import UnitFacts
from xuezuo.org.roster.columns import HEADERS, MEMBER_COLUMNS, MEMBERS, POST_ONLY
from xuezuo.org.roster.findings import Report
from xuezuo.org.roster.lines import MemberLine, shown
from xuezuo.org.types import AffiliationKind, MemberStage, PostKind, Sex, UnitKind

_HEAD: Final = HEADERS[MEMBERS]
_COLUMN: Final = {column.key: column for column in MEMBER_COLUMNS}
_AGE_RULE_SINCE: Final = dt.date(1945, 6, 11)  # 七大党章: eighteen years; before it sixteen was usual
_PROBATION_MONTHS: Final = 12
_PROBATION_LONGEST_MONTHS: Final = 24
_IN_GROUPS: Final = {PostKind.GROUP_LEADER}
_IN_COMMITTEES_ONLY: Final = {PostKind.ORGANIZER, PostKind.INSPECTOR}


def add(report: Report, code: str, line: MemberLine, key: str, value: object = "", **params: object) -> None:
    """Note a fault of a row of 党员; the value is masked when its column is personal."""
    report.add(code, (MEMBERS, line.row, _HEAD[key]), shown(_COLUMN[key], value), **params)


def check_rows(lines: Iterable[MemberLine], units: Mapping[str, UnitFacts], report: Report, today: dt.date) -> None:
    """Note the faults of each row alone; fills `begins`, the start of the affiliation, where it can be known."""
    for line in lines:
        _check_dates(line, report)
        _check_stage(line, report, today)
        _check_unit(line, units, report)


def _check_dates(line: MemberLine, report: Report) -> None:
    born, joined = line.born, line.joined
    if born and joined:
        if joined <= born:
            add(report, "joined_before_birth", line, "joined", joined)
        elif joined < add_months(born, 18 * 12):
            code = "joined_under_18" if joined >= _AGE_RULE_SINCE else "joined_under_18_early"
            add(report, code, line, "joined", joined)
    if joined and line.start and line.start < joined:
        add(report, "start_before_joined", line, "start", line.start)


def check_identity(line: MemberLine, report: Report) -> None:
    """Note where the identity number contradicts the row. A warning: files (档案) and identity cards do differ."""
    if line.id_number is None:
        return
    if line.born and identity_birth(line.id_number) != line.born:
        add(report, "id_number_birth_differs", line, "born", line.born)
    if line.sex and identity_is_male(line.id_number) != (line.sex == Sex.MALE):
        add(report, "id_number_sex_differs", line, "sex", Sex(line.sex).label)


def _check_stage(line: MemberLine, report: Report, today: dt.date) -> None:
    if line.stage == MemberStage.PROBATIONARY:
        if line.full:
            add(report, "full_date_unexpected", line, "full", line.full)
        if line.joined and add_months(line.joined, _PROBATION_LONGEST_MONTHS) < today:
            add(report, "probation_overdue", line, "joined", line.joined)
    elif line.full and line.joined:
        if line.full < line.joined:
            add(report, "full_before_joined", line, "full", line.full)
        elif line.full < add_months(line.joined, _PROBATION_MONTHS):
            add(report, "probation_short", line, "full", line.full)
    elif line.stage == MemberStage.FULL and line.full is None and "full" not in line.broken:
        add(report, "full_date_missing", line, "full")


def _check_unit(line: MemberLine, units: Mapping[str, UnitFacts], report: Report) -> None:
    if line.unit is None:
        return
    unit = units.get(line.unit)
    if unit is None:
        add(report, "member_unit_unknown", line, "unit", line.unit)
    elif not unit.in_scope:
        add(report, "unit_out_of_scope", line, "unit", line.unit)
    elif unit.founded is not None and "start" not in line.broken:
        _check_life(line, unit, unit.founded, report)
    if unit is not None:
        _check_posts(line, unit, report)


def _check_life(line: MemberLine, unit: UnitFacts, founded: dt.date, report: Report) -> None:
    if line.start and line.start < founded:
        add(report, "member_unit_not_founded", line, "start", line.start, on=founded)
        return
    begins = line.start or (max(line.joined, founded) if line.joined else None)
    if begins and unit.dissolved and begins >= unit.dissolved:
        key = "start" if line.start else "unit"
        add(report, "member_unit_dissolved", line, key, line.start or line.unit, on=unit.dissolved)
        return
    line.begins = begins


def _check_posts(line: MemberLine, unit: UnitFacts, report: Report) -> None:
    if line.posts is None:
        if line.kind == POST_ONLY and "posts" not in line.broken:
            add(report, "post_missing", line, "posts")
        if line.post_start and "posts" not in line.broken:
            add(report, "post_start_unused", line, "post_start", line.post_start)
        return
    if line.post_start is None and "post_start" not in line.broken:
        add(report, "post_start_missing", line, "post_start")
    elif line.post_start:
        _check_post_start(line, line.post_start, unit, report)
    for kind, title in line.posts:
        if unit.kind and _is_unusual(kind, unit.kind):
            add(report, "post_unusual", line, "posts", title, title=title, kind=UnitKind(unit.kind).label)


def _check_post_start(line: MemberLine, start: dt.date, unit: UnitFacts, report: Report) -> None:
    if line.joined and start < line.joined:
        add(report, "post_before_joined", line, "post_start", start)
    elif unit.founded and start < unit.founded:
        add(report, "post_before_unit", line, "post_start", start, on=unit.founded)
    elif unit.dissolved and start >= unit.dissolved:
        add(report, "post_unit_dissolved", line, "post_start", start, on=unit.dissolved)


def _is_unusual(kind: str, unit_kind: str) -> bool:
    if unit_kind == UnitKind.GROUP:
        return kind not in _IN_GROUPS
    return kind in _IN_GROUPS or (kind in _IN_COMMITTEES_ONLY and unit_kind != UnitKind.COMMITTEE)


def affiliation_kind(line: MemberLine) -> str:
    """Return the kind of the row's affiliation, or `POST_ONLY`; an empty cell means formal."""
    return line.kind or AffiliationKind.FORMAL.value
