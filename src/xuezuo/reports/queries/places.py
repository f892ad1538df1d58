"""The relation `place`: which units count below the unit of a report, through which child, on which days."""

import dataclasses
from collections.abc import Mapping

from xuezuo.org.queries.placement import absent_places
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
    `vias` are the children found in it, on any day.
    """

    sql: str
    params: Mapping[str, object]
    units: list[int] | None
    vias: frozenset[int]


def places_of(scope: Scope) -> Places:
    """Return the placement for a report's unit under the tree that the report asks for."""
    params: dict[str, object] = {"unit": scope.unit_id, "today": scope.today}
    if scope.held is Held.TODAY:
        absent = absent_places(scope.unit_id, scope.today)
        params["absent"] = [place.unit_id for place in absent]
        params["absent_via"] = [place.via_id for place in absent]
    sql = _THEN if scope.held is Held.THEN else _TODAY
    within = " WHERE p.during && daterange(%(start)s::date, %(end)s::date)"
    rows = fetch_all(
        f"SELECT DISTINCT descendant_id, via_id FROM ({sql}) p {within}",
        params | {"start": scope.start, "end": scope.end},
    )
    units = sorted({row[0] for row in rows})
    vias = frozenset(row[1] for row in rows if row[1] is not None)
    return Places(sql, params, units if len(units) <= NARROW else None, vias)
