"""Polls have a state between the last envelope and the opening of the box."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0004_poll_without_outcome'),
    ]

    operations = [
        migrations.AlterField(
            model_name='poll',
            name='state',
            field=models.CharField(choices=[('draft', '准备中'), ('open', '投票中'), ('sealed', '已封箱'), ('closed', '已结束'), ('void', '已作废')], default='draft', max_length=8),
        ),
    ]
