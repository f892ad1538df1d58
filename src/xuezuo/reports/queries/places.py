"""The relation `place`: which units count below the unit of a report, through which child, on which days."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from xuezuo.org.queries.placement import absent_places
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.reports.types import Held, Scope

_THEN = "SELECT c.descendant_id, c.via_id, c.during FROM org_closure c WHERE c.ancestor_id = %(unit)s"
_TODAY = """SELECT c.descendant_id, c.via_id, daterange(NULL, NULL) AS during FROM org_closure c
 WHERE c.ancestor_id = %(unit)s AND c.during @> %(today)s::date
UNION ALL
SELECT a.descendant_id, a.via_id, daterange(NULL, NULL) FROM unnest(%(absent)s::bigint[], %(absent_via)s::bigint[])
  AS a (descendant_id, via_id)"""

NARROW = 3000  # so many units are handed to the base tables as a list; above that a full scan is cheaper


@dataclasses.dataclass(frozen=True, slots=True)
class Places:
    """SQL of the relation `place (descendant_id, via_id, during)`, its parameters, and the units in it.

    Join it as `place.descendant_id = X.unit_id AND place.during @> <day>`. `units` narrows base tables; None = do not.
    It goes back to the new year, because a yearly duty counts in a report that only holds its last day. `vias` are the
    children on any day of the report.
    """

    sql: str
    params: Mapping[str, object]
    units: list[int] | None
    vias: frozenset[int]


def size_of(scope: Scope) -> int:
    """Return how many units stand at or below the report's unit: a cheap measure of what counting will cost."""
    sql = "SELECT count(*) FROM org_closure WHERE ancestor_id = %(unit)s AND during @> %(day)s::date"
    day = scope.last_day if scope.held is Held.THEN else scope.today
    with beyond_scope():
        [(number,)] = fetch_all(sql, {"unit": scope.unit_id, "day": day})
    return int(number)


def places_of(scope: Scope, since: dt.date | None = None) -> Places:
    """Return the placement for a report's unit under the tree that the report asks for.

    Args:
        scope: of the report.
        since: units are looked for from this day on; None = from the new year before the report begins.
    """
    params: dict[str, object] = {"unit": scope.unit_id, "today": scope.today}
    if scope.held is Held.TODAY:
        absent = absent_places(scope.unit_id, scope.today)
        params["absent"] = [place.unit_id for place in absent]
        params["absent_via"] = [place.via_id for place in absent]
    sql = _THEN if scope.held is Held.THEN else _TODAY
    rows = fetch_all(
        f"""SELECT descendant_id, via_id, bool_or(p.during && daterange(%(start)s::date, %(end)s::date))
  FROM ({sql}) p WHERE p.during && daterange(%(year)s::date, %(end)s::date) GROUP BY descendant_id, via_id""",
        params | {"year": since or scope.start.replace(month=1, day=1), "start": scope.start, "end": scope.end},
    )
    units = sorted({row[0] for row in rows})
    vias = frozenset(via for _, via, is_inside in rows if is_inside and via is not None)
    return Places(sql, params, units if len(units) <= NARROW else None, vias)
