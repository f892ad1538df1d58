"""Who came along on a visit is seen by the person and by the posts of the own unit and of the one that came."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, unit_is_visible

OF_VISIBLE_VISIT = f"EXISTS (SELECT 1 FROM training_visit v WHERE v.id = visit_id AND {unit_is_visible('v.unit_id')})"


class Migration(migrations.Migration):
    dependencies = [("training", "0004_places_cases_topics")]

    operations = [
        enable_row_security(
            "training_visitor",
            using=f"{member_is_self('member_id')} OR {unit_is_visible('unit_id')} OR {OF_VISIBLE_VISIT}",
        ),
        enable_row_security("training_visitrevision", using=OF_VISIBLE_VISIT),
    ]
