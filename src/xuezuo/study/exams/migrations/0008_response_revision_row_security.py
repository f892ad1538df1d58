"""Former marks of an answer are as private as the answer."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self

OF_OWN_ANSWER = (
    "EXISTS (SELECT 1 FROM exams_response r JOIN exams_sitting s ON s.id = r.sitting_id"
    f" WHERE r.id = response_id AND {member_is_self('s.member_id')})"
)


class Migration(migrations.Migration):
    dependencies = [("exams", "0007_response_revisions")]

    operations = [enable_row_security("exams_responserevision", using=OF_OWN_ANSWER)]
