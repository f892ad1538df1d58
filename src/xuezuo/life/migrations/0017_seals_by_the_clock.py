"""Seals go by the clock of the database, and hold for decisions and for what became of each point too.

Until now a row was believed when it said that it had been written in time. `life_clock` belongs to the owner, so the
role of the application cannot put it back; tests, which live in other years, put their own in its place. A request
that was sent on the last evening may come some minutes late.
"""

from django.db import migrations

CLOCK = """
CREATE OR REPLACE FUNCTION life_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT clock_timestamp() $$
"""
IS_SEALED = """
CREATE OR REPLACE FUNCTION life_is_sealed(meeting bigint, said timestamptz) RETURNS boolean
LANGUAGE sql VOLATILE SET search_path = public, pg_temp AS $$
  SELECT coalesce(
    (greatest(said, life_clock() - interval '5 minutes') AT TIME ZONE 'Asia/Shanghai')::date
      > life_last_comment_day(meeting), false)
$$
"""
MINUTES = """
CREATE OR REPLACE FUNCTION life_minutes_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'minutes keep every version: write a new one' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.is_correction AND life_is_sealed(NEW.activity_id, NEW.written_at) THEN
    RAISE EXCEPTION 'minutes are sealed: write a correction' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
WINDOW = """
CREATE OR REPLACE FUNCTION life_window_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'the days for comments are set once' USING ERRCODE = 'check_violation';
  END IF;
  IF life_is_sealed(NEW.activity_id, NULL) THEN
    RAISE EXCEPTION 'the days for comments are over' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
COMMENT = """
CREATE OR REPLACE FUNCTION life_comment_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'comments on minutes are kept' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF life_last_comment_day(NEW.activity_id) IS NULL OR life_is_sealed(NEW.activity_id, NEW.written_at) THEN
      RAISE EXCEPTION 'comments are not taken' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.uid, NEW.activity_id, NEW.member_id, NEW.text, NEW.written_at)
     IS DISTINCT FROM (OLD.uid, OLD.activity_id, OLD.member_id, OLD.text, OLD.written_at) THEN
    RAISE EXCEPTION 'a comment stays as it was said' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.answer <> '' AND (NEW.answered_at IS NULL OR life_is_sealed(OLD.activity_id, NEW.answered_at)) THEN
    RAISE EXCEPTION 'the answer is sealed with the minutes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
AGENDA = """
CREATE FUNCTION life_agenda_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND life_is_sealed(OLD.activity_id, NULL)
     OR TG_OP <> 'DELETE' AND life_is_sealed(NEW.activity_id, NULL) THEN
    RAISE EXCEPTION 'points and their outcomes are sealed with the minutes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$
"""
RESOLUTION = """
CREATE FUNCTION life_resolution_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'decisions are kept' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.uid, NEW.activity_id) IS DISTINCT FROM (OLD.uid, OLD.activity_id) THEN
    RAISE EXCEPTION 'a decision stays with its meeting' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$
"""
STEP = """
CREATE FUNCTION life_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what happened to a decision is kept' USING ERRCODE = 'check_violation';
END $$
"""
# Asked when the transaction ends: what a decision said and why it changed is written beside it, in either order. It
# reads with the owner's rights: whoever writes need not see every step.
REASONED = """
CREATE FUNCTION life_resolution_reasoned() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE newest timestamptz := (SELECT max(at) FROM life_resolutionstep WHERE resolution_id = NEW.id);
BEGIN
  IF NOT life_is_sealed(NEW.activity_id, newest) THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM life_resolutionstep
                    WHERE resolution_id = NEW.id AND step = 'noted' AND note <> '') THEN
      RAISE EXCEPTION 'minutes are sealed: a decision is added with a reason' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NOT EXISTS (
      SELECT 1 FROM life_resolutionstep
       WHERE resolution_id = NEW.id AND step = 'changed' AND note <> '' AND fields ->> 'text' = OLD.text
         AND (fields ->> 'owner_id', fields ->> 'due_on', fields ->> 'item_id')
             IS NOT DISTINCT FROM (OLD.owner_id::text, OLD.due_on::text, OLD.item_id::text)) THEN
    RAISE EXCEPTION 'minutes are sealed: a decision is changed with a reason' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$
"""
SAYS = "NEW.text, NEW.owner_id, NEW.due_on, NEW.item_id"
WAS = SAYS.replace("NEW", "OLD")


def trigger(table: str, function: str, when: str) -> migrations.RunSQL:
    """Return the operation that hangs the guard on the table."""
    made = f"CREATE TRIGGER {function} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    return migrations.RunSQL(made, f"DROP TRIGGER {function} ON {table}")


def at_the_end(name: str, when: str) -> migrations.RunSQL:
    """Return the operation that asks for a reason when the transaction ends."""
    made = (
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {when} EXECUTE FUNCTION life_resolution_reasoned()"
    )
    return migrations.RunSQL(made, f"DROP TRIGGER {name} ON life_resolution")


def replaced(function: str) -> migrations.RunSQL:
    """Return the operation that puts another body into a guard of migration 0012; going back leaves it stricter."""
    return migrations.RunSQL(function, migrations.RunSQL.noop)


EACH = "ON life_resolution DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"


class Migration(migrations.Migration):
    dependencies = [("life", "0016_windows_of_older_minutes")]

    operations = [
        migrations.RunSQL(CLOCK, migrations.RunSQL.noop),
        migrations.RunSQL(IS_SEALED, migrations.RunSQL.noop),
        replaced(MINUTES),
        replaced(WINDOW),
        replaced(COMMENT),
        migrations.RunSQL(
            "DROP TRIGGER life_window_guard ON life_commentwindow",
            "CREATE TRIGGER life_window_guard BEFORE UPDATE OR DELETE ON life_commentwindow"
            " FOR EACH ROW EXECUTE FUNCTION life_window_guard()",
        ),
        trigger("life_commentwindow", "life_window_guard", "INSERT OR UPDATE OR DELETE"),
        migrations.RunSQL(AGENDA, "DROP FUNCTION life_agenda_guard()"),
        trigger("life_agendaitem", "life_agenda_guard", "INSERT OR UPDATE OR DELETE"),
        migrations.RunSQL(RESOLUTION, "DROP FUNCTION life_resolution_guard()"),
        trigger("life_resolution", "life_resolution_guard", "UPDATE OR DELETE"),
        migrations.RunSQL(STEP, "DROP FUNCTION life_step_guard()"),
        trigger("life_resolutionstep", "life_step_guard", "UPDATE OR DELETE"),
        migrations.RunSQL(REASONED, "DROP FUNCTION life_resolution_reasoned()"),
        at_the_end("life_resolution_added", f"INSERT {EACH}"),
        at_the_end("life_resolution_changed", f"UPDATE {EACH} WHEN (({SAYS}) IS DISTINCT FROM ({WAS}))"),
    ]
