"""How many queries the pages need; the numbers are in tests/budgets/life.json."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, Resolution
from xuezuo.life.services.signing import sign_in_ticket
from xuezuo.life.tests import factories
from xuezuo.life.tests.factories import DeedSpec
from xuezuo.life.types import State
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    """The secretary of a branch of 40 with a year of meetings."""
    with acting_as(SYSTEM):
        org.members([org.MemberSpec(cast.office, f"张同志{place}") for place in range(35)])
        days = [clock.today() - dt.timedelta(days=place) for place in range(12)]
        factories.activities(DeedSpec(cast.office, day) for day in days)
    client = Client()
    client.force_login(cast.account(cast.wang))
    return client


def test_list_and_record(client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # a fixture's context
    for name in ("life:activity-list", "life:activity-record", "life:talk-list"):
        client.get(reverse(name))
        with query_budget(name):
            assert client.get(reverse(name)).status_code == 200


def test_one_activity(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, clock.today())
    url = reverse("life:activity-detail", kwargs={"uid": made.uid})
    client.get(url)
    with query_budget("life:activity-detail"):
        assert client.get(url).status_code == 200


def test_sign_in(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, clock.today(), state=State.CALLED, with_attendance=False)
    url = reverse("life:sign-in", kwargs={"uid": made.uid})
    client.get(reverse("life:talk-list"))
    for name in ("life:sign-in", "life:sign-in-again"):
        with query_budget(name):
            assert client.post(url, {"ticket": sign_in_ticket(made.uid, clock.now())}).status_code == 200


def test_follow_ups_calendar_series(cast: Cast, client: Client, query_budget) -> None:  # type: ignore[no-untyped-def]  # the same
    with acting_as(SYSTEM):
        made = Activity.objects.order_by("pk")[0]
        for place in range(30):
            Resolution.objects.create(uid=new_id(), activity=made, text=f"决议{place}", owner=cast.wang)
    urls = {
        "life:follow-up-list": reverse("life:follow-up-list", kwargs={"uid": cast.office.uid}),
        "life:my-work": reverse("life:my-work"),
        "life:unit-calendar": reverse("life:unit-calendar", kwargs={"uid": cast.office.uid}),
        "life:template-list": reverse("life:template-list", kwargs={"uid": cast.office.uid}),
        "life:comment-list": reverse("life:comment-list", kwargs={"uid": made.uid}),
    }
    for name, url in urls.items():
        client.get(url)
        with query_budget(name):
            assert client.get(url).status_code == 200
