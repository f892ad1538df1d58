"""Who is left out, and why, is for that person and for services alone: whoever belongs to the unit read it by SQL.

Pages give the reasons to those who run the vote, after its door.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, reopen_rows, seal_rows, unit_is_visible

MINE = member_is_self("member_id")
BEFORE = f"{MINE} OR {unit_is_visible('unit_id')}"


class Migration(migrations.Migration):
    dependencies = [("votes", "0004_ruling_row_security")]

    operations = [
        reopen_rows(enable_row_security("votes_elector", using=BEFORE)),
        seal_rows("votes_elector", using=MINE),
        reopen_rows(enable_row_security("votes_exclusion", using=BEFORE)),
        seal_rows("votes_exclusion", using=MINE),
    ]
