"""A members' meeting above the branches: everybody below is expected, as far as a sheet can hold them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.errors import RosterTooLarge
from xuezuo.life.queries import roster
from xuezuo.life.services import activity_hold
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import run_as
from xuezuo.life.types import ActivityKind, Sheet, State
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
GENERAL = ActivityKind.GENERAL_MEETING


@pytest.fixture
def too_many(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    """A sheet holds two lines."""
    monkeypatch.setattr(roster, "MOST_TOGETHER", 2)
    monkeypatch.setattr(clock, "now", lambda: at)


def test_without_a_congress_everybody_below_is_expected(cast: Cast) -> None:
    with acting_as(SYSTEM):
        expected = {row.member_id for row in roster.roster_on(cast.committee.pk, GENERAL, TODAY)}
    assert {cast.wang.pk, cast.zhao.pk, cast.zheng.pk} <= expected


def test_what_no_sheet_holds_is_refused_with_the_way_out(
    cast: Cast, at: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with acting_as(SYSTEM):
        made = factories.activity(cast.committee, TODAY, kind=GENERAL, state=State.CALLED)
        monkeypatch.setattr(roster, "MOST_TOGETHER", 2)
        with pytest.raises(RosterTooLarge, match="党员代表大会"):
            roster.roster_on(cast.committee.pk, GENERAL, TODAY)
        (mine,) = roster.roster_on(cast.committee.pk, GENERAL, TODAY, cast.zhao.pk)  # one is expected all the same
        assert len(roster.roster_on(cast.office.pk, GENERAL, TODAY)) > 2  # a branch is never refused
    assert mine.member_id == cast.zhao.pk
    with pytest.raises(RosterTooLarge):
        run_as(cast.actor(cast.wu), activity_hold, activity=made, sheet=Sheet(), at=at)


@pytest.mark.usefixtures("too_many")
def test_the_page_says_so_and_offers_other_meetings(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account(cast.wu))
    asked = {"unit": cast.committee.code, "date": TODAY.isoformat()}
    refused = client.get(reverse("life:activity-record"), {**asked, "kind": GENERAL.value}).content.decode()
    assert "一张签到表最多登记 2 人" in refused
    assert "党委会议" in refused
    assert "登记并确认" not in refused
    other = client.get(reverse("life:activity-record"), {**asked, "kind": ActivityKind.COMMITTEE_MEETING.value})
    assert "登记并确认" in other.content.decode()


@pytest.mark.usefixtures("too_many")
def test_above_the_branches_the_committee_is_offered_first(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account(cast.wu))
    page = client.get(reverse("life:activity-record"), {"unit": cast.committee.code}).content.decode()
    assert '<option value="committee_meeting" selected>党委会议</option>' in page
