"""Sealed minutes hold in the database too: the services ask first, the triggers have the last word.

What a row says of its own time (`written_at`, `answered_at`) counts: imports and tests have their own clock.
"""

from django.db import migrations, models

# The last civil day for comments, as `life.queries.sealing.window_of` has it; NULL = comments have not begun. It reads
# with the owner's rights: an attendee who comments need not see the unit's settings.
LAST_DAY = """
CREATE FUNCTION life_last_comment_day(meeting bigint) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE kept date; opened date; days integer;
BEGIN
  SELECT last_day INTO kept FROM life_commentwindow WHERE activity_id = meeting;
  IF kept IS NOT NULL THEN RETURN kept; END IF;
  SELECT (greatest(a.confirmed_at, min(m.written_at)) AT TIME ZONE 'Asia/Shanghai')::date,
         coalesce(t.comment_days, s.comment_days, 7)
    INTO opened, days
    FROM life_activity a
    JOIN life_minutes m ON m.activity_id = a.id
    LEFT JOIN life_meetingtemplate t ON t.id = a.template_id
    LEFT JOIN life_meetingsetting s ON s.unit_id = a.unit_id
   WHERE a.id = meeting AND a.state = 'confirmed'
   GROUP BY a.confirmed_at, t.comment_days, s.comment_days;
  RETURN opened + days;
END $$
"""
MINUTES = """
CREATE FUNCTION life_minutes_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'minutes keep every version: write a new one' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.is_correction
     AND (NEW.written_at AT TIME ZONE 'Asia/Shanghai')::date > life_last_comment_day(NEW.activity_id) THEN
    RAISE EXCEPTION 'minutes are sealed: write a correction' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
WINDOW = """
CREATE FUNCTION life_window_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the days for comments are set once' USING ERRCODE = 'check_violation';
END $$
"""
COMMENT = """
CREATE FUNCTION life_comment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last_day date := life_last_comment_day(coalesce(NEW.activity_id, OLD.activity_id));
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'comments on minutes are kept' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF last_day IS NULL OR (NEW.written_at AT TIME ZONE 'Asia/Shanghai')::date > last_day THEN
      RAISE EXCEPTION 'comments are not taken' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.uid, NEW.activity_id, NEW.member_id, NEW.text, NEW.written_at)
     IS DISTINCT FROM (OLD.uid, OLD.activity_id, OLD.member_id, OLD.text, OLD.written_at) THEN
    RAISE EXCEPTION 'a comment stays as it was said' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.answer <> '' AND (NEW.answered_at IS NULL
     OR (NEW.answered_at AT TIME ZONE 'Asia/Shanghai')::date > last_day) THEN
    RAISE EXCEPTION 'the answer is sealed with the minutes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""


def trigger(table: str, function: str, when: str) -> tuple[str, str]:
    """Return the statements that hang the guard on the table and that take it off."""
    made = f"CREATE TRIGGER {function} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    return made, f"DROP TRIGGER {function} ON {table}"


ON_MINUTES = trigger("life_minutes", "life_minutes_guard", "INSERT OR UPDATE OR DELETE")
ON_WINDOW = trigger("life_commentwindow", "life_window_guard", "UPDATE OR DELETE")
ON_COMMENT = trigger("life_minutescomment", "life_comment_guard", "INSERT OR UPDATE OR DELETE")


class Migration(migrations.Migration):
    dependencies = [("life", "0011_agenda_of_a_revision")]

    operations = [
        migrations.AddConstraint(
            "minutes",
            models.CheckConstraint(
                condition=models.Q(is_correction=False) | ~models.Q(reason=""), name="life_minutes_correction_reason"
            ),
        ),
        migrations.RunSQL(LAST_DAY, "DROP FUNCTION life_last_comment_day(bigint)"),
        migrations.RunSQL(MINUTES, "DROP FUNCTION life_minutes_guard()"),
        migrations.RunSQL(WINDOW, "DROP FUNCTION life_window_guard()"),
        migrations.RunSQL(COMMENT, "DROP FUNCTION life_comment_guard()"),
        migrations.RunSQL(*ON_MINUTES),
        migrations.RunSQL(*ON_WINDOW),
        migrations.RunSQL(*ON_COMMENT),
    ]
