"""The actor reaches PostgreSQL with each transaction, and leaves with it."""

import contextlib

import pytest
from django.db import DatabaseError, connection, transaction

from xuezuo.platform.access import SYSTEM, Actor, Grant, acting_as, beyond_scope

BRANCH = Actor(account_id=1, member_id=7, grants=(Grant("secretary", 3), Grant("member", 5)))
NOBODY = ("", "", "xuezuo_app")
AS_BRANCH = ("7", "{3,5}", "xuezuo_app")
AS_PROGRAM = ("", "", "xuezuo_all")


def pushed() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('xuezuo.member', true), current_setting('xuezuo.nodes', true), current_user"
        )
        return tuple(value or "" for value in cursor.fetchone())


def fail_after(expected: tuple[str, ...]) -> None:
    assert pushed() == expected
    raise ZeroDivisionError


@pytest.mark.django_db
def test_nothing_is_pushed_for_nobody():
    assert pushed() == NOBODY


@pytest.mark.django_db
def test_a_change_of_actor_reaches_the_running_transaction():
    with acting_as(BRANCH):
        assert pushed() == AS_BRANCH
        with acting_as(SYSTEM):
            assert pushed() == AS_PROGRAM
        assert pushed() == AS_BRANCH
        with beyond_scope():
            assert pushed() == ("7", "", "xuezuo_all")
    assert pushed() == NOBODY


@pytest.mark.django_db
def test_a_cursor_kept_open_follows_the_actor():
    with connection.cursor() as cursor:
        with acting_as(SYSTEM):
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("xuezuo_all",)
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("xuezuo_app",)


@pytest.mark.django_db(transaction=True)
def test_the_actor_ends_with_the_transaction():
    with acting_as(SYSTEM), transaction.atomic():
        assert pushed() == AS_PROGRAM
    with transaction.atomic():
        assert pushed() == NOBODY
    with connection.connection.cursor() as past_the_backend:
        past_the_backend.execute("SELECT current_setting('xuezuo.nodes', true), current_user")
        assert past_the_backend.fetchone() == ("", "xuezuo_app")


@pytest.mark.django_db(transaction=True)
def test_the_actor_is_pushed_anew_after_a_rollback():
    with acting_as(BRANCH):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            fail_after(AS_BRANCH)
        with transaction.atomic():
            assert pushed() == AS_BRANCH


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_each_statement_has_its_own():
    with acting_as(BRANCH):
        assert pushed() == AS_BRANCH
    assert pushed() == NOBODY


@pytest.mark.django_db
def test_a_savepoint_rolled_back_takes_its_settings_along():
    with acting_as(BRANCH):
        with pytest.raises(ZeroDivisionError), transaction.atomic(), acting_as(SYSTEM):
            fail_after(AS_PROGRAM)
        assert pushed() == AS_BRANCH


@pytest.mark.django_db
def test_a_failed_statement_can_be_rolled_back_although_the_actor_changes():
    with acting_as(BRANCH):
        with pytest.raises(DatabaseError), transaction.atomic(), acting_as(SYSTEM), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert pushed() == AS_BRANCH


@pytest.mark.django_db
def test_pushing_counts_as_no_query(django_assert_num_queries):
    with acting_as(BRANCH), django_assert_num_queries(1):
        pushed()


@pytest.mark.django_db
def test_an_open_cursor_of_the_server_reads_under_the_actor():
    with acting_as(SYSTEM), connection.chunked_cursor() as cursor:
        cursor.execute("SELECT current_user FROM generate_series(1, 3)")
        assert cursor.fetchall() == [("xuezuo_all",)] * 3


@pytest.mark.django_db
def test_a_changed_actor_comes_along_with_statements_of_any_kind():
    with acting_as(BRANCH), connection.cursor() as cursor:
        cursor.execute("SELECT %s || current_setting('xuezuo.nodes') || '%%'", ["100%"])
        assert cursor.fetchall() == [("100%{3,5}%",)]
        with acting_as(SYSTEM):
            cursor.executemany("SELECT set_config('a.b', %s || current_user, true)", [["1"], ["2"]])
        with acting_as(SYSTEM):
            cursor.execute("CREATE TEMPORARY TABLE who ON COMMIT DROP AS SELECT ''::text AS name WITH NO DATA")
            cursor.execute("ALTER TABLE who ALTER name SET DEFAULT current_user, ADD line int")
            with cursor.copy("COPY who (line) FROM STDIN") as copy:
                copy.write_row([1])
            cursor.execute("INSERT INTO who (line) VALUES (2)")
            assert cursor.rowcount == 1
            cursor.execute("SELECT current_setting('a.b'), array_agg(DISTINCT name) FROM who")
            assert cursor.fetchone() == ("2xuezuo_all", ["xuezuo_all"])


@pytest.mark.django_db
def test_copy_has_the_scope_of_an_actor_who_has_changed():
    with connection.cursor() as cursor, acting_as(BRANCH):
        with cursor.copy("COPY (SELECT current_setting('xuezuo.nodes', true)) TO STDOUT") as copy:
            assert list(copy.rows()) == [("{3,5}",)]
        with acting_as(SYSTEM):
            assert list(cursor.stream("SELECT current_user")) == [("xuezuo_all",)]


@pytest.mark.django_db
def test_a_statement_is_not_run_when_its_scope_cannot_be_set(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "ALL_ROLE", "nobody'; SELECT 1; --")
    with pytest.raises(DatabaseError, match="nobody'; SELECT 1"), transaction.atomic(), acting_as(SYSTEM):
        pushed()
    assert pushed() == NOBODY


@pytest.mark.django_db(transaction=True)
def test_a_connection_whose_server_has_gone_is_not_usable():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    assert connection.is_usable()
    other = connection.copy()
    with contextlib.closing(other), other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert not connection.is_usable()
    connection.close()
