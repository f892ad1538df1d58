import pytest
from django.db import connection

from xuezuo.platform.access import SYSTEM, Actor, Grant, acting_as

BRANCH = Actor(account_id=1, member_id=7, grants=(Grant("secretary", 3), Grant("member", 5)))


def pushed() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('xuezuo.member', true), current_setting('xuezuo.nodes', true), current_user"
        )
        return tuple(value or "" for value in cursor.fetchone())


@pytest.mark.django_db
def test_nothing_is_pushed_for_nobody():
    assert pushed() == ("", "", "xuezuo_app")


@pytest.mark.django_db
def test_a_change_of_actor_reaches_the_running_transaction():
    with acting_as(BRANCH):
        assert pushed() == ("7", "{3,5}", "xuezuo_app")
        with acting_as(SYSTEM):
            assert pushed() == ("", "", "xuezuo_all")
        assert pushed() == ("7", "{3,5}", "xuezuo_app")
    assert pushed() == ("", "", "xuezuo_app")
