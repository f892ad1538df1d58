"""What a poll came to moves to rows of its own, which nobody reads but services: see `Outcome`."""

import django.db.models.deletion
from django.db import migrations, models

from xuezuo.platform.db.rowsecurity import seal_rows

COPY = """INSERT INTO ballots_outcome (poll_id, paper, result)
SELECT id, paper, result FROM ballots_poll WHERE paper IS NOT NULL OR result IS NOT NULL"""
BACK = "UPDATE ballots_poll p SET paper = o.paper, result = o.result FROM ballots_outcome o WHERE o.poll_id = p.id"


class Migration(migrations.Migration):
    dependencies = [("ballots", "0002_row_security")]

    operations = [
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="outcome",
                        serialize=False,
                        to="ballots.poll",
                    ),
                ),
                ("paper", models.JSONField(null=True)),
                ("result", models.JSONField(null=True)),
            ],
        ),
        seal_rows("ballots_outcome", using="false"),
        migrations.RunSQL(COPY, BACK),
    ]
