"""Where a member belongs, seen from above: which units' exams are for this member.

The same answer as `audience.audience_unit`, from the member's end and for all exams in one statement: it is asked at
every page of those who sit.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from django.db import connection

from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.queries.audience import KINDS

_REACH: Final = """
SELECT c.ancestor_id, a.unit_id, u.unit_type,
       CASE u.kind WHEN 'group' THEN
            (SELECT b.unit_type FROM org_closure up JOIN org_unit b ON b.id = up.ancestor_id
              WHERE up.descendant_id = a.unit_id AND up.depth = 1 AND up.during @> %(on)s) END
  FROM org_affiliation a
  JOIN org_unit u ON u.id = a.unit_id
  JOIN org_closure c ON c.descendant_id = a.unit_id AND c.during @> %(on)s
 WHERE a.member_id = %(member)s AND a.kind = ANY(%(kinds)s) AND a.during @> %(on)s
 ORDER BY a.kind <> 'formal', a.unit_id
"""

type Home = tuple[int, frozenset[str]]  # a unit of the member, and the domains it belongs to
type Reach = Mapping[int, list[Home]]  # unit at or above -> the member's units below it, the formal one first


def reach_of(member_id: int, on: dt.date) -> Reach:
    """Return the units at or above the member's units on a civil day."""
    with connection.cursor() as cursor:
        cursor.execute(_REACH, {"member": member_id, "on": on, "kinds": [kind.value for kind in KINDS]})
        rows = cursor.fetchall()
    reach: dict[int, list[Home]] = defaultdict(list)
    for ancestor, unit, own, of_branch in rows:
        reach[ancestor].append((unit, frozenset({own, of_branch} - {None, ""})))
    return reach


def unit_for(exam: Exam, reach: Reach) -> int | None:
    """Return the unit in which the member belongs to the exam's audience; None = it is not for this member."""
    homes = reach.get(exam.unit_id, ())
    fitting = (unit for unit, domains in homes if not exam.unit_types or domains.intersection(exam.unit_types))
    return next(fitting, None)
