"""A vote is for those on its list and posts above; what somebody said in writing is that member's own.

Conditions look at other tables, whose own conditions hold there too, and none looks back (PostgreSQL refuses a
circle): revision -> vote -> elector.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

MINE = member_is_self("member_id")
IN_MY_SIGHT = unit_is_visible("unit_id")


class Migration(migrations.Migration):
    dependencies = [("votes", "0001_votes"), ("org", "0002_row_security")]

    operations = [
        enable_row_security("votes_elector", using=f"{MINE} OR {IN_MY_SIGHT}"),
        enable_row_security("votes_exclusion", using=f"{MINE} OR {IN_MY_SIGHT}"),
        seal_rows("votes_opinion", using=MINE),
        enable_row_security(
            "votes_vote",
            using=f"{IN_MY_SIGHT} OR EXISTS (SELECT 1 FROM votes_elector e"
            f" WHERE e.vote_id = votes_vote.id AND {member_is_self('e.member_id')})",
        ),
        enable_row_security(
            "votes_voterevision", using="EXISTS (SELECT 1 FROM votes_vote v WHERE v.id = vote_id)"
        ),
    ]
