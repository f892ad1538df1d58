"""The served role has the planner's statistics renewed through the owner's function."""

import pytest
from django.db import connection

from xuezuo.org.tests.cast import Cast
from xuezuo.platform.db.upkeep import refresh_statistics


@pytest.mark.django_db
def test_statistics_follow_what_was_written(cast: Cast) -> None:
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'org_unit'")
        assert cursor.fetchone() == (7.0,)
