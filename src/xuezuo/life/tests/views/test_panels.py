"""What rooms above add to a meeting."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.models import Activity
from xuezuo.life.queries import panels
from xuezuo.life.queries.panels import Panel, PanelLink, add_panel, minutes_lines
from xuezuo.life.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as

pytestmark = pytest.mark.django_db


def said(actor: Actor, activity: Activity, on: dt.date) -> Panel:
    """Say who asks about what."""
    links = (PanelLink("打开", f"/somewhere/{activity.pk}/"),) if actor.member_id else ()
    return Panel("上面的事", (f"{on:%Y} 年 <第一行>", "第二行"), links)


def silent(actor: Actor, activity: Activity, on: dt.date) -> None:
    """Say nothing."""


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register both, for this test only."""
    monkeypatch.setattr(panels, "_PANELS", {})
    add_panel("b", said)
    add_panel("a", silent)


def test_the_page_shows_the_lines_and_links_of_rooms_above(cast: Cast) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, clock.today())
    client = Client()
    client.force_login(cast.account(cast.wang))

    text = client.get(reverse("life:activity-detail", args=[made.uid])).content.decode()

    assert "上面的事" in text
    assert "&lt;第一行&gt;" in text
    assert f'href="/somewhere/{made.pk}/"' in text


def test_minutes_get_headings_and_lines(cast: Cast) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, clock.today())

    assert minutes_lines(SYSTEM, made, dt.date(2025, 6, 16)) == [("上面的事", ("2025 年 <第一行>", "第二行"))]
