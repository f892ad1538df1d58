from django.db import migrations

# As org's `xuezuo_analyze`: the served role may not ANALYZE tables it does not own. New words wait in a list beside the
# index (that makes imports several times faster); every search reads that list until it is put in order.
CREATE = """
CREATE FUNCTION library_analyze() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM gin_clean_pending_list('library_words'), gin_clean_pending_list('library_title_words');
  ANALYZE library_material, library_shingle;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("library", "0001_first_tables")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION library_analyze()")]
