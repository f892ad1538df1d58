"""Sessions of training classes and visits to teaching points as deeds; columns as in `xuezuo.life.deeds`.

Only confirmed sessions. Who came takes part under the own unit of that day, so that
hours follow the person; guests are told apart. A class that meets an ask gives its sessions the further kind
`ask:<id>`. Nobody's lecturing is counted here: who taught may come from anywhere.

A visit is a deed of the unit that came, one participation for each person who was named; it may name an ask, too.
"""

from typing import Final

from xuezuo.platform.db.relations import ASK_PREFIX, DeedSource
from xuezuo.rules.vocabulary import DeedKind

OFFSET: Final = 2 << 60
VISIT_OFFSET: Final = 4 << 60

_CLASS: Final = "JOIN training_trainingclass c ON c.id = b.training_class_id"
_COUNTS: Final = "b.state = 'confirmed' AND ({where})"
_COLUMNS: Final = f"""
SELECT b.id + {OFFSET} AS id, b.uid, %s AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       b.minutes::bigint AS quantity, NULL::bigint AS by_member_id, b.expected_count::bigint AS expected,
       b.present_count::bigint AS present, %s AS is_main
  FROM training_session b %s WHERE {_COUNTS}"""
_ATTENDED: Final = f"""
SELECT b.id + {OFFSET} AS deed_id, b.uid AS deed_uid, t.member_id, t.unit_id, b.occurred_on, 'training' AS kind,
       t.status::text AS status, b.minutes::bigint AS minutes, t.is_guest
  FROM training_session b JOIN training_attendance t ON t.session_id = b.id WHERE {_COUNTS}"""
_VISITS: Final = f"""
SELECT b.id + {VISIT_OFFSET} AS id, b.uid, %s AS kind, b.unit_id, b.occurred_on, b.recorded_on,
       b.minutes::bigint AS quantity, NULL::bigint AS by_member_id, b.people::bigint AS expected,
       b.people::bigint AS present, %s AS is_main
  FROM training_visit b WHERE {_COUNTS}"""
_VISITED: Final = f"""
SELECT b.id + {VISIT_OFFSET} AS deed_id, b.uid AS deed_uid, t.member_id, t.unit_id, b.occurred_on,
       'teaching_visit' AS kind, 'present' AS status, b.minutes::bigint AS minutes, FALSE AS is_guest
  FROM training_visit b JOIN training_visitor t ON t.visit_id = b.id AND NOT t.left_out WHERE {_COUNTS}"""
_BASE: Final = f"deed_id - {OFFSET}"
_VISIT_BASE: Final = f"deed_id - {VISIT_OFFSET}"

SOURCES: Final = (
    DeedSource(frozenset({DeedKind.TRAINING}), _COLUMNS % ("'training'", "TRUE", ""), _ATTENDED, _BASE),
    DeedSource(
        frozenset({ASK_PREFIX}),
        _COLUMNS % ("'ask:' || c.ask_id", "FALSE", _CLASS) + " AND c.ask_id IS NOT NULL",
        _ATTENDED,
        _BASE,
    ),
    DeedSource(frozenset({DeedKind.TEACHING_VISIT}), _VISITS % ("'teaching_visit'", "TRUE"), _VISITED, _VISIT_BASE),
    DeedSource(
        frozenset({ASK_PREFIX}),
        _VISITS % ("'ask:' || b.ask_id", "FALSE") + " AND b.ask_id IS NOT NULL",
        _VISITED,
        _VISIT_BASE,
    ),
)
