"""What stood in templates before points had kinds and posts is still there, and comes back."""

import pytest
from django.core.management import call_command
from django.db import connection

from xuezuo.org.tests import factories as org


def rows(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.mark.usefixtures("scratch_database")
def test_lines_become_points_and_lines_again() -> None:
    unit = org.unit("LC77")
    call_command("migrate", "life", "0013", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO life_meetingtemplate"
            " (uid, unit_id, name, kind, place, topic, agenda, notice, version, changed_at)"
            " VALUES (gen_random_uuid(), %s, '支委会', 'committee_meeting', '', '', %s, '', 1, now())",
            [unit.pk, "学习文件\r\n\r\n  讨论工作 \n研究决定"],
        )
    call_command("migrate", "life", "0014", verbosity=0)
    found = rows("SELECT title, kind, post FROM life_templateitem ORDER BY position")
    assert found == [("学习文件", "", ""), ("讨论工作", "", ""), ("研究决定", "", "")]
    call_command("migrate", "life", "0013", verbosity=0)
    assert rows("SELECT agenda FROM life_meetingtemplate") == [("学习文件\n讨论工作\n研究决定",)]
    assert rows("SELECT count(*) FROM life_templateitem") == [(0,)]
    call_command("migrate", verbosity=0)
    assert rows("SELECT count(*) FROM life_templateitem") == [(3,)]
