import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import errors
from xuezuo.life.events import ActivityConfirmed
from xuezuo.life.models import Activity
from xuezuo.life.services import activity_record
from xuezuo.life.tests.desk import ABSENT, LEAVE, MEETING, audit_names, recorded, run_as, statuses
from xuezuo.life.types import ActivityKind, Gathering, Mark, Part, Sheet, State
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


def test_everybody_is_present_but_the_exceptions(cast: Cast, at: dt.datetime, told: list[object]) -> None:
    marks = (Mark(cast.zhao.pk, LEAVE, " 住院 "), Mark(cast.qian.pk, ABSENT))
    made = recorded(cast, at, MEETING, *marks)
    assert (made.state, made.recorded_on, made.is_late_entry) == (State.CONFIRMED, TODAY, False)
    assert (made.expected_count, made.present_count, made.leave_count, made.guest_count) == (5, 3, 1, 0)
    assert statuses(made)["LC0003"] == ("leave", False)
    assert statuses(made)["LC0004"] == ("absent", False)
    assert audit_names() == ["life.activity_recorded"]
    assert told == [ActivityConfirmed(cast.office.pk, (TODAY,), made.uid)]


def test_the_same_client_id_is_the_same_deed(cast: Cast, at: dt.datetime, told: list[object]) -> None:
    uid = new_id()
    first = recorded(cast, at, MEETING, uid=uid)
    again = recorded(cast, at, MEETING, Mark(cast.zhao.pk, ABSENT), uid=uid)
    assert again.pk == first.pk
    assert statuses(first)["LC0003"] == ("present", False)
    assert (audit_names(), len(told)) == (["life.activity_recorded"], 1)


def test_an_id_of_another_branch_is_refused(cast: Cast, at: dt.datetime) -> None:
    made = recorded(cast, at)
    with pytest.raises(errors.DeedOfAnotherUnit):
        run_as(
            cast.actor(cast.zheng),
            activity_record,
            unit_id=cast.community.pk,
            gathering=MEETING,
            sheet=Sheet(),
            at=at,
            uid=made.uid,
        )


def test_last_month_is_welcome_and_labelled(cast: Cast, at: dt.datetime) -> None:
    made = recorded(cast, at, dataclasses.replace(MEETING, occurred_on=dt.date(2025, 5, 12)))
    assert made.is_late_entry
    assert made.recorded_on == TODAY


def test_roster_is_that_of_the_day(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        org.affiliation(cast.zhou, cast.first_group, AffiliationKind.FLOATING, dt.date(2025, 5, 1))
        org.affiliation(cast.zheng, cast.office, AffiliationKind.TEMPORARY)
    before = recorded(cast, at, dataclasses.replace(MEETING, occurred_on=dt.date(2025, 4, 30)))
    after = recorded(cast, at)
    assert "HK0001" not in statuses(before)
    assert statuses(after)["HK0001"] == ("present", False)
    assert "LC0005" not in statuses(after)


def test_committee_meets_with_its_posts(cast: Cast, at: dt.datetime) -> None:
    made = recorded(cast, at, Gathering(ActivityKind.COMMITTEE_MEETING, TODAY))
    assert set(statuses(made)) == {"LC0001", "LC0002"}


def test_guests_are_in_no_count(cast: Cast, at: dt.datetime) -> None:
    made = run_as(
        cast.actor(cast.wang),
        activity_record,
        unit_id=cast.office.pk,
        gathering=MEETING,
        sheet=Sheet(guests=(cast.zhou.pk,)),
        at=at,
    )
    assert (made.expected_count, made.present_count, made.guest_count) == (5, 5, 1)


def test_theme_day_keeps_its_parts(cast: Cast, at: dt.datetime) -> None:
    parts = (Part(ActivityKind.STUDY_SESSION, 30), Part(ActivityKind.GENERAL_MEETING))
    made = recorded(cast, at, Gathering(ActivityKind.THEME_DAY, TODAY, 90, parts=parts))
    assert {(part.kind, part.minutes) for part in made.parts.all()} == {
        ("study_session", 30),
        ("general_meeting", None),
    }


BAD = [
    ({"occurred_on": dt.date(2025, 6, 17)}, errors.ActivityInFuture),
    ({"occurred_on": dt.date(2014, 12, 31)}, errors.UnitNotAliveThen),
    ({"kind": ActivityKind.GROUP_MEETING}, errors.KindDoesNotFit),
    ({"kind": ActivityKind.THEORY_GROUP}, errors.KindDoesNotFit),
    ({"kind": ActivityKind.LECTURE}, errors.LecturerMissing),
    ({"minutes": 0}, errors.MinutesOutOfRange),
    ({"minutes": 1441}, errors.MinutesOutOfRange),
    ({"parts": (Part(ActivityKind.GENERAL_MEETING),)}, errors.PartDoesNotFit),
    ({"parts": (Part(ActivityKind.LECTURE), Part(ActivityKind.LECTURE))}, errors.PartDoesNotFit),
    ({"parts": (Part(ActivityKind.THEME_DAY),)}, errors.PartDoesNotFit),
    ({"parts": (Part(ActivityKind.GROUP_MEETING),)}, errors.PartDoesNotFit),
    ({"parts": (Part(ActivityKind.LECTURE, 0),)}, errors.MinutesOutOfRange),
]


@pytest.mark.parametrize(("values", "error"), BAD)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    cast: Cast, at: dt.datetime, values: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        recorded(cast, at, dataclasses.replace(MEETING, **values))  # type: ignore[arg-type]  # from the table
    with acting_as(SYSTEM):
        assert not Activity.objects.exists()
    assert audit_names() == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_leave_needs_a_reason(cast: Cast, at: dt.datetime, reason: str) -> None:
    with pytest.raises(errors.LeaveNeedsReason):
        recorded(cast, at, MEETING, Mark(cast.zhao.pk, LEAVE, reason))


def test_only_expected_people_can_be_marked_and_only_others_are_guests(cast: Cast, at: dt.datetime) -> None:
    with pytest.raises(errors.NotOnRoster):
        recorded(cast, at, MEETING, Mark(cast.zhou.pk, ABSENT))
    with pytest.raises(errors.AlreadyOnRoster):
        recorded(cast, at, MEETING, sheet=Sheet(guests=(cast.zhao.pk,)))


@pytest.mark.parametrize(
    ("person", "error"),
    [("zhao", Forbidden), ("sun", Forbidden), ("wu", Forbidden), ("zheng", NotFound), ("zhou", NotFound)],
)
def test_who_may_not(cast: Cast, at: dt.datetime, person: str, error: type[Exception]) -> None:
    actor = cast.actor(getattr(cast, person))
    with pytest.raises(error):
        run_as(actor, activity_record, unit_id=cast.office.pk, gathering=MEETING, sheet=Sheet(), at=at)
