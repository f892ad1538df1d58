"""Comments are seen by who took part and by posts at or above the unit; kept texts by their author alone."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

OF_VISIBLE_ACTIVITY = (
    f"EXISTS (SELECT 1 FROM life_activity a WHERE a.id = activity_id AND {unit_is_visible('a.unit_id')})"
)
CAME_OR_EXCUSED = f"""EXISTS (SELECT 1 FROM life_attendance t
    WHERE t.activity_id = life_minutescomment.activity_id AND t.status <> 'absent'
      AND {member_is_self("t.member_id")})"""


class Migration(migrations.Migration):
    dependencies = [("life", "0005_meeting_in_full")]

    operations = [
        enable_row_security(
            "life_minutescomment",
            using=f"{OF_VISIBLE_ACTIVITY} OR {member_is_self('member_id')} OR {CAME_OR_EXCUSED}",
        ),
        enable_row_security(
            "life_resolutionstep", using="EXISTS (SELECT 1 FROM life_resolution r WHERE r.id = resolution_id)"
        ),
        seal_rows("life_kepttext", using=member_is_self("author_id")),
    ]
