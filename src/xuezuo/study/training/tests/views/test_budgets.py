"""How many queries the pages need; the numbers are in tests/budgets/training.json."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.training.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    """The organizer of the committee."""
    client = Client()
    client.force_login(cast.account(cast.wu))
    return client


def spent(client: Client, query_budget, name: str, *args: object) -> None:
    url = reverse(name, args=args)
    client.get(url)
    with query_budget(name):
        assert client.get(url).status_code == 200


def test_a_class_of_thirty_with_a_dozen_sessions(cast: Cast, client: Client, query_budget) -> None:
    with acting_as(SYSTEM):
        people = org.members([org.MemberSpec(cast.office, f"张同志{place}") for place in range(30)])
        made = factories.opened(cast.committee, people)
        held = [factories.session(made, factories.FIRST + dt.timedelta(days=place)) for place in range(12)]
        for _ in range(5):
            factories.opened(cast.committee)
    spent(client, query_budget, "training:class-list")
    spent(client, query_budget, "training:class-detail", made.uid)
    spent(client, query_budget, "training:session-record", made.uid)
    spent(client, query_budget, "training:session-detail", held[0].uid)
    spent(client, query_budget, "training:attendance-correct", held[0].uid)


def test_lists_of_what_a_committee_keeps(cast: Cast, client: Client, query_budget) -> None:
    with acting_as(SYSTEM):
        for number in range(6):
            factories.offer(factories.lecturer(cast.committee))
            place = factories.place(cast.committee, f"教学点{number}")
            factories.visit(place, cast.office, [cast.zhao])
            factories.case(cast.committee)
            factories.topic(cast.committee, cast.zhao, cast.li)
    for name in ("lecturer-list", "place-list", "case-list", "topic-list"):
        spent(client, query_budget, f"training:{name}")
