"""A ruling is for those who may see its vote."""

from django.db import migrations

from xuezuo.platform.db.rowsecurity import enable_row_security


class Migration(migrations.Migration):
    dependencies = [("votes", "0003_rulings")]

    operations = [
        enable_row_security("votes_voteruling", using="EXISTS (SELECT 1 FROM votes_vote v WHERE v.id = vote_id)"),
    ]
