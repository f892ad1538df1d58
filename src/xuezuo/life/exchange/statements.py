"""The statements that `apply` runs over the temporary tables, in the order in which they stand here."""

from typing import Final

# What the file says about an activity that exists, as far as it says anything.
FIND_CHANGED: Final = """
UPDATE deed_line l SET is_changed = true
  FROM life_activity a
 WHERE a.id = l.activity_id AND NOT l.is_held_back AND (
       a.state <> 'confirmed' OR a.kind <> l.kind OR a.occurred_on <> l.occurred_on
    OR coalesce(l.minutes, a.minutes) IS DISTINCT FROM a.minutes
    OR coalesce(l.lecturer_id, a.lecturer_id) IS DISTINCT FROM a.lecturer_id
    OR coalesce(l.recorded_on, a.recorded_on) IS DISTINCT FROM a.recorded_on
    OR coalesce(nullif(l.topic, ''), a.topic) <> a.topic
    OR coalesce(nullif(l.place, ''), a.place) <> a.place
    OR coalesce(nullif(l.lecturer_note, ''), a.lecturer_note) <> a.lecturer_note
    OR l.parts <> ARRAY(SELECT p.kind::text FROM life_activitypart p WHERE p.activity_id = a.id
                         ORDER BY p.kind COLLATE "C")
    OR l.asks <> ARRAY(SELECT q.uid FROM life_activityask s JOIN asks_ask q ON q.id = s.ask_id
                        WHERE s.activity_id = a.id ORDER BY q.uid)
    OR EXISTS (
        SELECT 1 FROM deed_due d LEFT JOIN life_attendance t ON t.activity_id = a.id AND t.member_id = d.member_id
         WHERE d.row = l.row
           AND (t.id IS NULL OR (t.is_guest, t.status, t.reason) IS DISTINCT FROM (d.is_guest, d.status, d.reason)))
    OR EXISTS (
        SELECT 1 FROM life_attendance t LEFT JOIN deed_due d ON d.row = l.row AND d.member_id = t.member_id
         WHERE t.activity_id = a.id AND d.row IS NULL AND NOT (t.is_guest AND t.status <> 'present')));
UPDATE deed_line l SET is_changed = true
  FROM life_hearttalk t WHERE t.id = l.talk_id AND NOT l.is_held_back AND t.voided_at IS NOT NULL
"""

_KEEP: Final = """
INSERT INTO life_activityrevision (activity_id, version, fields, reason, changed_at, changed_by, batch_id)
SELECT a.id, a.version, {fields}, %(why)s, %(at)s, %(account_id)s, %(batch_id)s
  FROM {source} l JOIN life_activity a ON a.id = l.activity_id WHERE {condition}
"""
FIELDS: Final = """jsonb_build_object(
         'kind', a.kind, 'occurred_on', a.occurred_on, 'minutes', a.minutes, 'starts_at', a.starts_at,
         'place', a.place, 'topic', a.topic, 'lecturer_id', a.lecturer_id, 'lecturer_note', a.lecturer_note,
         'parts', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'minutes', p.minutes) ORDER BY p.kind),
                                   '[]') FROM life_activitypart p WHERE p.activity_id = a.id),
         'asks', (SELECT coalesce(jsonb_agg(s.ask_id ORDER BY s.ask_id), '[]') FROM life_activityask s
                   WHERE s.activity_id = a.id),
         'state', a.state, 'expected', a.expected_count, 'present', a.present_count, 'leave', a.leave_count,
         'recorded_on', a.recorded_on, 'held_at', a.held_at, 'confirmed_at', a.confirmed_at,
         'confirmed_by', a.confirmed_by)"""
KEEP_VERSION: Final = _KEEP.format(fields=FIELDS, source="deed_line", condition="l.is_changed")
KEEP_BACK: Final = _KEEP.format(fields=FIELDS, source="deed_back", condition="TRUE")

KEEP_ATTENDANCE: Final = """
INSERT INTO life_attendancerevision (attendance_id, version, status, reason, why, changed_at, changed_by)
SELECT t.id, t.version, t.status, t.reason, %(why)s, %(at)s, %(account_id)s
  FROM deed_line l JOIN life_attendance t ON t.activity_id = l.activity_id
  LEFT JOIN deed_due d ON d.row = l.row AND d.member_id = t.member_id
 WHERE l.is_changed AND (t.status, t.reason) IS DISTINCT FROM (coalesce(d.status, 'absent'), coalesce(d.reason, ''))
"""

MARK: Final = """
UPDATE life_attendance t
   SET status = d.status, reason = d.reason, is_guest = d.is_guest, unit_id = d.unit_id, source = 'import',
       version = t.version + ((t.status, t.reason) IS DISTINCT FROM (d.status, d.reason))::int,
       recorded_at = %(at)s, recorded_by = %(account_id)s
  FROM deed_line l JOIN deed_due d ON d.row = l.row
 WHERE l.is_changed AND t.activity_id = l.activity_id AND t.member_id = d.member_id
   AND (t.status, t.reason, t.is_guest) IS DISTINCT FROM (d.status, d.reason, d.is_guest)
"""

LEAVE_BEHIND: Final = """
UPDATE life_attendance t
   SET status = 'absent', reason = '', is_guest = true, unit_id = l.unit_id, source = 'import',
       version = t.version + ((t.status, t.reason) IS DISTINCT FROM ('absent', ''))::int,
       recorded_at = %(at)s, recorded_by = %(account_id)s
  FROM deed_line l
 WHERE l.is_changed AND t.activity_id = l.activity_id
   AND NOT EXISTS (SELECT 1 FROM deed_due d WHERE d.row = l.row AND d.member_id = t.member_id)
   AND NOT (t.is_guest AND t.status = 'absent')
"""

TAKE_PARTS: Final = """
DELETE FROM life_activitypart p USING deed_line l WHERE l.is_changed AND p.activity_id = l.activity_id;
DELETE FROM life_activityask s USING deed_line l
 WHERE l.is_changed AND l.asks IS NOT NULL AND s.activity_id = l.activity_id
"""

UPDATE_DEEDS: Final = """
UPDATE life_activity a
   SET kind = l.kind, occurred_on = l.occurred_on, minutes = coalesce(l.minutes, a.minutes),
       lecturer_id = coalesce(l.lecturer_id, a.lecturer_id), topic = coalesce(nullif(l.topic, ''), a.topic),
       place = coalesce(nullif(l.place, ''), a.place),
       lecturer_note = coalesce(nullif(l.lecturer_note, ''), a.lecturer_note),
       recorded_on = coalesce(l.recorded_on, a.recorded_on, %(today)s), held_at = coalesce(a.held_at, %(at)s),
       batch_id = CASE WHEN a.voided_at IS NULL THEN a.batch_id ELSE %(batch_id)s END,
       state = 'confirmed', confirmed_at = coalesce(a.confirmed_at, %(at)s),
       confirmed_by = coalesce(a.confirmed_by, %(account_id)s), voided_at = NULL, void_reason = '',
       version = a.version + 1
  FROM deed_line l WHERE l.is_changed AND a.id = l.activity_id
"""

REVIVE_TALKS: Final = """
UPDATE life_hearttalk t SET voided_at = NULL, void_reason = '', batch_id = %(batch_id)s
  FROM deed_line l WHERE l.is_changed AND t.id = l.talk_id
"""

NEW_DEEDS: Final = """
INSERT INTO life_activity (uid, unit_id, kind, occurred_on, starts_at, minutes, place, topic, notice, lecturer_id,
       lecturer_note, state, source, version, created_at, held_at, recorded_on, recorded_by, confirmed_at, confirmed_by,
       void_reason, expected_count, present_count, leave_count, guest_count, batch_id)
SELECT l.uid, l.unit_id, l.kind, l.occurred_on, NULL, l.minutes, l.place, l.topic, '', l.lecturer_id, l.lecturer_note,
       'confirmed', 'import', 1, %(at)s, %(at)s, coalesce(l.recorded_on, %(today)s), %(account_id)s, %(at)s,
       %(account_id)s, '', coalesce(c.expected, 0), coalesce(c.present, 0), coalesce(c.away, 0),
       coalesce(c.guests, 0), %(batch_id)s
  FROM deed_line l LEFT JOIN (
       SELECT row, count(*) FILTER (WHERE NOT is_guest) AS expected,
              count(*) FILTER (WHERE NOT is_guest AND status = 'present') AS present,
              count(*) FILTER (WHERE NOT is_guest AND status = 'leave') AS away,
              count(*) FILTER (WHERE is_guest) AS guests
         FROM deed_due GROUP BY row) c ON c.row = l.row
 WHERE l.activity_id IS NULL AND l.talk_id IS NULL AND NOT starts_with(l.kind, 'heart_talk_')
 ORDER BY l.row
"""

POINT_TO_NEW: Final = """
UPDATE deed_line l SET activity_id = a.id, is_new = true
  FROM life_activity a WHERE a.uid = l.uid AND l.activity_id IS NULL AND l.talk_id IS NULL;
CREATE INDEX ON deed_line (activity_id);
ANALYZE deed_line
"""

NEW_PARTS: Final = """
INSERT INTO life_activitypart (activity_id, kind)
SELECT l.activity_id, p.kind FROM deed_line l CROSS JOIN LATERAL unnest(l.parts) AS p (kind)
 WHERE l.is_new OR (l.is_changed AND l.activity_id IS NOT NULL)
"""

NEW_ASKS: Final = """
INSERT INTO life_activityask (activity_id, ask_id)
SELECT l.activity_id, a.id FROM deed_line l JOIN asks_ask a ON a.uid = ANY(l.asks)
 WHERE l.is_new OR (l.is_changed AND l.activity_id IS NOT NULL)
"""

ATTEND: Final = """
INSERT INTO life_attendance (activity_id, member_id, unit_id, is_guest, status, reason, source, version, recorded_at,
       recorded_by)
SELECT l.activity_id, d.member_id, d.unit_id, d.is_guest, d.status, d.reason, 'import', 1, %(at)s, %(account_id)s
  FROM deed_due d JOIN deed_line l ON l.row = d.row
 WHERE l.is_new OR (l.is_changed AND NOT EXISTS (
       SELECT 1 FROM life_attendance t WHERE t.activity_id = l.activity_id AND t.member_id = d.member_id))
"""

COUNT: Final = """
UPDATE life_activity a
   SET expected_count = coalesce(c.expected, 0), present_count = coalesce(c.present, 0),
       leave_count = coalesce(c.away, 0), guest_count = coalesce(c.guests, 0)
  FROM deed_line l LEFT JOIN (
       SELECT row, count(*) FILTER (WHERE NOT is_guest) AS expected,
              count(*) FILTER (WHERE NOT is_guest AND status = 'present') AS present,
              count(*) FILTER (WHERE NOT is_guest AND status = 'leave') AS away,
              count(*) FILTER (WHERE is_guest) AS guests
         FROM deed_due GROUP BY row) c ON c.row = l.row
 WHERE l.is_changed AND a.id = l.activity_id
"""

NEW_TALKS: Final = """
INSERT INTO life_hearttalk (uid, unit_id, occurred_on, recorded_on, pair, first_id, second_id, recorded_at, recorded_by,
       void_reason, batch_id)
SELECT l.uid, l.unit_id, l.occurred_on, coalesce(l.recorded_on, %(today)s), substr(l.kind, 12), a.member_id,
       b.member_id, %(at)s, %(account_id)s, '', %(batch_id)s
  FROM deed_line l JOIN deed_person a ON a.row = l.row AND a.place = 0
  JOIN deed_person b ON b.row = l.row AND b.place = 1
 WHERE l.talk_id IS NULL AND starts_with(l.kind, 'heart_talk_')
"""
