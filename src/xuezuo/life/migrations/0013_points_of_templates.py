import django.db.models.deletion
from django.db import migrations, models

import xuezuo.life.types


class Migration(migrations.Migration):
    dependencies = [("life", "0012_sealed_minutes_hold")]

    operations = [
        migrations.AddField(
            "agendaitem",
            "kind",
            models.CharField("性质", max_length=12, choices=xuezuo.life.types.ItemKind, blank=True, db_default=""),
        ),
        migrations.AddField("agendaitem", "text", models.CharField("说明", max_length=500, blank=True, db_default="")),
        migrations.CreateModel(
            "TemplateItem",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField("议题", max_length=200)),
                ("kind", models.CharField("性质", max_length=12, choices=xuezuo.life.types.ItemKind, blank=True)),
                ("minutes", models.PositiveSmallIntegerField("预计时长（分钟）", null=True)),
                ("post", models.CharField("汇报人", max_length=20, choices=xuezuo.life.types.Presenter, blank=True)),
                ("text", models.CharField("说明", max_length=500, blank=True)),
                (
                    "template",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="life.meetingtemplate",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "templateitem",
            models.UniqueConstraint(fields=["template", "position"], name="life_template_position"),
        ),
        migrations.CreateModel(
            "TemplateRevision",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("said", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", models.BigIntegerField(null=True)),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="life.series",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="life.meetingtemplate",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "templaterevision",
            models.UniqueConstraint(
                fields=["template", "series", "version"], nulls_distinct=False, name="life_template_version"
            ),
        ),
    ]
