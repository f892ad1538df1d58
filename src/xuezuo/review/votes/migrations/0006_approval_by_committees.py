"""A committee approves admissions and conversions, one person each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("votes", "0005_sealed_reasons")]

    operations = [
        migrations.AlterField(
            model_name="vote",
            name="kind",
            field=models.CharField(
                choices=[
                    ("resolution", "党员大会决议"),
                    ("committee_resolution", "委员会决议"),
                    ("admission", "接收预备党员"),
                    ("conversion", "预备党员转正"),
                    ("approval", "党委审批接收、转正"),
                ],
                max_length=24,
                verbose_name="表决事项",
            ),
        ),
    ]
