import datetime as dt

import pytest

from xuezuo.org.tests.cast import TODAY

PUBLISHERS = ("recording", "correcting", "attendance", "talks", "exchange")


@pytest.fixture
def at() -> dt.datetime:
    """An instant on the cast's day: 20:00 in Shanghai."""
    return dt.datetime.combine(TODAY, dt.time(12), dt.UTC)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was handed to the bus (waiting for the commit is the bus's own test)."""
    heard: list[object] = []
    for module in PUBLISHERS:
        monkeypatch.setattr(f"xuezuo.life.services.{module}.publish_on_commit", heard.append)
    return heard
