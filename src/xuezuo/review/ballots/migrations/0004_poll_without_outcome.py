"""The columns that moved go: in a migration of its own, for PostgreSQL alters no table with checks pending."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("ballots", "0003_outcome")]

    operations = [
        migrations.RemoveConstraint("poll", "ballots_closed_pair"),
        migrations.RemoveField("poll", "paper"),
        migrations.RemoveField("poll", "result"),
        migrations.AddConstraint(
            "poll",
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="ballots_closed_pair",
            ),
        ),
    ]
