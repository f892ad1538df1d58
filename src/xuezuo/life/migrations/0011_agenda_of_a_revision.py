"""What was saved of an agenda is called so."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("life", "0010_feeds_preparation_row_security")]

    operations = [migrations.RenameField("agendarevision", "points", "agenda")]
