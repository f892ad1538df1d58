"""What has moved away still counts for those who were above it then, whoever asks."""

import datetime as dt

import pytest

from xuezuo.duties.queries.choices import month_of
from xuezuo.duties.queries.standing import shown_duties, standing
from xuezuo.duties.queries.status import unit_status
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, Attendance
from xuezuo.org.models import Affiliation, Member, Unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services.structure.move import unit_move
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import Document
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.reports.queries.rollup import rollup
from xuezuo.reports.types import Held, Scope

AT = dt.datetime(2025, 6, 16, 8, tzinfo=dt.UTC)
HOURS = "study_hours_member"
SPRING = (dt.date(2025, 1, 1), dt.date(2025, 5, 1))


@pytest.fixture
def moved(cast: Cast) -> Cast:
    """The community branch has stood under the other committee since 1 June."""
    with acting_as(SYSTEM):
        document = Document(dt.date(2025, 6, 1), "组字〔2025〕1号")
        unit_move(actor=SYSTEM, unit=cast.community, parent=cast.other_committee, document=document, at=AT)
    return cast


def test_a_roll_up_of_then_is_the_same_for_the_committee_and_for_programs(moved):
    scope = Scope(moved.committee.pk, *SPRING, Held.THEN, TODAY)
    with acting_as(moved.actor(moved.wu)):
        assert not Affiliation.objects.filter(unit=moved.community).exists()  # no longer theirs to look at
        asked = rollup(scope)
    with acting_as(SYSTEM):
        assert asked == rollup(scope)
    assert asked.figures["members"] == 7


def test_standing_of_then_is_the_same_for_the_committee_and_for_programs(moved):
    with acting_as(SYSTEM):
        factories.members(factories.MemberSpec(moved.community, f"党员{n}") for n in range(8))
        unit = unit_row("LC", TODAY)
        month = month_of("2025-04", TODAY)
        expected = standing(unit, month, TODAY, shown_duties("", unit.id, month))
    with acting_as(moved.actor(moved.wu)):
        assert standing(unit, month, TODAY, shown_duties("", unit.id, month)) == expected


def test_a_member_who_came_brings_along_what_was_done_elsewhere(cast):
    with acting_as(SYSTEM):
        attended(cast.zhao, cast.community, dt.date(2025, 3, 3), minutes=600)
        expected = hours(cast)
    assert expected[cast.zhao.number] > 0
    with acting_as(cast.actor(cast.wang)):
        assert hours(cast) == expected


def test_others_are_not_shown_to_an_ordinary_member(cast):
    with acting_as(Actor(account_id=1, member_id=cast.zhao.pk)):
        assert set(hours(cast)) == {cast.zhao.number}


def hours(cast: Cast) -> dict[str, int]:
    """What counts towards the hours of study of each member of the office branch."""
    return {item.subject: item.done for item in unit_status(cast.office.pk, TODAY) if item.duty == HOURS}


def attended(member: Member, unit: Unit, on: dt.date, minutes: int) -> None:
    """Enter a confirmed study session of another unit in which the member took part."""
    activity = Activity.objects.create(
        uid=new_id(),
        unit=unit,
        kind="study_session",
        occurred_on=on,
        minutes=minutes,
        state="confirmed",
        created_at=AT,
        held_at=AT,
        confirmed_at=AT,
        recorded_on=on,
        expected_count=1,
        present_count=1,
    )
    Attendance.objects.create(
        activity=activity, member=member, unit=unit, status="present", source="screen", recorded_at=AT
    )
