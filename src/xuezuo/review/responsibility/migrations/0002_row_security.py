"""Reports are for their unit and those above; a line of a review is sealed for the person and who keeps the round."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, member_is_self, seal_rows, unit_is_visible

OF_VISIBLE_REPORT = "EXISTS (SELECT 1 FROM responsibility_report r WHERE r.id = report_id)"
OF_KEPT_ROUND = (
    f"EXISTS (SELECT 1 FROM responsibility_reviewround r WHERE r.id = round_id AND {unit_is_visible('r.unit_id')})"
)


class Migration(migrations.Migration):
    dependencies = [("responsibility", "0001_initial"), ("org", "0002_row_security")]

    operations = [
        enable_row_security(
            "responsibility_report", using=f"{unit_is_visible('unit_id')} OR {member_is_self('member_id')}"
        ),
        enable_row_security("responsibility_reportversion", using=OF_VISIBLE_REPORT),
        enable_row_security("responsibility_problem", using=unit_is_visible("unit_id")),
        seal_rows("responsibility_reviewentry", using=f"{member_is_self('member_id')} OR {OF_KEPT_ROUND}"),
    ]
