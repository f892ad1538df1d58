"""Who is evaluated where on a day: set-based, whatever the size of the tree.

    home   the branch of the formal affiliation (a group belongs to its branch): where a member is counted
    place  the branch where the member is evaluated: the one where the member floats, when it takes part (党员教育管理
           条例 art. 32: floating members may be evaluated where they live); else home, when it takes part

Members of residence registration 双报到 and temporary branches stay at home: their affiliation has not moved.
"""

import datetime as dt
from typing import Final, NamedTuple

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.reading import fetch_all

_BRANCHES: Final = """
SELECT c.descendant_id FROM org_closure c JOIN org_unit u ON u.id = c.descendant_id AND u.kind = 'branch'
 WHERE c.ancestor_id = %(unit)s AND c.during @> %(day)s::date
   AND NOT EXISTS (SELECT 1 FROM evaluation_part p
                    WHERE p.unit_id = u.id AND p.year = %(year)s AND p.voided_at IS NULL)"""
_PLACED: Final = f"""
WITH branch AS ({_BRANCHES}),
above AS (
  SELECT b.descendant_id AS unit_id, b.ancestor_id AS branch_id
    FROM org_closure b JOIN org_unit u ON u.id = b.ancestor_id AND u.kind = 'branch'
   WHERE b.during @> %(day)s::date),
floating AS (
  SELECT a.member_id, min(above.branch_id) AS branch_id
    FROM org_affiliation a JOIN above ON above.unit_id = a.unit_id
   WHERE a.kind = 'floating' AND a.during @> %(day)s::date AND above.branch_id IN (SELECT descendant_id FROM branch)
   GROUP BY a.member_id),
formal AS (
  SELECT a.member_id, coalesce(above.branch_id, a.unit_id) AS home_id
    FROM org_affiliation a LEFT JOIN above ON above.unit_id = a.unit_id
   WHERE a.kind = 'formal' AND a.during @> %(day)s::date),
placed AS (
  SELECT formal.member_id, formal.home_id, coalesce(floating.branch_id, formal.home_id) AS place_id
    FROM formal LEFT JOIN floating ON floating.member_id = formal.member_id)
SELECT placed.place_id, placed.member_id, placed.home_id, s.stage = 'full'
  FROM placed
  JOIN branch ON branch.descendant_id = placed.place_id
  JOIN org_stage s ON s.member_id = placed.member_id AND s.during @> %(day)s::date
                  AND s.stage IN ('full', 'probationary')
 WHERE NOT EXISTS (SELECT 1 FROM evaluation_subject x
                    WHERE x.member_id = placed.member_id AND x.year = %(year)s AND x.left_at IS NULL)
 ORDER BY placed.place_id, placed.member_id"""
_BELONGS: Final = """
SELECT formal.home_id, s.stage = 'full', here.is_here
  FROM (SELECT coalesce(up.ancestor_id, a.unit_id) AS home_id
          FROM org_affiliation a
          LEFT JOIN (org_closure up JOIN org_unit u ON u.id = up.ancestor_id AND u.kind = 'branch')
                 ON up.descendant_id = a.unit_id AND up.during @> %(day)s::date
         WHERE a.member_id = %(member)s AND a.kind = 'formal' AND a.during @> %(day)s::date) formal
 CROSS JOIN (SELECT EXISTS (
        SELECT 1 FROM org_affiliation a JOIN org_closure c ON c.descendant_id = a.unit_id
         WHERE a.member_id = %(member)s AND a.kind IN ('formal', 'floating') AND a.during @> %(day)s::date
           AND c.ancestor_id = %(unit)s AND c.during @> %(day)s::date) AS is_here) here
  JOIN org_stage s ON s.member_id = %(member)s AND s.during @> %(day)s::date AND s.stage IN ('full', 'probationary')"""


class Placed(NamedTuple):
    """One member on the list of a branch."""

    place_id: int
    member_id: int
    home_id: int
    is_graded: bool


def placed_in(unit_id: int, year: int, day: dt.date) -> list[Placed]:
    """Return who is to be evaluated in which branch at or below the unit as of the civil day, by branch and member.

    Left out: branches that evaluate that year already, and members who stand on a list of that year.
    """
    with acting_as(SYSTEM):
        rows = fetch_all(_PLACED, {"unit": unit_id, "year": year, "day": day})
    return [Placed(*row) for row in rows]


def placed_one(unit_id: int, member_id: int, day: dt.date) -> Placed | None:
    """Return the member's line for the list of the branch; None when the member neither belongs nor floats there."""
    with acting_as(SYSTEM):
        rows = fetch_all(_BELONGS, {"unit": unit_id, "member": member_id, "day": day})
    return next((Placed(unit_id, member_id, home, graded) for home, graded, is_here in rows if is_here), None)
