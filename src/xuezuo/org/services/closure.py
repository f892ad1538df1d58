"""Keeping `org.Closure` true: who stands above whom on which days, derived from `org.Edge` alone.

One recursive statement walks up from every affected unit, intersecting the days of each step; neighbouring ranges of
the same path are joined, so that the result has exactly one form and `verify-tree` can compare it row by row. Only rows
that differ are written. Callers hold the structure lock (see `structure.lock_structure`) or load a fresh database.
"""

from collections.abc import Iterable

from django.db import connection

from xuezuo.org.queries.closure import FRESH_CLOSURE, every_unit, units_below

_WRITE = """
, gone AS (
    DELETE FROM org_closure c
    WHERE c.descendant_id IN (SELECT id FROM affected)
      AND NOT EXISTS (
        SELECT 1 FROM fresh f
        WHERE f.ancestor_id = c.ancestor_id AND f.descendant_id = c.descendant_id AND f.depth = c.depth
          AND f.during = c.during AND f.via_id IS NOT DISTINCT FROM c.via_id)
)
INSERT INTO org_closure (ancestor_id, descendant_id, via_id, depth, during)
SELECT f.ancestor_id, f.descendant_id, f.via_id, f.depth, f.during
FROM fresh f
WHERE NOT EXISTS (
    SELECT 1 FROM org_closure c
    WHERE f.ancestor_id = c.ancestor_id AND f.descendant_id = c.descendant_id AND f.depth = c.depth
      AND f.during = c.during AND f.via_id IS NOT DISTINCT FROM c.via_id)
"""


def closure_rebuild(unit_ids: Iterable[int] | None = None) -> int:
    """Bring the closure of these units and of all that ever stood below them in line with the edges.

    Args:
        unit_ids: units whose life or edges changed; None = the whole tree (imports).

    Returns:
        The number of rows added.
    """
    if unit_ids is None:
        sql, parameters = every_unit(FRESH_CLOSURE + _WRITE), {}
    else:
        sql, parameters = units_below(FRESH_CLOSURE + _WRITE), {"units": sorted(set(unit_ids))}
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)
