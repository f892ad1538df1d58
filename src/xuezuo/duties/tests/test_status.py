"""The status of a unit: states, numbers, clause and deeds."""

import datetime as dt

import pytest

from xuezuo.duties.queries.status import unit_status
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, ActivityPart
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.org.types import PostKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
AT = dt.datetime(2025, 6, 16, 4, 0, tzinfo=dt.UTC)


def deed(unit, kind, day, *, recorded_on=None, parts=(), minutes=60, lecturer=None):
    made = Activity.objects.create(
        uid=new_id(),
        unit=unit,
        kind=kind,
        occurred_on=day,
        minutes=minutes,
        state="confirmed",
        created_at=AT,
        recorded_on=recorded_on or day,
        confirmed_at=AT,
        lecturer=lecturer,
    )
    ActivityPart.objects.bulk_create(ActivityPart(activity=made, kind=part) for part in parts)
    return made


def states(rows, duty):
    return {row.period: row.state for row in rows if row.duty == duty}


def test_a_meeting_in_time_late_entered_and_missing(cast: Cast) -> None:
    first = deed(cast.office, "general_meeting", dt.date(2025, 2, 10))
    late = deed(cast.office, "general_meeting", dt.date(2025, 4, 10), recorded_on=dt.date(2025, 7, 1))

    rows = unit_status(cast.office.pk, dt.date(2025, 11, 16))

    general = [row for row in rows if row.duty == "branch_general_meeting"]
    assert states(rows, "branch_general_meeting") == {
        "2025-Q1": "met",
        "2025-Q2": "met_late",
        "2025-Q3": "missed",
        "2025-Q4": "due",
    }
    assert [row.deeds for row in general] == [(first.uid,), (late.uid,), (), ()]
    assert general[0].required == general[0].done == 1
    assert general[0].subject == "LC01"
    assert general[0].clause == "《中国共产党支部工作条例（试行）》第十一条"


def test_parts_of_a_theme_day_count_for_their_own_duty(cast: Cast) -> None:
    deed(cast.office, "theme_day", dt.date(2025, 3, 5), parts=["lecture", "study_session"])

    rows = unit_status(cast.office.pk, dt.date(2025, 3, 31))

    assert states(rows, "theme_day") == {"2025-01": "missed", "2025-02": "missed", "2025-03": "met"}
    assert states(rows, "lecture") == {"2025-Q1": "met"}


def test_a_branch_without_a_committee_owes_no_committee_meeting(cast: Cast) -> None:
    rows = unit_status(cast.community.pk, dt.date(2025, 1, 31))

    assert states(rows, "branch_committee_meeting") == {"2025-01": "exempt"}
    assert next(row.why for row in rows if row.duty == "branch_committee_meeting") == "未设支部委员会"


def test_founded_inside_the_period_is_exempt_unless_met(cast: Cast) -> None:
    young = factories.unit("LC03", parent="LC", since=dt.date(2025, 2, 10))
    deed(young, "general_meeting", dt.date(2025, 3, 1))

    rows = unit_status(young.pk, dt.date(2025, 4, 20))

    assert states(rows, "branch_general_meeting") == {"2025-Q1": "met", "2025-Q2": "due"}
    assert states(rows, "theme_day") == {"2025-02": "exempt", "2025-03": "missed", "2025-04": "due"}


def test_groups_are_bound_one_by_one(cast: Cast) -> None:
    deed(cast.first_group, "group_meeting", dt.date(2025, 1, 15))

    rows = unit_status(cast.office.pk, dt.date(2025, 1, 31))

    found = {row.subject: row.state for row in rows if row.duty == "group_meeting"}
    assert found == {"LC0101": "met", "LC0102": "due"}


def test_a_lecture_by_the_secretary_of_the_committee_counts_anywhere(cast: Cast) -> None:
    leader = factories.member(cast.community, name="何书记")
    factories.post(leader, cast.committee, PostKind.SECRETARY)
    deed(cast.community, "lecture", dt.date(2025, 5, 9), lecturer=leader)

    rows = unit_status(cast.committee.pk, dt.date(2025, 12, 31))

    assert states(rows, "lecture_by_secretary") == {"2025": "met"}
