"""Every URL times every person of the cast, from the tables in the apps' `tests/access.py`.

Why: a page that forgets to ask is only found by asking as everybody. A URL without a row
fails, a row without a URL too.
"""

import importlib
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.tree import SOURCES
from tests.support.access import EVERYBODY, Row, World
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.services import made_up_ballots

TABLES = [
    importlib.import_module("xuezuo." + ".".join(path.relative_to(SOURCES).with_suffix("").parts))
    for path in sorted(SOURCES.glob("**/tests/access.py"))
]
ROWS: list[Row] = [row for table in TABLES for row in table.ROWS]


def patterns(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*namespaces, entry.name or f"unnamed {entry.pattern}")), entry
        else:
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from patterns(entry, inner)


URLS = dict(patterns(get_resolver()))


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(URLS) == {row.name for row in ROWS}


@pytest.mark.parametrize("name", sorted(URLS))
def test_the_view_says_who_may_come_in(name):
    """`@requires(...)` or `@public`: nothing is open because somebody forgot."""
    assert getattr(URLS[name].callback, "access", None), f"{name}: decorate the view with @requires or @public"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The cast and what the tables need, made once; everything is undone at the end, seals of ballot boxes too."""
    with django_db_blocker.unblock(), made_up_ballots(), transaction.atomic():
        made = World(cast=build_cast())
        with acting_as(SYSTEM):
            for table in TABLES:
                getattr(table, "prepare", lambda _: None)(made)
        yield made
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_everybody_gets_what_the_table_says(row, world):
    with acting_as(SYSTEM):
        url = reverse(row.name, kwargs=dict(row.args(world))) + (f"?{row.query}" if row.query else "")
        data = dict(row.data(world)) if row.method == "post" else None
    found = {person: ask(world, person, row.method, url, data) for person in EVERYBODY}
    assert by_status(found) == by_status(row.statuses())


def by_status(statuses: dict[str, int]) -> dict[int, str]:
    """Turn the answers round, as the tables are written."""
    return {
        status: " ".join(person for person in EVERYBODY if statuses[person] == status)
        for status in sorted(set(statuses.values()))
    }


def ask(world: World, person: str, method: str, url: str, data: dict[str, object] | None) -> int:
    """Return the status of one request, undone afterwards."""
    client = Client(raise_request_exception=True)
    with transaction.atomic():
        if person != "stranger":
            cast = world.cast
            client.force_login(cast.feng if person == "feng" else cast.account(getattr(cast, person)))
        status = getattr(client, method)(url, data).status_code
        transaction.set_rollback(True)
    return status
