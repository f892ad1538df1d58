"""The closure as it ought to be, computed from the edges: SQL shared by the rebuild and by `verify-tree`."""

_BELOW = """
WITH RECURSIVE affected(id) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION
    SELECT e.unit_id FROM affected a JOIN org_edge e ON e.parent_id = a.id
)
"""
_EVERY = "WITH RECURSIVE affected(id) AS (SELECT id FROM org_unit)"

# The CYCLE clause stops a walk that meets a unit twice, so that a damaged tree is reported instead of looping.
CLIMB = """
, climb(ancestor_id, descendant_id, via_id, depth, during) AS (
    SELECT e.parent_id, e.unit_id, e.unit_id, 1, e.during
    FROM org_edge e JOIN affected a ON a.id = e.unit_id
    UNION ALL
    SELECT e.parent_id, c.descendant_id, c.ancestor_id, c.depth + 1, c.during * e.during
    FROM climb c JOIN org_edge e ON e.unit_id = c.ancestor_id AND e.during && c.during
) CYCLE ancestor_id SET is_cycle USING path
"""

FRESH_CLOSURE = (
    CLIMB
    + """
, fresh AS MATERIALIZED (
    SELECT ancestor_id, descendant_id, via_id, depth, unnest(range_agg(during)) AS during
    FROM climb WHERE NOT is_cycle AND ancestor_id <> descendant_id
    GROUP BY ancestor_id, descendant_id, via_id, depth
    UNION ALL
    SELECT u.id, u.id, NULL::bigint, 0, u.during FROM org_unit u JOIN affected a ON a.id = u.id
)
"""
)


def these_units(body: str) -> str:
    """Return `body` for exactly the units of the parameter `units`."""
    return "WITH RECURSIVE affected(id) AS (SELECT unnest(%(units)s::bigint[]))" + body


def units_below(body: str) -> str:
    """Return `body` for the units of the parameter `units` and everything that stood below them on any day."""
    return _BELOW + body


def every_unit(body: str) -> str:
    """Return `body` for the whole tree."""
    return _EVERY + body
