"""What somebody did is visible to that person and to posts at or above the unit; guests and lecturers to their hosts."""

from django.db import migrations, models

from xuezuo.platform.db.rowsecurity import add_policy, enable_row_security, member_is_self, unit_is_visible

OF_VISIBLE_ACTIVITY = (
    f"EXISTS (SELECT 1 FROM life_activity a WHERE a.id = activity_id AND {unit_is_visible('a.unit_id')})"
)
TOOK_PART = f"""EXISTS (SELECT 1 FROM life_attendance t
    WHERE t.activity_id = {{table}}.activity_id AND {member_is_self("t.member_id")})"""


class Migration(migrations.Migration):
    dependencies = [("life", "0001_initial"), ("org", "0002_row_security")]

    operations = [
        migrations.AddIndex(
            "attendance",
            models.Index(fields=["member"], condition=models.Q(is_guest=True), name="life_attendance_guest"),
        ),
        enable_row_security(
            "life_attendance",
            using=f"{member_is_self('member_id')} OR {unit_is_visible('unit_id')} OR {OF_VISIBLE_ACTIVITY}",
        ),
        enable_row_security(
            "life_attendancerevision", using="EXISTS (SELECT 1 FROM life_attendance t WHERE t.id = attendance_id)"
        ),
        enable_row_security("life_minutes", using=f"{OF_VISIBLE_ACTIVITY} OR {TOOK_PART.format(table='life_minutes')}"),
        enable_row_security(
            "life_resolution",
            using=f"{OF_VISIBLE_ACTIVITY} OR {member_is_self('owner_id')}"
            f" OR {TOOK_PART.format(table='life_resolution')}",
        ),
        enable_row_security(
            "life_hearttalk",
            using=f"{unit_is_visible('unit_id')} OR {member_is_self('first_id')} OR {member_is_self('second_id')}",
        ),
        add_policy(
            "org_member",
            "life_guest",
            using="EXISTS (SELECT 1 FROM life_attendance t JOIN life_activity a ON a.id = t.activity_id"
            f" WHERE t.member_id = org_member.id AND t.is_guest AND {unit_is_visible('a.unit_id')})",
        ),
        add_policy(
            "org_member",
            "life_lecturer",
            using="EXISTS (SELECT 1 FROM life_activity a"
            f" WHERE a.lecturer_id = org_member.id AND {unit_is_visible('a.unit_id')})",
        ),
    ]
