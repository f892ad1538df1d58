"""Everything pytest needs for all rooms; the database itself is in tests/support/database.py."""

import hypothesis
import pytest
from tests.support.database import django_db_setup

__all__ = ["cast", "django_db_setup"]

# No deadline: two workers on a busy machine are slow now and then. Failures print how to repeat them.
hypothesis.settings.register_profile("xuezuo", deadline=None, print_blob=True)
hypothesis.settings.load_profile("xuezuo")


@pytest.fixture
def cast(db):
    """The people and the small tree that all tests share; see xuezuo/org/tests/cast.py."""
    from xuezuo.org.tests.cast import build_cast  # noqa: PLC0415  # models need Django to be set up

    return build_cast()
