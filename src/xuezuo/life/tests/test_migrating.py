"""What was written under an earlier schema is still there, and comes back where there is a way back."""

import importlib

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


@pytest.mark.usefixtures("scratch_database")
def test_meetings_of_before_get_their_days_for_comments() -> None:
    unit = org.unit("LC78")
    call_command("migrate", "life", "0015", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO life_activity (uid, unit_id, kind, occurred_on, place, topic, notice, lecturer_note, state,"
            " source, version, created_at, recorded_on, confirmed_at, void_reason, expected_count, present_count,"
            " leave_count, guest_count) VALUES (gen_random_uuid(), %s, 'lecture', '2025-06-02', '', '', '', '',"
            " 'confirmed', 'screen', 1, now(), '2025-06-02', '2025-06-03T02:00Z', '', 0, 0, 0, 0) RETURNING id",
            [unit.pk],
        )
        (activity,) = cursor.fetchone()
        cursor.execute(
            "INSERT INTO life_minutes (activity_id, version, text, reason, written_at)"
            " VALUES (%s, 1, '记录', '', '2025-06-04T17:00Z')",
            [activity],
        )
    call_command("migrate", verbosity=0)
    found = rows("SELECT opened_on::text, last_day::text FROM life_commentwindow")
    assert found == [("2025-06-05", "2025-06-12")]


@pytest.mark.usefixtures("scratch_database")
def test_outside_the_tests_it_is_the_clock_of_the_database() -> None:
    migration = importlib.import_module("xuezuo.life.migrations.0017_seals_by_the_clock")
    with connection.cursor() as cursor:
        cursor.execute(migration.CLOCK)
        cursor.execute("SELECT set_config('xuezuo.test_clock', '2020-01-01', false)")
        cursor.execute("SELECT life_clock() BETWEEN now() AND clock_timestamp()")
        assert cursor.fetchone() == (True,)
