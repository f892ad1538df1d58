"""Everything pytest needs for all rooms; the database itself is in tests/support/database.py."""

import hypothesis
from tests.support.database import django_db_setup

__all__ = ["django_db_setup"]

# No deadline: two workers on a busy machine are slow now and then. Failures print how to repeat them.
hypothesis.settings.register_profile("xuezuo", deadline=None, print_blob=True)
hypothesis.settings.load_profile("xuezuo")
