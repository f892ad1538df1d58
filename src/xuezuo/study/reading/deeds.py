"""Approved self-study as deeds of kind `self_study`: one person, the minutes stated. Columns as in `xuezuo.life.deeds`.

Nothing else is a deed: what is only noted, waits, was returned or voided counts nowhere.
"""

from typing import Final

from xuezuo.platform.db.relations import DeedSource
from xuezuo.rules.vocabulary import DeedKind

OFFSET: Final = 3 << 60

_COUNTS: Final = "b.state = 'approved' AND ({where})"

DEED: Final = f"""
SELECT b.id + {OFFSET} AS id, b.uid, 'self_study' AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       b.minutes::bigint AS quantity, NULL::bigint AS by_member_id, 0::bigint AS expected, 0::bigint AS present,
       TRUE AS is_main
  FROM reading_selfstudy b WHERE {_COUNTS}"""

PARTICIPATION: Final = f"""
SELECT b.id + {OFFSET} AS deed_id, b.uid AS deed_uid, t.member_id, b.unit_id, b.occurred_on, 'self_study' AS kind,
       'present' AS status, b.minutes::bigint AS minutes, FALSE AS is_guest
  FROM reading_selfstudy b CROSS JOIN LATERAL (SELECT b.member_id) AS t WHERE {_COUNTS}"""

SOURCES: Final = (DeedSource(frozenset({DeedKind.SELF_STUDY}), DEED, PARTICIPATION, f"deed_id - {OFFSET}"),)
