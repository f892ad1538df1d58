"""Meetings confirmed before the days for comments were kept get theirs, as they have been reckoned until now."""

from django.db import migrations

FILL = """
INSERT INTO life_commentwindow (activity_id, opened_on, last_day)
SELECT found.id, found.opened_on, life_last_comment_day(found.id)
  FROM (SELECT a.id, (greatest(a.confirmed_at, min(m.written_at)) AT TIME ZONE 'Asia/Shanghai')::date AS opened_on
          FROM life_activity a
          JOIN life_minutes m ON m.activity_id = a.id
         WHERE a.state = 'confirmed'
           AND NOT EXISTS (SELECT 1 FROM life_commentwindow w WHERE w.activity_id = a.id)
         GROUP BY a.id) found
"""


class Migration(migrations.Migration):
    dependencies = [("life", "0015_no_agenda_lines")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
