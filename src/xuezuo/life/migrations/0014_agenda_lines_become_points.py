"""What a template had as one point a line becomes points of their own, and back."""

from django.db import migrations

FORWARDS = """
INSERT INTO life_templateitem (template_id, position, title, kind, post, text)
SELECT t.id, row_number() OVER (PARTITION BY t.id ORDER BY line.place), left(btrim(line.title), 200), '', '', ''
  FROM life_meetingtemplate t,
       LATERAL regexp_split_to_table(t.agenda, '\\r?\\n') WITH ORDINALITY AS line(title, place)
 WHERE btrim(line.title) <> ''
"""
BACKWARDS = """
UPDATE life_meetingtemplate t
   SET agenda = (SELECT coalesce(string_agg(i.title, E'\\n' ORDER BY i.position), '')
                   FROM life_templateitem i WHERE i.template_id = t.id)
"""


class Migration(migrations.Migration):
    dependencies = [("life", "0013_points_of_templates")]

    operations = [migrations.RunSQL([FORWARDS], [BACKWARDS, "DELETE FROM life_templateitem"])]
