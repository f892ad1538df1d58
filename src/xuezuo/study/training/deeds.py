"""Sessions of training classes as deeds of the unit that held them; columns as in `xuezuo.life.deeds`.

Only confirmed sessions. Who came takes part under the own unit of that day, so that
hours follow the person; guests are told apart. A class that meets an ask gives its sessions the further kind
`ask:<id>`. Nobody's lecturing is counted here: who taught may come from anywhere.
"""

from typing import Final

from xuezuo.platform.db.relations import ASK_PREFIX, DeedSource
from xuezuo.rules.vocabulary import DeedKind

OFFSET: Final = 2 << 60

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
_BASE: Final = f"deed_id - {OFFSET}"

SOURCES: Final = (
    DeedSource(frozenset({DeedKind.TRAINING}), _COLUMNS % ("'training'", "TRUE", ""), _ATTENDED, _BASE),
    DeedSource(
        frozenset({ASK_PREFIX}),
        _COLUMNS % ("'ask:' || c.ask_id", "FALSE", _CLASS) + " AND c.ask_id IS NOT NULL",
        _ATTENDED,
        _BASE,
    ),
)
