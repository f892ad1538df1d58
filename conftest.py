"""Everything pytest needs for all rooms; the database itself is in tests/support/database.py."""

import datetime as dt
from collections.abc import Iterator

import hypothesis
import pytest
from tests.support.database import django_db_setup, scratch_database
from tests.support.queries import query_budget

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as

__all__ = ["django_db_setup", "query_budget", "scratch_database"]

# No deadline: two workers on a busy machine are slow now and then. Failures print how to repeat them.
SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile("xuezuo", deadline=None, print_blob=True, suppress_health_check=SLOW)
hypothesis.settings.load_profile("xuezuo")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that write query budgets instead of comparing with them, and that move the clock."""
    parser.addoption("--write-budgets", action="store_true", help="write tests/budgets/*.json")
    parser.addoption("--at", help="let the run begin at an instant, such as 2026-12-31T23:58+08:00")


def pytest_configure(config: pytest.Config) -> None:
    """Set the clock of the product to `--at`: a test that holds on some days only fails there."""
    if at := config.getoption("at"):
        off, real = dt.datetime.fromisoformat(at) - clock.now(), clock.now
        clock.now = lambda: real() + off


@pytest.fixture
def cast(db: None):  # type: ignore[no-untyped-def]  # its type needs loaded apps: see xuezuo.org.tests.cast
    """The shared people and their small tree (`xuezuo.org.tests.cast.Cast`)."""
    from xuezuo.org.tests.cast import build_cast  # noqa: PLC0415  # models need loaded apps; conftest is read earlier

    return build_cast()


@pytest.fixture
def as_system(db: None) -> Iterator[None]:
    """Run the test as a program of the house: row-level security shows every row."""
    with acting_as(SYSTEM):
        yield
