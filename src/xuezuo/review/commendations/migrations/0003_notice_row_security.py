"""A public notice is for everybody once it is approved, and before that for those who prepare it."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, unit_is_visible

OF_KEPT = f"EXISTS (SELECT 1 FROM commendations_scheme s WHERE s.id = scheme_id AND {unit_is_visible('s.unit_id')})"


class Migration(migrations.Migration):
    dependencies = [("commendations", "0002_row_security")]

    operations = [enable_row_security("commendations_publicnotice", using=f"state = 'approved' OR {OF_KEPT}")]
