"""Sittings as deeds: a member sat an exam, whatever came of it. Practice and voided exams are no deeds.

A sitting that was handed in is a deed of kind `exam` of the member's unit of that day, one person, no minutes. An exam
that meets an ask gives its sittings the further kind `ask:<id>`. Columns as in `xuezuo.life.deeds`.
"""

from typing import Final

from xuezuo.platform.db.relations import ASK_PREFIX, DeedSource
from xuezuo.rules.vocabulary import DeedKind

OFFSET: Final = 1 << 60

_FROM: Final = (
    """exams_sitting b JOIN exams_exam e ON e.id = b.exam_id AND e.mode <> 'practice' AND e.state <> 'void'"""
)
_COUNTS: Final = "b.state IN ('submitted', 'graded') AND ({where})"
_COLUMNS: Final = f"""
SELECT b.id + {OFFSET} AS id, b.uid, %s AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       0::bigint AS quantity, NULL::bigint AS by_member_id, 0::bigint AS expected, 0::bigint AS present, %s AS is_main
  FROM {_FROM} WHERE {_COUNTS}"""
_SAT: Final = f"""
SELECT b.id + {OFFSET} AS deed_id, b.uid AS deed_uid, t.member_id, b.unit_id, b.occurred_on, 'exam' AS kind,
       'present' AS status, 0::bigint AS minutes, FALSE AS is_guest
  FROM {_FROM} CROSS JOIN LATERAL (SELECT b.member_id) AS t WHERE {_COUNTS}"""
_BASE: Final = f"deed_id - {OFFSET}"

SOURCES: Final = (
    DeedSource(frozenset({DeedKind.EXAM}), _COLUMNS % ("'exam'", "TRUE"), _SAT, _BASE),
    DeedSource(
        frozenset({ASK_PREFIX}),
        _COLUMNS % ("'ask:' || e.ask_id", "FALSE") + " AND e.ask_id IS NOT NULL",
        _SAT,
        _BASE,
    ),
)
