"""The templates: how the deeds of a period become a number for each subject, as SQL.

Every template yields the relation `slot`, one row per subject and period:

    unit_id, member_id, pid, starts, ends, placed_on, required, done, on_time, exempt, partly, deeds

`deeds` (uids, only where asked for) are those that counted. `placed_on` is the period's last day, or the unit's own
last day when it ended inside; there the tree is asked where the slot counts. `exempt` is an exemption code that holds
in any case, `partly` one (founded, dissolved, joined inside the period, lifted) that gives way when the duty was met
all the same. `until` ends the deeds of a period: its end, or the day on which what was asked was lifted. `STATE` turns
a slot into its state.

Inputs are relations made of parameters: `period` and `requirement` (per period and class of unit, see `slots.py`).
`pid` names a period, or a duty and a period where several duties are asked for in one statement; `duty` is a number.
Bound to the portable subset of architecture §7 as far as it goes; ranges stay in `org`'s own tables.
"""

from typing import Final

from xuezuo.rules.vocabulary import Template

PERIOD: Final = """
period AS (
  SELECT pid, duty, starts, ends, until, on_time_until, counting::text[] AS counting
    FROM unnest(%(pids)s::text[], %(duties)s::bigint[], %(starts)s::date[], %(ends)s::date[], %(untils)s::date[],
                %(on_time_until)s::date[], %(counting)s::text[])
      AS p (pid, duty, starts, ends, until, on_time_until, counting)
),
requirement AS (
  SELECT * FROM unnest(%(req_pids)s::text[], %(req_classes)s::text[], %(req_kinds)s::text[], %(req_nodes)s::bigint[],
                       %(req_itself)s::boolean[], %(req_required)s::bigint[], %(req_low)s::bigint[],
                       %(req_high)s::bigint[])
    AS r (pid, class, kind, node, itself, required, low, high)
)"""

# The class of a unit: its type and function, as far as packs that speak about the duty tell them apart.
UNIT_CLASS: Final = """CASE WHEN u.unit_type = ANY(%(unit_types)s::text[]) THEN u.unit_type ELSE '' END || '/' ||
       CASE WHEN u.function = ANY(%(functions)s::text[]) THEN u.function ELSE '' END"""

# Where packs tell units apart. Where they do not, the planner is spared the comparison: it would expect one unit in two
# hundred, and join thousands of slots in nested loops.
BY_CLASS: Final = f"r.class = {UNIT_CLASS}"

# Where duties of different kinds of units are asked for together.
BY_KIND: Final = "r.kind = u.kind"

# A pack of a unit binds everything below it, or (`itself`) the unit alone; the nearest one wins.
DEEPEST_NODE: Final = """r.node = COALESCE((
      SELECT c.ancestor_id FROM org_closure c
       WHERE c.descendant_id = u.id AND c.during @> GREATEST(p.starts, lower(u.during))
         AND c.ancestor_id IN (SELECT x.node FROM requirement x
                                WHERE x.pid = p.pid AND (c.depth = 0 OR NOT x.itself))
       ORDER BY c.depth LIMIT 1), 0)"""

UNIT_SUBJECT: Final = """
subject AS MATERIALIZED (
  SELECT u.id AS unit_id, NULL::bigint AS member_id, p.pid, p.duty, p.starts, p.ends, u.is_temporary,
         LEAST(p.ends, COALESCE(upper(u.during), p.ends)) - 1 AS placed_on,
         CASE WHEN lower(u.during) > p.starts THEN 'founded_in_period'
              WHEN upper(u.during) < p.ends THEN 'dissolved_in_period'
              WHEN p.until < p.ends AND p.until <= %(on)s::date THEN 'lifted' END AS partly,
         r.required, r.low, r.high
    FROM org_unit u
    JOIN period p ON lower(u.during) < p.ends AND (upper(u.during) IS NULL OR upper(u.during) > p.starts)
    JOIN requirement r ON r.pid = p.pid AND {apart}
   WHERE u.kind = ANY(%(subject_kinds)s) AND ({subject_where})
)"""

MEMBER_SUBJECT: Final = """
subject AS MATERIALIZED (
  SELECT a.unit_id, a.member_id, p.pid, p.duty, p.starts, p.ends, FALSE AS is_temporary, p.ends - 1 AS placed_on,
         CASE WHEN m.joined_on > p.starts THEN 'joined_in_period'
              WHEN p.until < p.ends AND p.until <= %(on)s::date THEN 'lifted' END AS partly,
         m.hours_exempt_from, r.required, r.low, r.high
    FROM period p
    JOIN org_affiliation a ON a.kind = 'formal' AND a.during @> (p.ends - 1)
    JOIN org_member m ON m.id = a.member_id
    JOIN org_unit u ON u.id = a.unit_id
    JOIN requirement r ON r.pid = p.pid AND {apart}
   WHERE ({subject_where}) AND (cardinality(%(posts)s::text[]) = 0 OR EXISTS (
         SELECT 1 FROM org_post o WHERE o.member_id = a.member_id AND o.kind = ANY(%(posts)s)
            AND o.during @> (p.ends - 1)))
)"""

# Which deeds count for which duty, where several are asked for together.
COUNTS_FOR_DUTY: Final = "d.kind = ANY(p.counting)"

EVENT_COUNT: Final = """
counted AS MATERIALIZED (
  SELECT d.unit_id, NULL::bigint AS member_id, p.pid, count(DISTINCT d.id)::bigint AS done,
         count(DISTINCT d.id) FILTER (WHERE d.recorded_on <= p.on_time_until)::bigint AS on_time, {evidence} AS deeds
    FROM ({deed}) d JOIN period p ON d.occurred_on >= p.starts AND d.occurred_on < p.until
   WHERE d.kind = ANY(%(deed_kinds)s) AND {counts}
   GROUP BY d.unit_id, p.pid
)"""

EVENT_BY_ROLE: Final = """
counted AS MATERIALIZED (
  SELECT o.unit_id, NULL::bigint AS member_id, p.pid, count(DISTINCT d.id)::bigint AS done,
         count(DISTINCT d.id) FILTER (WHERE d.recorded_on <= p.on_time_until)::bigint AS on_time, {evidence} AS deeds
    FROM ({deed}) d JOIN period p ON d.occurred_on >= p.starts AND d.occurred_on < p.until
    JOIN org_post o ON o.member_id = d.by_member_id AND o.kind = ANY(%(by_posts)s) AND o.during @> d.occurred_on
   WHERE d.kind = ANY(%(deed_kinds)s) AND {counts}
   GROUP BY o.unit_id, p.pid
)"""

# Minutes of a deed for this duty: the whole when its main kind counts, else the sum of its parts that count. `low` is
# the length of a class hour where the member belongs.
SUM_PER_MEMBER: Final = """
took AS ({participation}),
lesson AS (
  SELECT d.id, d.uid, d.occurred_on, min(d.recorded_on) AS recorded_on,
         COALESCE(max(d.quantity) FILTER (WHERE d.is_main), sum(d.quantity))::bigint AS minutes
    FROM ({deed}) d WHERE d.kind = ANY(%(deed_kinds)s) GROUP BY d.id, d.uid, d.occurred_on
),
minute AS (
  SELECT took.member_id, p.pid, sum(d.minutes)::bigint AS all_minutes,
         COALESCE(sum(d.minutes) FILTER (WHERE d.recorded_on <= p.on_time_until), 0)::bigint AS on_time_minutes,
         {evidence} AS deeds
    FROM lesson d JOIN period p ON d.occurred_on >= p.starts AND d.occurred_on < p.until
    JOIN took ON took.deed_id = d.id AND took.status = 'present'
   GROUP BY took.member_id, p.pid
),
counted AS MATERIALIZED (
  SELECT NULL::bigint AS unit_id, m.member_id, m.pid, m.all_minutes / s.low AS done,
         m.on_time_minutes / s.low AS on_time, m.deeds
    FROM minute m JOIN subject s ON s.member_id = m.member_id AND s.pid = m.pid
)"""

EXISTS_PER_MEMBER: Final = """
took AS ({participation}),
counted AS MATERIALIZED (
  SELECT NULL::bigint AS unit_id, took.member_id, p.pid, count(DISTINCT d.id)::bigint AS done,
         count(DISTINCT d.id) FILTER (WHERE d.recorded_on <= p.on_time_until)::bigint AS on_time, {evidence} AS deeds
    FROM ({deed}) d JOIN period p ON d.occurred_on >= p.starts AND d.occurred_on < p.until
    JOIN took ON took.deed_id = d.id AND took.status = 'present'
   WHERE d.kind = ANY(%(deed_kinds)s) AND {counts}
   GROUP BY took.member_id, p.pid
)"""

COUNTED: Final[dict[Template, str]] = {
    Template.EVENT_COUNT: EVENT_COUNT,
    Template.EVENT_BY_ROLE: EVENT_BY_ROLE,
    Template.SUM_PER_MEMBER: SUM_PER_MEMBER,
    Template.EXISTS_PER_MEMBER: EXISTS_PER_MEMBER,
}

# A state is looked at on the period's last day, while the period runs on the day of the report.
SEEN: Final = """
seen AS MATERIALIZED (SELECT subject.*, LEAST(placed_on, %(on)s::date) AS seen_on FROM subject)"""

# The planner holds GiST look-ups one by one to be cheap; `many` = " + 0" joins many by hash, 10 x cheaper.
# The same with the formal members (`heads`) and full members of the branch and its groups on that day;
# nobody is counted twice, because a member has one formal affiliation and one stage a day.
SEEN_WITH_HEADS: Final = """
looked AS (SELECT subject.*, LEAST(placed_on, %(on)s::date) AS seen_on FROM subject),
home AS (
  SELECT unit_id, pid, seen_on, unit_id AS home_id FROM looked
  UNION ALL
  SELECT l.unit_id, l.pid, l.seen_on, e.unit_id FROM looked l
    JOIN org_edge e ON e.parent_id = l.unit_id AND lower(e.during) <= l.seen_on
     AND (upper(e.during) IS NULL OR upper(e.during) > l.seen_on)
    JOIN org_unit g ON g.id = e.unit_id AND g.kind = 'group'
),
head AS MATERIALIZED (
  SELECT h.unit_id, h.pid, count(*)::bigint AS heads, count(x.member_id)::bigint AS full_heads
    FROM home h JOIN org_affiliation a ON a.unit_id{many} = h.home_id AND a.kind = 'formal'
     AND lower(a.during) <= h.seen_on AND (upper(a.during) IS NULL OR upper(a.during) > h.seen_on)
    LEFT JOIN org_stage x ON x.member_id{many} = a.member_id AND x.stage = 'full' AND lower(x.during) <= h.seen_on
     AND (upper(x.during) IS NULL OR upper(x.during) > h.seen_on)
   GROUP BY h.unit_id, h.pid
),
seen AS MATERIALIZED (
  SELECT l.*, COALESCE(h.heads, 0) AS heads, COALESCE(h.full_heads, 0) AS full_heads
    FROM looked l LEFT JOIN head h ON h.unit_id = l.unit_id AND h.pid = l.pid
)"""
NEED_HEADS: Final = frozenset({"committee_formed", "size_within"})

STATES: Final[dict[str, str]] = {
    "term_current": """EXISTS (SELECT 1 FROM org_term t WHERE t.unit_id = s.unit_id AND t.during @> s.seen_on
        AND t.due_on >= s.seen_on)""",
    "term_notice_given": """EXISTS (SELECT 1 FROM org_term t WHERE t.unit_id = s.unit_id AND t.during @> s.seen_on
        AND (t.notice_on <= s.seen_on OR t.due_on >= s.seen_on + make_interval(months => s.low::int)))""",
    "committee_formed": """EXISTS (SELECT 1 FROM org_post o WHERE o.unit_id = s.unit_id
        AND o.kind = 'committee_member' AND o.during @> s.seen_on)""",
    "size_within": "s.full_heads >= s.low AND s.heads <= s.high",
}

STATE_VALID: Final = """
{seen},
counted AS MATERIALIZED (
  SELECT s.unit_id, s.member_id, s.pid, (CASE WHEN {state} THEN 1 ELSE 0 END)::bigint AS done,
         (CASE WHEN {state} THEN 1 ELSE 0 END)::bigint AS on_time, NULL::uuid[] AS deeds
    FROM seen s
)"""

EXEMPTIONS: Final[dict[str, str]] = {
    "no_committee": """(s.unit_id, s.placed_on) NOT IN (
         SELECT x.unit_id, x.placed_on FROM subject x JOIN org_post o ON o.unit_id{many} = x.unit_id
            AND o.kind = 'committee_member' AND lower(o.during) <= x.placed_on
            AND (upper(o.during) IS NULL OR upper(o.during) > x.placed_on))""",
    "no_groups": """FALSE""",  # a duty of groups has no subject in a branch without groups
    "nothing_below": """NOT EXISTS (SELECT 1 FROM org_edge e JOIN org_unit w ON w.id = e.unit_id AND w.kind <> 'group'
        WHERE e.parent_id = s.unit_id AND e.during @> s.placed_on)""",
    "temporary_branch": "s.is_temporary",
    "old_or_ill": "s.hours_exempt_from <= s.placed_on",
    "below_threshold": "s.full_heads < s.low",
    "no_term": """NOT EXISTS (SELECT 1 FROM org_term t WHERE t.unit_id = s.unit_id
        AND t.during @> s.seen_on)""",
}

SLOT: Final = """
slot AS MATERIALIZED (
  SELECT s.unit_id, s.member_id, s.pid, s.starts, s.ends, s.placed_on, s.required,
         COALESCE(c.done, 0) AS done, COALESCE(c.on_time, 0) AS on_time,
         {exempt} AS exempt, s.partly, c.deeds
    FROM {source} s LEFT JOIN counted c ON c.pid = s.pid AND {match}
)"""

STATE: Final = """CASE WHEN exempt IS NOT NULL THEN 'exempt' WHEN on_time >= required THEN 'met'
     WHEN done >= required THEN 'met_late' WHEN partly IS NOT NULL THEN 'exempt'
     WHEN %(on)s::date < ends THEN 'due' ELSE 'missed' END"""
