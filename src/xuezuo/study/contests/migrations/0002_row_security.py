"""Sealed: who wrote a work, who judges, who gave which marks. Each knows only what is one's own.

Conditions look at other sealed tables, whose own conditions hold there too; none of them looks back (PostgreSQL refuses
a circle): entry -> result -> authorship -> contest, entry -> assignment -> juror.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

CLOSED = "EXISTS (SELECT 1 FROM contests_contest c WHERE c.id = contest_id AND c.state = 'closed')"
IN_MY_SIGHT = f"EXISTS (SELECT 1 FROM contests_contest c WHERE c.id = contest_id AND {unit_is_visible('c.unit_id')})"
OF_TEAM_IN_SIGHT = (
    "EXISTS (SELECT 1 FROM contests_team t JOIN contests_contest c ON c.id = t.contest_id"
    f" WHERE t.id = team_id AND {unit_is_visible('c.unit_id')})"
)
MINE = "EXISTS (SELECT 1 FROM contests_authorship a WHERE a.entry_id = {entry} AND " + member_is_self("a.member_id") + ")"
TO_JUDGE = (
    "EXISTS (SELECT 1 FROM contests_assignment g JOIN contests_juror j ON j.id = g.juror_id"
    f" WHERE g.entry_id = contests_entry.id AND j.released_at IS NULL AND {member_is_self('j.member_id')})"
)
SHOWN = f"({CLOSED} AND EXISTS (SELECT 1 FROM contests_result r WHERE r.entry_id = contests_entry.id AND r.is_public))"


class Migration(migrations.Migration):
    dependencies = [("contests", "0001_initial"), ("org", "0002_row_security")]

    operations = [
        enable_row_security("contests_teammember", using=f"{member_is_self('member_id')} OR {OF_TEAM_IN_SIGHT}"),
        seal_rows(
            "contests_authorship",
            using=f"({member_is_self('member_id')} OR (unsealed_at IS NOT NULL AND {IN_MY_SIGHT}))",
            at_the_top="unsealed_at IS NOT NULL",
        ),
        seal_rows("contests_juror", using=member_is_self("member_id")),
        seal_rows(
            "contests_assignment",
            using=f"EXISTS (SELECT 1 FROM contests_juror j WHERE j.id = juror_id AND {member_is_self('j.member_id')})",
        ),
        seal_rows(
            "contests_marking", using="EXISTS (SELECT 1 FROM contests_assignment g WHERE g.id = assignment_id)"
        ),
        seal_rows(
            "contests_result",
            using=f"({CLOSED} AND (award <> '' OR {MINE.format(entry='contests_result.entry_id')}))",
        ),
        seal_rows("contests_entry", using=f"({MINE.format(entry='contests_entry.id')} OR {TO_JUDGE} OR {SHOWN})"),
    ]
