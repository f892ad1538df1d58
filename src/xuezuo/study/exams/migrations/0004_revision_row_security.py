"""Former versions of a result are as private as the result."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self

OF_OWN_RESULT = (
    "EXISTS (SELECT 1 FROM exams_result r JOIN exams_sitting s ON s.id = r.sitting_id"
    f" WHERE r.id = result_id AND {member_is_self('s.member_id')})"
)


class Migration(migrations.Migration):
    dependencies = [("exams", "0003_corrections_and_claims")]

    operations = [enable_row_security("exams_resultrevision", using=OF_OWN_RESULT)]
