"""Polls are for those on their list and posts above; who took part, ballots and counts are sealed.

Conditions look at other tables, whose own conditions hold there too, and none looks back (PostgreSQL refuses a
circle): item -> poll -> elector, teller.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

MINE = member_is_self("member_id")
FOR_ME = (
    "EXISTS (SELECT 1 FROM ballots_elector e WHERE e.poll_id = ballots_poll.id)"
    " OR EXISTS (SELECT 1 FROM ballots_teller t WHERE t.poll_id = ballots_poll.id)"
)


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_polls"), ("org", "0002_row_security")]

    operations = [
        seal_rows("ballots_elector", using=MINE),
        seal_rows("ballots_teller", using=MINE),
        seal_rows("ballots_sheet", using=member_is_self("teller_id")),
        seal_rows("ballots_envelope", using="false"),
        seal_rows("ballots_ballot", using="false"),
        seal_rows("ballots_receipt", using="false"),
        enable_row_security("ballots_poll", using=f"{unit_is_visible('unit_id')} OR {FOR_ME}"),
        enable_row_security(
            "ballots_item", using="EXISTS (SELECT 1 FROM ballots_poll p WHERE p.id = ballots_item.poll_id)"
        ),
    ]
