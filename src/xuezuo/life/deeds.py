"""The app's deeds in the shared schema (architecture §7): what a unit did, and who took part.

    deed(id, uid, kind, unit_id, occurred_on, recorded_on, quantity, by_member_id, expected, present, is_main)
    participation(deed_id, deed_uid, member_id, unit_id, occurred_on, kind, status, minutes, is_guest)

Only confirmed activities and talks that were not voided appear. An activity gives one row for its kind (`is_main`) and
one for each further kind among its parts, all with the same id and uid: a theme day that held a lecture satisfies both
duties, while figures about attendance (`expected`, `present`) sum over main rows only. One that names an ask has the
further kind `ask:<id>` in `SOURCES`. Talks are in no such figure (0).
Ids are bigint and never collide: activities keep theirs, heart talks are negative. `quantity` and `minutes` are
minutes (0 when nobody noted them); a part without minutes of its own has those of the whole. `by_member_id` is the
lecturer, or the first of the two who talked. `participation` has one row per person and deed under the deed's main
kind, so that minutes are counted once; join `deed` to reach the kinds of parts.

Each constant has a `{where}` hook for a condition on the base tables; it is filled by `str.format` with SQL text
whose values stay parameters. Aliases are the same in every branch: `b` the deed (`b.id`, `b.unit_id`,
`b.occurred_on`) and, in PARTICIPATION, `t.member_id`. `TRUE` takes everything:

    DEED.format(where="b.unit_id = ANY(%(units)s) AND b.occurred_on >= %(start)s AND b.occurred_on < %(end)s")
"""

from typing import Final

from xuezuo.life.types import ActivityKind, TalkPair
from xuezuo.platform.db.relations import ASK_PREFIX, DeedSource

TALK_KIND_PREFIX: Final = "heart_talk_"  # + TalkPair value: heart_talk_committee_committee, _committee_member, ...

_MAIN: Final = """
SELECT b.id, b.uid, b.kind::text AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       coalesce(b.minutes, 0)::bigint AS quantity, b.lecturer_id AS by_member_id,
       b.expected_count::bigint AS expected, b.present_count::bigint AS present, TRUE AS is_main
  FROM life_activity b
 WHERE b.state = 'confirmed' AND ({where})"""

_PARTS: Final = """
SELECT b.id, b.uid, p.kind::text AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       coalesce(p.minutes, b.minutes, 0)::bigint AS quantity, b.lecturer_id AS by_member_id,
       b.expected_count::bigint AS expected, b.present_count::bigint AS present, FALSE AS is_main
  FROM life_activity b JOIN life_activitypart p ON p.activity_id = b.id
 WHERE b.state = 'confirmed' AND p.kind <> b.kind AND ({where})"""

_TALKS: Final = """
SELECT -b.id AS id, b.uid, 'heart_talk_' || b.pair AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       0::bigint AS quantity, b.first_id AS by_member_id,
       0::bigint AS expected, 0::bigint AS present, TRUE AS is_main
  FROM life_hearttalk b
 WHERE b.voided_at IS NULL AND ({where})"""

_NAMED: Final = f"""
SELECT b.id, b.uid, '{ASK_PREFIX}' || s.ask_id AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       coalesce(b.minutes, 0)::bigint AS quantity, b.lecturer_id AS by_member_id,
       b.expected_count::bigint AS expected, b.present_count::bigint AS present, FALSE AS is_main
  FROM life_activity b JOIN life_activityask s ON s.activity_id = b.id
 WHERE b.state = 'confirmed' AND ({{where}})"""

DEED: Final = f"{_MAIN}\nUNION ALL{_PARTS}\nUNION ALL{_TALKS}"

_ATTENDED: Final = """
SELECT b.id AS deed_id, b.uid AS deed_uid, t.member_id, t.unit_id, b.occurred_on, b.kind::text AS kind,
       t.status::text AS status, coalesce(b.minutes, 0)::bigint AS minutes, t.is_guest
  FROM life_activity b JOIN life_attendance t ON t.activity_id = b.id
 WHERE b.state = 'confirmed' AND ({where})"""

_TALKED: Final = """
SELECT -b.id AS deed_id, b.uid AS deed_uid, t.member_id, b.unit_id, b.occurred_on,
       'heart_talk_' || b.pair AS kind, 'present' AS status, 0::bigint AS minutes, FALSE AS is_guest
  FROM life_hearttalk b CROSS JOIN LATERAL (VALUES (b.first_id), (b.second_id)) AS t (member_id)
 WHERE b.voided_at IS NULL AND ({where})"""

PARTICIPATION: Final = f"{_ATTENDED}\nUNION ALL{_TALKED}"

# What meetings decided and what came of it, under the meeting's day and unit: one row for each decision. Apart from the
# relations above: a decision is no deed, nothing is met by it.
DECISION: Final = """
SELECT r.id, b.uid, b.kind::text AS kind, b.unit_id, b.occurred_on, r.due_on, r.done_on, r.dropped_on
  FROM life_activity b JOIN life_resolution r ON r.activity_id = b.id
 WHERE b.state = 'confirmed' AND ({where})"""

SOURCES: Final = (
    DeedSource(frozenset(ActivityKind.values), f"{_MAIN}\nUNION ALL{_PARTS}", _ATTENDED),
    DeedSource(frozenset({ASK_PREFIX}), _NAMED, _ATTENDED),
    DeedSource(frozenset(f"{TALK_KIND_PREFIX}{pair}" for pair in TalkPair.values), _TALKS, _TALKED, "-deed_id"),
)
