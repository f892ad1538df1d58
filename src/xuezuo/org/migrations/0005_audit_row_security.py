"""The audit trail is read by posts at or above its unit, and by the member concerned.

Writing an entry needs no scope (`platform.audit.services.record` writes as the system): a failed log-in is recorded
while nobody is known.
"""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security, unit_is_visible

# One look-up per query, not per row.
ABOUT_ONESELF = (
    "member_uid = (SELECT m.uid FROM org_member m WHERE m.id = nullif(current_setting('xuezuo.member', true), '')::bigint)"
)


class Migration(migrations.Migration):
    dependencies = [("org", "0004_partial_affiliation_guard"), ("audit", "0001_initial")]
    operations = [enable_row_security("audit_entry", using=f"{unit_is_visible('unit_id')} OR {ABOUT_ONESELF}")]
