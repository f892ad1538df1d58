"""An answer sheet is as private as its steps; it is rewritten at every save, so its pages keep room for that."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self

OF_OWN_SITTING = f"EXISTS (SELECT 1 FROM exams_sitting s WHERE s.id = sitting_id AND {member_is_self('s.member_id')})"


class Migration(migrations.Migration):
    dependencies = [("exams", "0005_answer_sheets")]

    operations = [
        enable_row_security("exams_answersheet", using=OF_OWN_SITTING),
        migrations.RunSQL(
            "ALTER TABLE exams_answersheet SET (fillfactor = 50)", "ALTER TABLE exams_answersheet RESET (fillfactor)"
        ),
    ]
