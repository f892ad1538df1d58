"""A meeting is called by the kind of unit that holds it, wherever it appears."""

import datetime as dt
from pathlib import Path

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.life.exchange import book, export
from xuezuo.life.models import MeetingTemplate
from xuezuo.life.services import activity_call
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import run_as
from xuezuo.life.types import ActivityKind, State, kind_choices, meeting_name, meeting_names
from xuezuo.org.models import Unit
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.printing.tests.readers import text_of

pytestmark = pytest.mark.django_db
KIND = ActivityKind.COMMITTEE_MEETING


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def client(cast: Cast) -> Client:
    """The log-in of 吴组织员, who keeps the meetings of the committee."""
    client = Client()
    client.force_login(cast.account(cast.wu))
    return client


def test_every_kind_of_unit_has_names_and_every_name_can_be_read() -> None:
    named = {kind: [meeting_name(one, kind) for one in (ActivityKind.GENERAL_MEETING, KIND)] for kind in UnitKind}
    assert named[UnitKind.COMMITTEE] == ["党员大会", "党委会议"]
    assert named[UnitKind.GENERAL_BRANCH] == ["总支党员大会", "总支委员会会议"]
    assert named[UnitKind.BRANCH] == ["支部党员大会", "支部委员会会议"]
    assert {meeting_names()[name] for name in named[UnitKind.COMMITTEE]} == {"general_meeting", "committee_meeting"}
    assert [name for _, name in kind_choices(UnitKind.GROUP)][:2] == ["党小组会", "党课"]
    assert dict(kind_choices())["committee_meeting"] == "委员会会议"  # a list of many units


def test_pages_forms_and_papers_of_a_committee(cast: Cast, at: dt.datetime, client: Client) -> None:
    actor = cast.actor(cast.wu)
    with acting_as(SYSTEM):
        made = factories.activity(cast.committee, TODAY, kind=KIND, state=State.DRAFT)
    run_as(actor, activity_call, activity=made, notice="", at=at)
    pages = [
        reverse("life:activity-detail", args=[made.uid]),
        reverse("life:activity-list"),
        reverse("life:activity-plan"),
        reverse("life:unit-calendar", args=[cast.committee.uid]) + f"?month=2025-06&day={TODAY}",
        reverse("life:minutes-book", args=[cast.committee.uid]),
        reverse("life:template-make", args=[cast.committee.uid]),
    ]
    for address in pages:
        shown = client.get(address).content.decode()
        assert "支部委员会会议" not in shown
        assert "委员会会议" in shown or "党委会议" in shown, address
    assert "党委会议" in client.get(pages[0]).content.decode()
    notice = client.get(reverse("life:paper-read", args=[made.uid, "notice", "pdf"]))
    assert "关于召开党委会议的通知" in text_of(b"".join(notice.streaming_content))


def test_the_workbook_and_the_template(cast: Cast, tmp_path: Path) -> None:
    with acting_as(SYSTEM):
        factories.activity(cast.committee, TODAY, kind=KIND)
        (deed,) = export.deeds(export.Selection())
    path = tmp_path / "deeds.xlsx"
    book.write(path, [deed])
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(book.ACTIVITIES).to_python()
    assert dict(zip(sheet[0], sheet[1], strict=True))["类型*"] == "党委会议"
    assert '"committee_meeting"' in deed.as_line()
    template = MeetingTemplate(kind=KIND, unit=Unit(kind=UnitKind.GENERAL_BRANCH))
    assert template.get_kind_display() == "总支委员会会议"
