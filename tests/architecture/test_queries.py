"""A page asks as many queries for a large branch as for a small one.

Why: a forgotten join costs one query a row; nobody notices with five rows, everybody with five thousand.
"""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.pages import make_world, shown_pages
from xuezuo.life.tests import factories as life
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.factories import MemberSpec, UnitSpec
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.accounts.models import Account

SPARE = 3  # a pager counts, a list that was empty asks once more
FIRST = dt.date(2025, 3, 4)


def enlarge(cast) -> None:
    """Give the office branch more members, meetings and talks, and its committee more branches."""
    with acting_as(SYSTEM):
        org.units(*(UnitSpec(f"LC9{n}", f"新设第{n}支部", parent="LC") for n in range(8)))
        org.members([MemberSpec(cast.office, f"陈新{n}", f"LC9{n:03}") for n in range(12)])
        for n in range(10):
            life.activity(cast.office, FIRST + dt.timedelta(days=n))


def pages(world) -> Iterator[tuple[str, str, Account]]:
    """Yield (name, address, account): as the first who may see it, and as the organizer of the whole committee."""
    for page in shown_pages(world):
        if page.account:
            yield page.name, page.url, page.account
            yield f"{page.name} (wu)", page.url, world.cast.account(world.cast.wu)


def spent(world) -> dict[str, tuple[int, list[str]]]:
    """Return page -> number of queries, and the queries."""
    found = {}
    for name, url, account in pages(world):
        client = Client()
        with transaction.atomic():
            client.force_login(account)
            reset_queries()  # the log holds 9,000 statements, all pages need more
            with CaptureQueriesContext(connection) as captured:
                client.get(url)
            transaction.set_rollback(True)
        found[name] = (len(captured), [query["sql"] for query in captured.captured_queries])
    return found


def repeated(queries: list[str]) -> str:
    """The statement that is asked most often, for the message."""
    starts = [sql[:120] for sql in queries]
    return max(starts, key=starts.count, default="")


@pytest.mark.django_db
def test_no_page_asks_row_by_row():
    world = make_world()
    small = spent(world)
    enlarge(world.cast)
    large = spent(world)
    grown = {
        name: f"{small[name][0]} -> {count}: {repeated(queries)}"
        for name, (count, queries) in large.items()
        if count > small[name][0] + SPARE
    }
    assert grown == {}
