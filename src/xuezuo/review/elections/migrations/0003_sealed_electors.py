"""Who may not elect, and why, is for that person and for services alone: whoever belongs to the unit read it by SQL.

Pages give the reasons to those who run the election and to the unit above that approves it, after its door.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, reopen_rows, seal_rows, unit_is_visible

SELF = member_is_self("member_id")


class Migration(migrations.Migration):
    dependencies = [("elections", "0002_row_security")]

    operations = [
        reopen_rows(enable_row_security("elections_elector", using=f"{unit_is_visible('unit_id')} OR {SELF}")),
        seal_rows("elections_elector", using=SELF),
    ]
