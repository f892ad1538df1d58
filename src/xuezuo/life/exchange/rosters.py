"""Who is expected at each staged deed, and what everybody did: one set-based statement for the whole file.

The same rule as `queries.roster.roster_on`, which answers for one meeting; a test compares the two. Members' meetings
above the branches, of which there are few, are asked for one by one. A deed that is in the system with the same day
and kind keeps the roster that was frozen then.
"""

from typing import Final

from xuezuo.life.exchange.staging import fetch, run
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import ActivityKind
from xuezuo.org.types import COMMITTEE_POSTS, AffiliationKind, UnitKind

_ABOVE: Final = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)
_DUE: Final = """
CREATE TEMP TABLE deed_due ON COMMIT DROP AS
WITH deed AS (
    SELECT l.row, l.unit_id, l.occurred_on, l.kind, l.activity_id, l.rest,
           coalesce(a.kind = l.kind AND a.occurred_on = l.occurred_on AND a.state IN ('held', 'confirmed', 'void'),
                    false) AS is_frozen
      FROM deed_line l LEFT JOIN life_activity a ON a.id = l.activity_id
     WHERE NOT l.is_held_back AND NOT starts_with(l.kind, 'heart_talk_')
), place AS (
    SELECT row, unit_id, occurred_on FROM deed
     WHERE NOT is_frozen AND kind <> %(committee_meeting)s AND row <> ALL(%(assemblies)s)
    UNION ALL
    SELECT d.row, e.unit_id, d.occurred_on
      FROM deed d JOIN org_edge e ON e.parent_id = d.unit_id AND e.during @> d.occurred_on
      JOIN org_unit g ON g.id = e.unit_id AND g.kind = %(group)s
     WHERE NOT d.is_frozen AND d.kind <> %(committee_meeting)s AND d.row <> ALL(%(assemblies)s)
), expected AS (
    SELECT DISTINCT ON (p.row, f.member_id) p.row, f.member_id, f.unit_id
      FROM place p JOIN org_affiliation f ON f.unit_id = p.unit_id AND f.during @> p.occurred_on
     WHERE f.kind = ANY(%(life_kinds)s)
     ORDER BY p.row, f.member_id, f.kind <> %(formal)s
), roster AS (
    SELECT row, member_id, unit_id FROM expected
    UNION ALL
    SELECT s.row, s.member_id, s.unit_id
      FROM unnest(%(rows)s::int[], %(members)s::bigint[], %(units)s::bigint[]) AS s (row, member_id, unit_id)
      JOIN deed d ON d.row = s.row AND NOT d.is_frozen
    UNION ALL
    SELECT DISTINCT d.row, o.member_id, d.unit_id
      FROM deed d JOIN org_post o ON o.unit_id = d.unit_id AND o.during @> d.occurred_on
     WHERE NOT d.is_frozen AND d.kind = %(committee_meeting)s AND o.kind = ANY(%(committee)s)
    UNION ALL
    SELECT d.row, t.member_id, t.unit_id
      FROM deed d JOIN life_attendance t ON t.activity_id = d.activity_id AND NOT t.is_guest
     WHERE d.is_frozen
)
SELECT r.row, r.member_id, r.unit_id, false AS is_guest, coalesce(p.status, d.rest) AS status,
       coalesce(p.reason, '') AS reason
  FROM roster r JOIN deed d ON d.row = r.row
  LEFT JOIN deed_person p ON p.row = r.row AND p.member_id = r.member_id
UNION ALL
SELECT p.row, p.member_id, d.unit_id, true, 'present', ''
  FROM deed_person p JOIN deed d ON d.row = p.row
  LEFT JOIN roster r ON r.row = p.row AND r.member_id = p.member_id
 WHERE r.row IS NULL AND p.status = 'present'
"""
_ASSEMBLIES: Final = """
SELECT l.row, l.unit_id, l.occurred_on FROM deed_line l JOIN org_unit u ON u.id = l.unit_id
  LEFT JOIN life_activity a ON a.id = l.activity_id AND a.kind = l.kind AND a.occurred_on = l.occurred_on
        AND a.state IN ('held', 'confirmed', 'void')
 WHERE l.kind = %(general_meeting)s AND u.kind = ANY(%(above)s) AND NOT l.is_held_back AND a.id IS NULL
 ORDER BY l.row
"""
# Rows of people who are not expected and did not come: reported, not stored.
GUESTS_AWAY: Final = """
SELECT p.row, 'attendance[' || p.place || '].status', p.status, 0
  FROM deed_person p JOIN deed_line l ON l.row = p.row AND NOT l.is_held_back
  LEFT JOIN deed_due d ON d.row = p.row AND d.member_id = p.member_id
 WHERE d.row IS NULL AND p.status <> 'present' AND NOT starts_with(l.kind, 'heart_talk_')
 ORDER BY 1, 2
"""


def find_rosters() -> int:
    """Fill `deed_due` for every staged deed; returns the number of its rows. Only for a file without errors."""
    kinds: dict[str, str | list[str]] = {"general_meeting": ActivityKind.GENERAL_MEETING, "above": list(_ABOVE)}
    assemblies = fetch(_ASSEMBLIES, kinds)
    people = [
        (row, one.member_id, one.unit_id)
        for row, unit_id, day in assemblies
        for one in roster_on(unit_id, ActivityKind.GENERAL_MEETING, day)
    ]
    count = run(
        _DUE,
        {
            "assemblies": [row for row, *_ in assemblies],
            "rows": [row for row, *_ in people],
            "members": [member_id for _, member_id, _ in people],
            "units": [unit_id for *_, unit_id in people],
            "committee_meeting": ActivityKind.COMMITTEE_MEETING,
            "group": UnitKind.GROUP,
            "formal": AffiliationKind.FORMAL,
            "life_kinds": [AffiliationKind.FORMAL, AffiliationKind.FLOATING],
            "committee": list(COMMITTEE_POSTS),
        },
    )
    run("CREATE INDEX ON deed_due (row)")
    run("ANALYZE deed_due")
    return count
