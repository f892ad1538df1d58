"""Elections are for posts above and for those on their list; who may not elect, who came, who stood go with them.

Conditions look at other tables, whose own conditions hold there too, and none looks back (PostgreSQL refuses a
circle): step, round, candidate, watcher -> election -> elector. Who elected what is nowhere here: see `ballots`.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, unit_is_visible

UNIT = unit_is_visible("unit_id")
SELF = member_is_self("member_id")
ELECTION = "EXISTS (SELECT 1 FROM elections_election e WHERE e.id = election_id)"


class Migration(migrations.Migration):
    dependencies = [("elections", "0001_elections"), ("org", "0002_row_security")]

    operations = [
        enable_row_security("elections_elector", using=f"{UNIT} OR {SELF}"),
        enable_row_security(
            "elections_election",
            using=f"{UNIT} OR EXISTS (SELECT 1 FROM elections_elector v"
            f" WHERE v.election_id = elections_election.id AND {member_is_self('v.member_id')})",
        ),
        enable_row_security("elections_candidate", using=ELECTION),
        enable_row_security("elections_watcher", using=ELECTION),
        enable_row_security("elections_round", using=ELECTION),
        enable_row_security("elections_step", using=ELECTION),
        enable_row_security(
            "elections_delegate",
            using=f"{UNIT} OR {SELF} OR EXISTS (SELECT 1 FROM elections_congress c"
            f" WHERE c.id = congress_id AND {unit_is_visible('c.unit_id')})",
        ),
    ]
