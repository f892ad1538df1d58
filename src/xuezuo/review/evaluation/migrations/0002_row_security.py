"""What is about a person is the member's own, at the top of the tree too; services open the rest behind their doors.

Branches and rounds hold no personal data. Counts of past years are for those who see the unit.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

MY_LINE = "EXISTS (SELECT 1 FROM evaluation_subject s WHERE s.id = {table}.subject_id)"


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0001_rounds"), ("org", "0002_row_security")]

    operations = [
        seal_rows("evaluation_subject", using=member_is_self("member_id")),
        seal_rows("evaluation_selfreview", using=MY_LINE.format(table="evaluation_selfreview")),
        seal_rows("evaluation_verdict", using=MY_LINE.format(table="evaluation_verdict")),
        seal_rows("evaluation_homereport", using=MY_LINE.format(table="evaluation_homereport")),
        seal_rows(
            "evaluation_appeal",
            using="EXISTS (SELECT 1 FROM evaluation_verdict v WHERE v.id = evaluation_appeal.verdict_id)",
        ),
        enable_row_security("evaluation_pastcount", using=unit_is_visible("unit_id")),
    ]
