from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("life", "0014_agenda_lines_become_points")]

    operations = [
        migrations.AlterField("meetingtemplate", "agenda", models.TextField("议题", blank=True, db_default="")),
        migrations.RemoveField("meetingtemplate", "agenda"),
    ]
