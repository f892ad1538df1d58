"""Reports and reviews of any unit and year, counted by child: what goes upward, with nobody named.

Who handed in and who reported to the members is counted as it is. Grades of a review are about persons: a row of fewer
than ten stands with others, and a unit that stands in such a pool on the page above shows no grades on its own either,
to whoever may open both. A unit counts where it stood on the last day of the year, or stands today while it runs; a
secretary where the unit stood on the day of the review.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Final

from xuezuo.kernel.pooling import pooled
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import ancestors_on, unit_labels, unit_row
from xuezuo.org.types import UnitLabel, UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN
from xuezuo.review.responsibility.policies import REPORT_VIEW
from xuezuo.review.responsibility.types import Grade

LEAST: Final = LEAST_TO_BREAK_DOWN
_REPORTS: Final = """
SELECT c.via_id, count(*), count(r.id), count(r.heard_on)
  FROM org_closure c
  JOIN org_unit u ON u.id = c.descendant_id AND u.kind IN ('committee', 'general_branch', 'branch')
  LEFT JOIN responsibility_report r ON r.unit_id = u.id AND r.kind = 'year' AND r.start = %(start)s::date
   AND r.state IN ('handed_in', 'accepted')
 WHERE c.ancestor_id = %(unit)s AND c.during @> %(day)s::date AND c.depth > 0
 GROUP BY c.via_id"""
_GRADES: Final = """
SELECT c.via_id, e.grade, count(*)
  FROM responsibility_reviewentry e
  JOIN responsibility_reviewround r ON r.id = e.round_id AND r.state = 'closed' AND r.year = %(year)s
  JOIN org_closure c ON c.descendant_id = e.unit_id AND c.ancestor_id = %(unit)s AND c.during @> r.held_on
 WHERE e.left_out_why = '' AND e.grade <> '' AND c.depth > 0
 GROUP BY c.via_id, e.grade"""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """The counts of a child, or of several added up.

    Attributes:
        units: committees, general branches and branches that report.
        handed_in, heard: yearly reports that the superior has; that were given to the members' meeting.
        grades: how many reviewed secretaries have each grade.
    """

    units: int = 0
    handed_in: int = 0
    heard: int = 0
    grades: Mapping[str, int] = dataclasses.field(default_factory=dict)

    @property
    def reviewed(self) -> int:
        """Secretaries with a grade."""
        return sum(self.grades.values())

    def __add__(self, other: "Row") -> "Row":
        """Add cell by cell."""
        grades = {key: self.grades.get(key, 0) + other.grades.get(key, 0) for key in {*self.grades, *other.grades}}
        return Row(self.units + other.units, self.handed_in + other.handed_in, self.heard + other.heard, grades)

    @property
    def by_grade(self) -> tuple[int, ...]:
        """The numbers in the order of the grades."""
        return tuple(self.grades.get(grade.value, 0) for grade in Grade)

    @property
    def cells(self) -> tuple[tuple[str, int], ...]:
        """The grades in words with their numbers."""
        return tuple((str(grade.label), self.grades.get(grade.value, 0)) for grade in Grade)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One child on the page; `shows` = its grades may stand alone."""

    label: UnitLabel
    row: Row
    shows: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ReportCounts:
    """A unit's counts of one year as one asker may see them.

    Attributes:
        total: of everything below the unit.
        shows: the grades of the whole may be told.
        pool: the rows whose grades do not stand alone, together; None when there is none.
    """

    unit: UnitRow
    year: int
    total: Row
    shows: bool
    lines: tuple[Line, ...]
    pool: Row | None


def report_counts(actor: Actor, unit_id: int, year: int, on: dt.date) -> ReportCounts:
    """Return the counts of a unit; the caller has checked the right to it (`REPORT_VIEW`)."""
    rows = _rows(unit_id, year, on)
    names = unit_labels(list(rows), on)
    total = sum(rows.values(), Row())
    shows = _may_tell(actor, unit_id, rows, year, on)
    apart = _apart(rows) if shows else set(rows)
    lines = (Line(names[key], row, key not in apart) for key, row in rows.items())
    pool = sum((rows[key] for key in apart), Row()) if shows and apart else None
    return ReportCounts(
        unit=unit_row(unit_id, on),
        year=year,
        total=total,
        shows=shows,
        lines=tuple(sorted(lines, key=lambda line: line.label.code)),
        pool=pool,
    )


def _rows(unit_id: int, year: int, on: dt.date) -> dict[int, Row]:
    """Return the counts by child before anything is suppressed: nobody's to see as they are."""
    params = {"unit": unit_id, "year": year, "start": dt.date(year, 1, 1), "day": min(on, dt.date(year, 12, 31))}
    with acting_as(SYSTEM):
        reports, grades = fetch_all(_REPORTS, params), fetch_all(_GRADES, params)
    found = {via: Row(units, handed_in, heard) for via, units, handed_in, heard in reports}
    for via, grade, count in grades:
        found[via] = found.get(via, Row()) + Row(grades={grade: count})
    return {key: found[key] for key in sorted(found)}


def _apart(rows: Mapping[int, Row]) -> set[int]:
    return pooled({key: row.reviewed for key, row in rows.items()}, LEAST)


def _may_tell(actor: Actor, unit_id: int, rows: Mapping[int, Row], year: int, on: dt.date) -> bool:
    """Tell whether the grades of the unit may be told: enough of them, and in no pool of a page above."""
    if sum(row.reviewed for row in rows.values()) < LEAST:
        return False
    chain = [row.id for row in ancestors_on(unit_id, on)]
    for above, below in itertools.pairwise(chain):
        if not unit_decision(actor, REPORT_VIEW, above, on):
            continue
        found = _rows(above, year, on)
        if sum(row.reviewed for row in found.values()) < LEAST or below in _apart(found):
            return False
    return True
