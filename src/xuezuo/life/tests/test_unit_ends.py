"""Ending a unit that still has meetings after the day: the organizer is told before confirming."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.life.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


def test_later_meetings_are_named_in_the_preview(cast: Cast, client: Client) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.community, occurred_on=TODAY)
        factories.activity(cast.community, occurred_on=TODAY - dt.timedelta(days=1))
    client.force_login(cast.account(cast.wu))
    url = reverse("org:unit-merge", kwargs={"uid": cast.community.uid})
    data = {"target": "LC01", "document": "林党〔2025〕8号"}
    assert "还有组织生活" in client.post(url, {**data, "on": TODAY.isoformat()}).content.decode()
    later = TODAY + dt.timedelta(days=1)
    assert "还有组织生活" not in client.post(url, {**data, "on": later.isoformat()}).content.decode()
