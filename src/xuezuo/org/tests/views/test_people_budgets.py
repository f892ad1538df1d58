"""How many queries the pages about people need; a list needs as many for thirty people as for one."""

import pytest
from django.urls import reverse

from xuezuo.org.queries.identity import person_for_account
from xuezuo.org.tests import access_people, factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(cast: Cast) -> None:
    from tests.support.access import World  # noqa: PLC0415  # the tables' own fixture

    with acting_as(SYSTEM):
        access_people.prepare(World(cast=cast))
        factories.members(MemberSpec(cast.office, f"人{number}") for number in range(40))


def test_actor(cast: Cast, query_budget):
    account = cast.account(cast.wang).pk
    with query_budget("org:actor"):
        person_for_account(account, is_admin=False, on=TODAY)


@pytest.mark.parametrize("name", ["member-list", "transfer-list", "audit-list", "my-record", "my-access-log"])
def test_lists(cast: Cast, browser, query_budget, name):
    client = browser("wang")
    with query_budget(f"org:{name}"):
        client.get(reverse(f"org:{name}"))


@pytest.mark.parametrize("name", ["post-list", "invitation-list"])
def test_unit_pages(cast: Cast, browser, query_budget, name):
    client = browser("wang")
    with query_budget(f"org:{name}"):
        client.get(reverse(f"org:{name}", args=[cast.office.uid]))


@pytest.mark.parametrize("name", ["member-detail", "member-audit"])
def test_member_pages(cast: Cast, browser, query_budget, name):
    client = browser("wang")
    with query_budget(f"org:{name}"):
        client.get(reverse(f"org:{name}", args=[cast.qian.uid]))
