"""What a member keeps for oneself is shown to nobody else, programs and posts at the top included.

Self-study that is not submitted yet is such a thing; what was submitted is visible to posts at or above the unit.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, unit_is_visible

PRIVATE = ("reading_studynote", "reading_bookmark", "reading_note", "reading_habit", "reading_habitmark")
SUBMITTED = "state <> 'noted'"


class Migration(migrations.Migration):
    dependencies = [("reading", "0001_first_tables"), ("org", "0002_row_security")]

    operations = [
        enable_row_security(
            "reading_selfstudy",
            using=f"{member_is_self('member_id')} OR ({SUBMITTED} AND {unit_is_visible('unit_id')})",
            programs=SUBMITTED,
        ),
        *(enable_row_security(table, using=member_is_self("member_id"), programs="false") for table in PRIVATE),
    ]
