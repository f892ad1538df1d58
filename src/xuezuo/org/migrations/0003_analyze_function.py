from django.db import migrations

# Runs with the owner's rights: the served role may not ANALYZE tables it does not own. It takes no argument and writes
# nothing but the planner's statistics; the search path is fixed so that nobody can slip another table in.
CREATE = """
CREATE FUNCTION xuezuo_analyze() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE org_unit, org_unitname, org_edge, org_closure, org_member, org_memberidentity, org_affiliation, org_stage,
          org_post;
  IF to_regclass('life_attendance') IS NOT NULL THEN
    EXECUTE 'ANALYZE life_activity, life_activitypart, life_attendance, life_hearttalk';
  END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0002_row_security")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION xuezuo_analyze()")]
