import datetime as dt

import pytest

from xuezuo.org.tests.cast import TODAY


@pytest.fixture
def at() -> dt.datetime:
    """An instant on the cast's day: 20:00 in Shanghai."""
    return dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
