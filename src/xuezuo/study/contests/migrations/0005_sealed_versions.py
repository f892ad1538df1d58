"""Former versions are their authors' own; a juror no longer reads a work that was withdrawn or disqualified."""

from django.conf import settings
from django.db import migrations

from xuezuo.platform.db.rowsecurity import is_program, member_is_self, seal_rows

CLOSED = "EXISTS (SELECT 1 FROM contests_contest c WHERE c.id = contest_id AND c.state = 'closed')"
MINE = "EXISTS (SELECT 1 FROM contests_authorship a WHERE a.entry_id = {entry} AND " + member_is_self("a.member_id") + ")"
TO_JUDGE = (
    "EXISTS (SELECT 1 FROM contests_assignment g JOIN contests_juror j ON j.id = g.juror_id"
    f" WHERE g.entry_id = contests_entry.id AND j.released_at IS NULL AND {member_is_self('j.member_id')})"
)
IS_OUT = (
    "COALESCE((SELECT r.is_out FROM contests_ruling r WHERE r.contest_id = contests_entry.contest_id"
    " AND r.number = contests_entry.number ORDER BY r.id DESC LIMIT 1), false)"
)
STILL_JUDGED = f"(state = 'entered' AND NOT {IS_OUT} AND {TO_JUDGE})"
SHOWN = f"({CLOSED} AND EXISTS (SELECT 1 FROM contests_result r WHERE r.entry_id = contests_entry.id AND r.is_public))"


def _alter(to_judge: str) -> list[str]:
    using = f"({MINE.format(entry='contests_entry.id')} OR {to_judge} OR {SHOWN})"
    everything = settings.DATABASES["default"]["ALL_ROLE"]
    return [
        f"ALTER POLICY contests_entry_scope ON contests_entry USING ({using})",
        f'ALTER POLICY contests_entry_all ON contests_entry TO "{everything}" USING ({is_program()} OR {using})',
    ]


class Migration(migrations.Migration):
    dependencies = [("contests", "0004_former_works")]

    operations = [
        seal_rows("contests_formerwork", using=MINE.format(entry="contests_formerwork.entry_id")),
        migrations.RunSQL(_alter(STILL_JUDGED), _alter(TO_JUDGE)),
    ]
