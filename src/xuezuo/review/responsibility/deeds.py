"""Reports and reviews of reports as deeds. Columns as in `xuezuo.life.deeds`.

    secretary_report_up        a yearly report that the unit above has: on the day it was first handed in
    secretary_report_members   the same given to the members' meeting: on that day
    report_review              a round whose results were told: on the day of its meeting

Each day is that on which it happened, whichever year was reported about. A report that was returned counts again once
it is handed in anew, on its first day. The first two are deeds of their own with the uid of the report that shows them.
Who sat in the meeting of a review is in no table: such a deed has no participants.
"""

from typing import Final

from xuezuo.platform.db.relations import DeedSource
from xuezuo.rules.vocabulary import DeedKind

UP_OFFSET: Final = 5 << 60
MEMBERS_OFFSET: Final = 6 << 60
REVIEW_OFFSET: Final = 7 << 60

_HERE: Final = "AT TIME ZONE 'Asia/Shanghai'"
_UP: Final = f"""(SELECT r.id, r.uid, r.unit_id, r.member_id, f.first_on AS occurred_on, f.first_on AS recorded_on
   FROM responsibility_report r CROSS JOIN LATERAL (
        SELECT (min(v.handed_in_at) {_HERE})::date AS first_on FROM responsibility_reportversion v
         WHERE v.report_id = r.id) f
  WHERE r.kind = 'year' AND r.state IN ('handed_in', 'accepted')) b"""
_MEMBERS: Final = """(SELECT r.id, r.uid, r.unit_id, r.member_id, r.heard_on AS occurred_on, r.recorded_on
   FROM responsibility_report r
  WHERE r.kind = 'year' AND r.state IN ('handed_in', 'accepted') AND r.heard_on IS NOT NULL) b"""
_REVIEW: Final = f"""(SELECT r.id, r.uid, r.unit_id, NULL::bigint AS member_id, r.held_on AS occurred_on,
        GREATEST(r.held_on, (r.made_at {_HERE})::date) AS recorded_on
   FROM responsibility_reviewround r WHERE r.state = 'closed') b"""


def _source(kind: DeedKind, offset: int, rows: str) -> DeedSource:
    deed = f"""
SELECT b.id + {offset} AS id, b.uid, '{kind}' AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       0::bigint AS quantity, b.member_id AS by_member_id, 0::bigint AS expected, 0::bigint AS present, TRUE AS is_main
  FROM {rows} WHERE ({{where}})"""
    people = f"""
SELECT b.id + {offset} AS deed_id, b.uid AS deed_uid, t.member_id, b.unit_id, b.occurred_on, '{kind}' AS kind,
       'present' AS status, 0::bigint AS minutes, FALSE AS is_guest
  FROM {rows} JOIN LATERAL (SELECT b.member_id) t ON t.member_id IS NOT NULL WHERE ({{where}})"""
    return DeedSource(frozenset({kind}), deed, people, f"deed_id - {offset}")


SOURCES: Final = (
    _source(DeedKind.SECRETARY_REPORT_UP, UP_OFFSET, _UP),
    _source(DeedKind.SECRETARY_REPORT_MEMBERS, MEMBERS_OFFSET, _MEMBERS),
    _source(DeedKind.REPORT_REVIEW, REVIEW_OFFSET, _REVIEW),
)
