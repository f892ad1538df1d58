"""Counts by grade, of any unit and year, under the tree of then or of today.

A member counts once, at the branch of the formal affiliation on the day of the list, wherever the evaluation took
place: stat.basis (statistics follow formal affiliation) and 支部工作条例 art. 10 (九) (the result of a floating member
is reported to the home branch). Probationary members have no grade and are in no count. Counted are finished branches
of closed rounds, with the latest version of each opinion; and paper of past years, which stands for the whole unit.
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Final

from xuezuo.org.queries.placement import absent_places
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.review.evaluation.types import Counts, Grade

_THEN: Final = "SELECT c.descendant_id, c.via_id, c.during FROM org_closure c WHERE c.ancestor_id = %(unit)s"
_TODAY: Final = """SELECT c.descendant_id, c.via_id, daterange(NULL, NULL) AS during FROM org_closure c
 WHERE c.ancestor_id = %(unit)s AND c.during @> %(today)s::date
UNION ALL
SELECT a.descendant_id, a.via_id, daterange(NULL, NULL) FROM unnest(%(absent)s::bigint[], %(absent_via)s::bigint[])
  AS a (descendant_id, via_id)"""
_GRADES: Final = ", ".join(f"count(*) FILTER (WHERE v.grade = '{grade}')" for grade in Grade.values)
_COUNTED: Final = """
  FROM evaluation_subject s
  JOIN evaluation_part p ON p.id = s.part_id AND p.finished_at IS NOT NULL AND p.voided_at IS NULL
  JOIN evaluation_round r ON r.id = p.round_id AND r.state = 'closed'
  JOIN LATERAL (SELECT x.grade FROM evaluation_verdict x WHERE x.subject_id = s.id ORDER BY x.version DESC LIMIT 1) v
    ON v.grade <> ''
 WHERE s.year = %(year)s AND s.left_at IS NULL AND s.is_graded
   AND NOT EXISTS (
       SELECT 1 FROM evaluation_pastcount k
         JOIN org_closure c ON c.ancestor_id = k.unit_id AND c.during @> k.decided_on
        WHERE k.year = %(year)s AND c.descendant_id = s.home_id)"""
_FACT: Final = f"""
SELECT s.home_id AS unit_id, r.as_of AS day, {_GRADES} {_COUNTED} GROUP BY s.home_id, r.as_of
UNION ALL
SELECT k.unit_id, k.decided_on, k.excellent, k.qualified, k.nearly, k.unqualified
  FROM evaluation_pastcount k WHERE k.year = %(year)s"""
_SUMS: Final = ", ".join(f"sum(fact.{grade})" for grade in Grade.values)
_NAMED: Final = ", ".join(["unit_id", "day", *Grade.values])
_BY_CHILD: Final = """WITH place AS ({place}), fact ({named}) AS ({fact})
SELECT place.via_id, {sums} FROM fact
  JOIN place ON place.descendant_id = fact.unit_id AND place.during @> fact.day
 GROUP BY place.via_id"""
_AWAY: Final = f"""WITH place AS ({{place}})
SELECT count(*) FILTER (WHERE NOT EXISTS (
         SELECT 1 FROM place h WHERE h.descendant_id = s.home_id AND h.during @> r.as_of))
{_COUNTED} AND EXISTS (SELECT 1 FROM place w WHERE w.descendant_id = p.unit_id AND w.during @> r.as_of)"""
_YEARS: Final = """SELECT year FROM evaluation_part WHERE voided_at IS NULL
UNION SELECT year FROM evaluation_pastcount ORDER BY year DESC"""


@dataclasses.dataclass(frozen=True, slots=True)
class Raw:
    """The counts of a unit before anything is suppressed: nobody's to see as they are.

    Attributes:
        own: what belongs to no child.
        children: by child.
        guests: evaluated here, counted at a home elsewhere.
    """

    own: Counts
    children: Mapping[int, Counts]
    guests: int = 0

    @property
    def total(self) -> Counts:
        """The unit and everything below."""
        return sum(self.children.values(), self.own)


def raw_counts(unit_id: int, year: int, *, today: dt.date | None) -> Raw:
    """Count a unit by child: three queries, whatever the size of the tree.

    Args:
        unit_id: the unit.
        year: the year that was evaluated.
        today: the tree of this day; None = the tree of the day of each list.
    """
    params: dict[str, object] = {"unit": unit_id, "year": year, "today": today}
    with acting_as(SYSTEM):
        if today is not None:
            absent = absent_places(unit_id, today)
            params["absent"] = [place.unit_id for place in absent]
            params["absent_via"] = [place.via_id for place in absent]
        place = _THEN if today is None else _TODAY
        rows = fetch_all(_BY_CHILD.format(place=place, named=_NAMED, fact=_FACT, sums=_SUMS), params)
        [(guests,)] = fetch_all(_AWAY.format(place=place), params)
    found = {via: Counts(*map(int, numbers)) for via, *numbers in rows}
    return Raw(found.pop(None, Counts()), found, int(guests))


def years_counted() -> list[int]:
    """Return the years of which there is anything, the latest first."""
    with acting_as(SYSTEM):
        return [row[0] for row in fetch_all(_YEARS, {})]
