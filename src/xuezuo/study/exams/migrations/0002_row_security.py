"""Who sat is visible to that person and to posts at or above the unit; answers and marks to the person alone."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, unit_is_visible

OF_OWN_SITTING = f"EXISTS (SELECT 1 FROM exams_sitting s WHERE s.id = sitting_id AND {member_is_self('s.member_id')})"


class Migration(migrations.Migration):
    dependencies = [("exams", "0001_initial"), ("org", "0002_row_security")]

    operations = [
        enable_row_security("exams_sitting", using=f"{member_is_self('member_id')} OR {unit_is_visible('unit_id')}"),
        enable_row_security("exams_step", using=OF_OWN_SITTING),
        enable_row_security("exams_result", using=OF_OWN_SITTING),
        enable_row_security("exams_response", using=OF_OWN_SITTING),
    ]
