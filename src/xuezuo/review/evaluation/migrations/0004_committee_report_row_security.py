"""What a committee reported of itself is for those who see its unit."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, unit_is_visible

OF_SEEN_UNIT = f"EXISTS (SELECT 1 FROM evaluation_part p WHERE p.id = part_id AND {unit_is_visible('p.unit_id')})"


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0003_committee_report")]

    operations = [enable_row_security("evaluation_committeereport", using=OF_SEEN_UNIT)]
