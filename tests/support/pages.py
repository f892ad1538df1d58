"""Every page of the product, from the access tables: its address and a person who may see it."""

import dataclasses
import importlib
from collections.abc import Iterator

from django.urls import reverse

from tests.architecture.tree import SOURCES
from tests.support.access import EVERYBODY, Row, World
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.accounts.models import Account

TABLES = [
    importlib.import_module("xuezuo." + ".".join(path.relative_to(SOURCES).with_suffix("").parts))
    for path in sorted(SOURCES.glob("**/tests/access.py"))
]
ROWS: list[Row] = [row for table in TABLES for row in table.ROWS]


@dataclasses.dataclass(frozen=True)
class Shown:
    """A page as one person sees it; `account` is None for strangers."""

    name: str
    url: str
    account: Account | None


def make_world() -> World:
    """Make the cast and what the tables need."""
    world = World(cast=build_cast())
    with acting_as(SYSTEM):
        for table in TABLES:
            getattr(table, "prepare", lambda _: None)(world)
    return world


def shown_pages(world: World) -> Iterator[Shown]:
    """Yield each address that answers GET with 200, once, as the first person of the table who may see it."""
    for row in ROWS:
        may_see = [person for person in EVERYBODY if row.statuses()[person] == 200]
        if row.method == "get" and may_see:
            with acting_as(SYSTEM):
                url = reverse(row.name, kwargs=dict(row.args(world)))
            yield Shown(row.name, url + (f"?{row.query}" if row.query else ""), account_of(world, may_see[0]))


def account_of(world: World, person: str) -> Account | None:
    """Return the log-in of a person of the cast."""
    if person == "stranger":
        return None
    return world.cast.feng if person == "feng" else world.cast.account(getattr(world.cast, person))
