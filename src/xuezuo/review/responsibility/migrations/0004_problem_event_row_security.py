"""What happened to a problem is shown to whom the problem is."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security

OF_VISIBLE_PROBLEM = "EXISTS (SELECT 1 FROM responsibility_problem p WHERE p.id = problem_id)"


class Migration(migrations.Migration):
    dependencies = [("responsibility", "0003_problems_in_two_steps")]

    operations = [enable_row_security("responsibility_problemevent", using=OF_VISIBLE_PROBLEM)]
