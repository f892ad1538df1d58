"""Take an import back: what it made is void, what it corrected shows its earlier version again, as a new version.

Only deeds that still stand as the import left them: who was corrected later by a person keeps the later word. Nothing
is deleted from the history: the version the import made becomes a revision like any other.
"""

from typing import Final

from xuezuo.life.exchange.staging import Params, fetch, run
from xuezuo.life.exchange.statements import KEEP_BACK

# `fields` = what to show again; NULL = the import made or revived the deed, it becomes void.
_STAGE: Final = """
CREATE TEMP TABLE deed_back ON COMMIT DROP AS
SELECT a.id AS activity_id, NULL::jsonb AS fields, FALSE AS is_moved FROM life_activity a
 WHERE a.batch_id = %(batch)s AND a.voided_at IS NULL
UNION ALL
SELECT a.id, r.fields, (r.fields ->> 'kind', (r.fields ->> 'occurred_on')::date) <> (a.kind, a.occurred_on)
  FROM life_activityrevision r JOIN life_activity a ON a.id = r.activity_id
 WHERE r.batch_id = %(batch)s AND a.batch_id IS DISTINCT FROM %(batch)s
   AND a.version = r.version + 1 AND a.voided_at IS NULL;
GRANT ALL ON deed_back TO PUBLIC
"""
_VOID: Final = """
UPDATE life_activity a SET state = 'void', voided_at = %(at)s, void_reason = %(why)s, version = a.version + 1
  FROM deed_back l WHERE a.id = l.activity_id AND l.fields IS NULL
"""
_VOID_TALKS: Final = """
UPDATE life_hearttalk SET voided_at = %(at)s, void_reason = %(why)s WHERE batch_id = %(batch)s AND voided_at IS NULL
"""
_RESTORE: Final = """
UPDATE life_activity a
   SET kind = f.kind, occurred_on = f.occurred_on, minutes = f.minutes, starts_at = f.starts_at, place = f.place,
       topic = f.topic, lecturer_id = f.lecturer_id, lecturer_note = f.lecturer_note, state = f.state,
       recorded_on = f.recorded_on, held_at = f.held_at, confirmed_at = f.confirmed_at, confirmed_by = f.confirmed_by,
       version = a.version + 1
  FROM deed_back l, jsonb_populate_record(NULL::life_activity, l.fields) f
 WHERE a.id = l.activity_id AND l.fields IS NOT NULL
"""
_TAKE_PARTS: Final = """
DELETE FROM life_activitypart p USING deed_back l WHERE p.activity_id = l.activity_id AND l.fields IS NOT NULL;
DELETE FROM life_activityask s USING deed_back l WHERE s.activity_id = l.activity_id AND l.fields IS NOT NULL
"""
_PUT_PARTS: Final = """
INSERT INTO life_activitypart (activity_id, kind, minutes)
SELECT l.activity_id, p.kind, p.minutes
  FROM deed_back l, jsonb_to_recordset(l.fields -> 'parts') AS p (kind text, minutes int) WHERE l.fields IS NOT NULL;
INSERT INTO life_activityask (activity_id, ask_id)
SELECT l.activity_id, s.ask::bigint
  FROM deed_back l, jsonb_array_elements_text(coalesce(l.fields -> 'asks', '[]')) AS s (ask) WHERE l.fields IS NOT NULL
"""
# What the import wrote and nobody has changed since: the status before it; absent for those whom it brought in.
_ATTENDED: Final = """
CREATE TEMP TABLE deed_was ON COMMIT DROP AS
SELECT t.id, coalesce(v.status, CASE WHEN t.version = 1 THEN 'absent' ELSE t.status END) AS status,
       coalesce(v.reason, CASE WHEN t.version = 1 THEN '' ELSE t.reason END) AS reason
  FROM deed_back l JOIN life_attendance t ON t.activity_id = l.activity_id
  LEFT JOIN life_attendancerevision v ON v.attendance_id = t.id AND v.version = t.version - 1
       AND v.changed_at = %(applied_at)s
 WHERE l.fields IS NOT NULL AND t.source = 'import' AND t.recorded_at = %(applied_at)s;
DELETE FROM deed_was w USING life_attendance t WHERE t.id = w.id AND (t.status, t.reason) = (w.status, w.reason);
GRANT ALL ON deed_was TO PUBLIC
"""
_KEEP_ATTENDED: Final = """
INSERT INTO life_attendancerevision (attendance_id, version, status, reason, why, changed_at, changed_by)
SELECT t.id, t.version, t.status, t.reason, %(why)s, %(at)s, %(account_id)s
  FROM deed_was w JOIN life_attendance t ON t.id = w.id
"""
_ATTEND_AS_BEFORE: Final = """
UPDATE life_attendance t
   SET status = w.status, reason = w.reason, version = t.version + 1, source = 'correction', recorded_at = %(at)s,
       recorded_by = %(account_id)s
  FROM deed_was w WHERE t.id = w.id
"""
_FOREIGN: Final = """
SELECT 1 FROM (SELECT unit_id FROM life_activity WHERE batch_id = %(batch)s
     UNION ALL SELECT unit_id FROM life_hearttalk WHERE batch_id = %(batch)s
     UNION ALL SELECT a.unit_id FROM life_activityrevision r JOIN life_activity a ON a.id = r.activity_id
                WHERE r.batch_id = %(batch)s) d
 WHERE %(units)s::bigint[] IS NOT NULL AND NOT unit_id = ANY(%(units)s) LIMIT 1
"""


def has_foreign(batch_id: int, units: list[int] | None) -> bool:
    """Tell whether the import made or corrected deeds of a unit that is not among `units` (None = all)."""
    return bool(fetch(_FOREIGN, {"batch": batch_id, "units": units}))


def take_back(params: Params) -> dict[int, bool]:
    """Undo the import; return which activities show their earlier version again, and whether their day or kind changed.

    The caller counts them anew, after setting the roster anew where day or kind changed.

    Args:
        params: `batch`, its `applied_at`; `at`, `account_id`, `why` of the taking back.
    """
    for statement in (_STAGE, _ATTENDED, KEEP_BACK, _KEEP_ATTENDED, _ATTEND_AS_BEFORE):
        run(statement, {**params, "batch_id": None})
    for statement in (_VOID, _VOID_TALKS, _RESTORE, _TAKE_PARTS, _PUT_PARTS):
        run(statement, params)
    restored = fetch("SELECT activity_id, is_moved FROM deed_back WHERE fields IS NOT NULL")
    run("DROP TABLE deed_back, deed_was")
    return dict(restored)
