"""A calendar's address is its owner's; opinions and problems are read by posts at or above the unit."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

OF_VISIBLE_ACTIVITY = (
    f"EXISTS (SELECT 1 FROM life_activity a WHERE a.id = activity_id AND {unit_is_visible('a.unit_id')})"
)


class Migration(migrations.Migration):
    dependencies = [("life", "0009_feeds_preparation_year_topics")]

    operations = [
        seal_rows("life_calendarfeed", using=member_is_self("member_id")),
        enable_row_security("life_opinion", using=OF_VISIBLE_ACTIVITY),
        enable_row_security("life_foundproblem", using=f"{OF_VISIBLE_ACTIVITY} OR {member_is_self('owner_id')}"),
    ]
