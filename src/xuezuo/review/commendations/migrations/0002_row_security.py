"""Nominations are for their unit, those above and whom they are about; objections are sealed."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

MINE_OR_OF_MY_UNITS = f"{member_is_self('member_id')} OR {unit_is_visible('unit_id')}"
OF_VISIBLE = "EXISTS (SELECT 1 FROM commendations_nomination n WHERE n.id = nomination_id)"
OF_KEPT = f"EXISTS (SELECT 1 FROM commendations_scheme s WHERE s.id = scheme_id AND {unit_is_visible('s.unit_id')})"


class Migration(migrations.Migration):
    dependencies = [("commendations", "0001_initial"), ("org", "0002_row_security")]

    operations = [
        enable_row_security("commendations_nomination", using=MINE_OR_OF_MY_UNITS),
        enable_row_security("commendations_ground", using=OF_VISIBLE),
        enable_row_security("commendations_step", using=OF_VISIBLE),
        seal_rows("commendations_objection", using=f"{member_is_self('sender_id')} OR {OF_KEPT}"),
        enable_row_security("commendations_pledge", using=MINE_OR_OF_MY_UNITS),
        enable_row_security("commendations_exemplarypost", using=MINE_OR_OF_MY_UNITS),
    ]
