from django.db import migrations

# Texts and search vectors go out of line even when they are short: what searches and lists walk through stays narrow
# (a third of a kilobyte instead of one and a half).
NARROW = "ALTER TABLE library_material SET (toast_tuple_target = 128)"
WIDE = "ALTER TABLE library_material RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    dependencies = [("library", "0002_analyze_function")]

    operations = [migrations.RunSQL(NARROW, WIDE)]
