"""Comments are read by those who came or had leave and by whoever keeps the minutes: nobody else, at the top neither."""

from django.conf import settings
from django.db import migrations

from xuezuo.platform.db.rowsecurity import is_program, member_is_self, unit_is_visible

CAME_OR_EXCUSED = f"""EXISTS (SELECT 1 FROM life_attendance t
    WHERE t.activity_id = life_minutescomment.activity_id AND t.status <> 'absent'
      AND {member_is_self("t.member_id")})"""
# A post in the unit or, for a group, directly above it; members of the unit without a post are not meant.
KEEPS_THE_MINUTES = f"""EXISTS (SELECT 1 FROM life_activity a
    JOIN org_unit u ON u.id = a.unit_id
    JOIN org_closure c ON c.descendant_id = u.id AND (c.depth = 0 OR (c.depth = 1 AND u.kind = 'group'))
     AND c.during @> (current_timestamp AT TIME ZONE 'Asia/Shanghai')::date
    JOIN org_post p ON p.unit_id = c.ancestor_id
     AND p.during @> (current_timestamp AT TIME ZONE 'Asia/Shanghai')::date
   WHERE a.id = life_minutescomment.activity_id AND {member_is_self("p.member_id")})"""
NOW = f"{member_is_self('member_id')} OR {CAME_OR_EXCUSED} OR {KEEPS_THE_MINUTES}"

OF_VISIBLE_ACTIVITY = (
    f"EXISTS (SELECT 1 FROM life_activity a WHERE a.id = activity_id AND {unit_is_visible('a.unit_id')})"
)
BEFORE = f"{OF_VISIBLE_ACTIVITY} OR {member_is_self('member_id')} OR {CAME_OR_EXCUSED}"


def policies(scope: str, everything: str) -> list[str]:
    """Return the statements that change both policies of the table."""
    role = settings.DATABASES["default"]["ALL_ROLE"]
    return [
        f"ALTER POLICY life_minutescomment_scope ON life_minutescomment USING ({scope})",
        f'ALTER POLICY life_minutescomment_all ON life_minutescomment TO "{role}" USING ({everything})',
    ]


class Migration(migrations.Migration):
    dependencies = [("life", "0007_agenda_points")]

    operations = [migrations.RunSQL(policies(NOW, f"{is_program()} OR {NOW}"), policies(BEFORE, "true"))]
