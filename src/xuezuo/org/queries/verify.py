"""What `xuezuo verify-tree` checks: each rule is one SQL that returns what breaks it, over the whole tree at once.

Overlapping parents, names and formal affiliations cannot be stored at all (exclusion constraints), so they need no rule
here. Every rule returns (code of the unit, first day concerned, uid of the member or NULL).
"""

import dataclasses
import datetime as dt
import uuid

from xuezuo.org.queries.closure import CLIMB, FRESH_CLOSURE, every_unit
from xuezuo.org.types import PARENT_KINDS
from xuezuo.platform.db.reading import fetch_all


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the tree: stable code, what is wrong in Chinese, and the SQL that finds it."""

    code: str
    message: str
    sql: str


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One breach: of which rule, where, since when; `member_uid` when it concerns a member's row."""

    code: str
    message: str
    unit: str
    day: dt.date
    member_uid: uuid.UUID | None


def _outside_life(table: str, member: str = "NULL::uuid", join: str = "") -> str:
    """Return the SQL for rows of a dated relation that reach beyond the life of their unit."""
    return (
        f"SELECT u.code, lower(x.during), {member} FROM {table} x JOIN org_unit u ON u.id = x.unit_id {join}"
        " WHERE NOT x.during <@ u.during"
    )


_JOIN_MEMBER = "JOIN org_member m ON m.id = x.member_id"
_FITTING = ", ".join(f"('{kind}', '{parent}')" for kind, parents in PARENT_KINDS.items() for parent in parents)
_EDGE = "FROM org_edge x JOIN org_unit u ON u.id = x.unit_id JOIN org_unit p ON p.id = x.parent_id"

RULES = (
    Rule("edge_outside_unit", "隶属关系超出组织存续期间", _outside_life("org_edge")),
    Rule(
        "edge_outside_parent",
        "隶属关系超出上级组织存续期间",
        f"SELECT u.code, lower(x.during), NULL::uuid {_EDGE} WHERE NOT x.during <@ p.during",
    ),
    Rule(
        "edge_gap",
        "两段隶属关系之间有空档",
        """SELECT u.code, upper(g.one), NULL::uuid FROM (
            SELECT unit_id, during AS one, lead(lower(during)) OVER (PARTITION BY unit_id ORDER BY during) AS next
            FROM org_edge) g JOIN org_unit u ON u.id = g.unit_id WHERE upper(g.one) < g.next""",
    ),
    Rule(
        "kinds_do_not_fit",
        "上级组织的类型不能设这类下级组织",
        f"""SELECT u.code, lower(x.during), NULL::uuid {_EDGE}
            WHERE NOT EXISTS (SELECT 1 FROM (VALUES {_FITTING}) AS f(kind, parent)
                              WHERE f.kind = u.kind AND f.parent = p.kind)""",
    ),
    Rule(
        "group_without_branch",
        "党小组有一段时间不隶属任何党支部",
        """SELECT u.code, lower(datemultirange(u.during) - COALESCE(e.held, '{}')), NULL::uuid
            FROM org_unit u
            LEFT JOIN (SELECT unit_id, range_agg(during) AS held FROM org_edge GROUP BY unit_id) e ON e.unit_id = u.id
            WHERE u.kind = 'group' AND NOT u.during <@ COALESCE(e.held, '{}')""",
    ),
    Rule(
        "cycle",
        "组织成为自己的上级",
        every_unit(CLIMB)
        + """SELECT u.code, min(lower(c.during)), NULL::uuid
            FROM climb c JOIN org_unit u ON u.id = c.descendant_id
            WHERE c.ancestor_id = c.descendant_id GROUP BY u.code""",
    ),
    Rule(
        "closure_differs",
        "上下级索引与隶属关系不一致",
        every_unit(FRESH_CLOSURE)
        + """, stored AS (
                SELECT ancestor_id, descendant_id, via_id, depth::int, during FROM org_closure
            ), differing AS (
                (TABLE fresh EXCEPT ALL TABLE stored) UNION ALL (TABLE stored EXCEPT ALL TABLE fresh)
            ) SELECT u.code, min(lower(d.during)), NULL::uuid
              FROM differing d JOIN org_unit u ON u.id = d.descendant_id GROUP BY u.code""",
    ),
    Rule(
        "name_gap",
        "组织有一段时间没有名称",
        """SELECT u.code, lower(datemultirange(u.during) - COALESCE(n.held, '{}')), NULL::uuid
            FROM org_unit u
            LEFT JOIN (SELECT unit_id, range_agg(during) AS held FROM org_unitname GROUP BY unit_id) n
              ON n.unit_id = u.id
            WHERE NOT u.during <@ COALESCE(n.held, '{}')""",
    ),
    Rule("name_outside_unit", "名称超出组织存续期间", _outside_life("org_unitname")),
    Rule(
        "successor_not_alive",
        "承接组织在承接当日不存在",
        """SELECT o.code, s."on", NULL::uuid FROM org_succession s
            JOIN org_unit o ON o.id = s.old_id JOIN org_unit n ON n.id = s.new_id WHERE NOT n.during @> s."on" """,
    ),
    Rule(
        "succession_not_at_end",
        "承接日期不是原组织的终止日期",
        """SELECT o.code, s."on", NULL::uuid FROM org_succession s
            JOIN org_unit o ON o.id = s.old_id WHERE upper(o.during) IS DISTINCT FROM s."on" """,
    ),
    Rule(
        "succession_without_main",
        "有承接组织但未指定主要承接组织",
        """SELECT o.code, min(s."on"), NULL::uuid FROM org_succession s JOIN org_unit o ON o.id = s.old_id
            GROUP BY o.code HAVING NOT bool_or(s.is_main)""",
    ),
    Rule(
        "affiliation_outside_unit",
        "组织关系超出组织存续期间",
        _outside_life("org_affiliation", "m.uid", _JOIN_MEMBER),
    ),
    Rule(
        "affiliation_outside_membership",
        "正式组织关系超出党员身份期间",
        """SELECT u.code, lower(x.during), m.uid FROM org_affiliation x
            JOIN org_unit u ON u.id = x.unit_id JOIN org_member m ON m.id = x.member_id
            LEFT JOIN (SELECT member_id, range_agg(during) AS held FROM org_stage
                       WHERE stage <> 'ended' GROUP BY member_id) s ON s.member_id = x.member_id
            WHERE x.kind = 'formal' AND NOT x.during <@ COALESCE(s.held, '{}')""",
    ),
    Rule("post_outside_unit", "任职超出组织存续期间", _outside_life("org_post", "m.uid", _JOIN_MEMBER)),
    Rule("term_outside_unit", "任期超出组织存续期间", _outside_life("org_term")),
)


def verify_tree() -> list[Finding]:
    """Check the whole dated tree and everything that hangs on it; returns the breaches by rule, unit and day.

    Needs the scope of the whole tree: row-level security hides what others may not see, and hidden rows pass.
    """
    found = []
    for rule in RULES:
        rows = fetch_all(rule.sql, {})
        found += [Finding(rule.code, rule.message, *row) for row in sorted(rows, key=lambda row: (row[0], row[1]))]
    return found
