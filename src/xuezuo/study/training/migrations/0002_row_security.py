"""Enrolment, attendance and certificates are seen by the person, the own branch's posts, and who holds the class."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, unit_is_visible

MINE_OR_OF_MY_UNITS = f"{member_is_self('member_id')} OR {unit_is_visible('unit_id')}"
OF_VISIBLE_CLASS = (
    f"EXISTS (SELECT 1 FROM training_trainingclass c WHERE c.id = training_class_id AND {unit_is_visible('c.unit_id')})"
)
OF_VISIBLE_SESSION = (
    f"EXISTS (SELECT 1 FROM training_session s WHERE s.id = session_id AND {unit_is_visible('s.unit_id')})"
)
OF_VISIBLE_ATTENDANCE = "EXISTS (SELECT 1 FROM training_attendance t WHERE t.id = attendance_id)"


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial"), ("org", "0002_row_security")]

    operations = [
        enable_row_security("training_enrolment", using=f"{MINE_OR_OF_MY_UNITS} OR {OF_VISIBLE_CLASS}"),
        enable_row_security("training_certificate", using=f"{MINE_OR_OF_MY_UNITS} OR {OF_VISIBLE_CLASS}"),
        enable_row_security("training_attendance", using=f"{MINE_OR_OF_MY_UNITS} OR {OF_VISIBLE_SESSION}"),
        enable_row_security("training_attendancerevision", using=OF_VISIBLE_ATTENDANCE),
    ]
