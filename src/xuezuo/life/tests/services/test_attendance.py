"""attendance_set, attendance_from_paper, attendance_correct, guest_add."""

import datetime as dt

import pytest

from xuezuo.life import errors
from xuezuo.life.events import ActivityCorrected
from xuezuo.life.models import Activity, Attendance, AttendanceRevision
from xuezuo.life.services import (
    attendance_correct,
    attendance_from_paper,
    attendance_set,
    guest_add,
)
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import ABSENT, LEAVE, PRESENT, audit_names, fresh, recorded, run_as, statuses
from xuezuo.life.types import GuestChange, Mark, Sheet, Source, State
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast) -> Activity:
    with acting_as(SYSTEM):
        return factories.activity(cast.office, TODAY, state=State.HELD)


def test_set_writes_anew_without_versions(cast: Cast, at: dt.datetime, held: Activity) -> None:
    wang = cast.actor(cast.wang)
    run_as(wang, attendance_set, activity=held, sheet=Sheet((Mark(cast.zhao.pk, ABSENT),)), at=at)
    run_as(wang, attendance_set, activity=held, sheet=Sheet((Mark(cast.qian.pk, LEAVE, "病"),)), at=at)
    found = statuses(held)
    assert (found["LC0003"], found["LC0004"]) == (("present", False), ("leave", False))
    assert (fresh(held).present_count, fresh(held).leave_count) == (4, 1)
    with acting_as(SYSTEM):
        assert not AttendanceRevision.objects.exists()


def test_paper_is_labelled(cast: Cast, at: dt.datetime, held: Activity) -> None:
    sheet = Sheet((Mark(cast.zhao.pk, PRESENT),), rest=ABSENT)
    run_as(cast.actor(cast.wang), attendance_from_paper, activity=held, sheet=sheet, at=at)
    assert fresh(held).present_count == 1
    with acting_as(SYSTEM):
        assert set(Attendance.objects.filter(status="absent").values_list("source", flat=True)) == {Source.PAPER}
    assert audit_names() == ["life.attendance_from_paper"]


def test_a_correction_keeps_what_was_said(cast: Cast, at: dt.datetime, told: list[object]) -> None:
    made = recorded(cast, at)
    told.clear()
    marks = (Mark(cast.zhao.pk, LEAVE, "住院"), Mark(cast.qian.pk, PRESENT))
    run_as(cast.actor(cast.wang), attendance_correct, activity=made, marks=marks, reason="核对签到表", at=at)
    after = fresh(made)
    assert (after.version, after.present_count, after.leave_count, after.state) == (2, 4, 1, State.CONFIRMED)
    with acting_as(SYSTEM):
        kept = AttendanceRevision.objects.get()
        assert (kept.status, kept.why, kept.version) == ("present", "核对签到表", 1)
        assert Attendance.objects.get(activity=made, member=cast.zhao).version == 2
    assert told == [ActivityCorrected(cast.office.pk, (TODAY,), made.uid)]
    run_as(cast.actor(cast.wang), attendance_correct, activity=made, marks=marks, reason="再核对", at=at)
    assert fresh(made).version == 2


def test_corrections_that_cannot_be(cast: Cast, at: dt.datetime) -> None:
    made, wang = recorded(cast, at), cast.actor(cast.wang)
    cases = [
        (Mark(cast.zhao.pk, ABSENT), "", errors.ReasonMissing),
        (Mark(cast.zhou.pk, ABSENT), "因为", errors.NotOnRoster),
        (Mark(cast.zhao.pk, LEAVE), "因为", errors.LeaveNeedsReason),
    ]
    for mark, reason, error in cases:
        with pytest.raises(error):
            run_as(wang, attendance_correct, activity=made, marks=(mark,), reason=reason, at=at)
    with pytest.raises(errors.ActivityWrongState):
        run_as(wang, attendance_set, activity=made, sheet=Sheet(), at=at)
    assert fresh(made).version == 1


def test_guests_once_and_in_no_count(cast: Cast, at: dt.datetime, held: Activity) -> None:
    wang = cast.actor(cast.wang)
    for _ in range(2):
        run_as(wang, guest_add, activity=held, member_id=cast.zhou.pk, at=at)
    assert (fresh(held).guest_count, fresh(held).expected_count) == (1, 5)
    with pytest.raises(errors.AlreadyOnRoster):
        run_as(wang, guest_add, activity=held, member_id=cast.zhao.pk, at=at)


def test_a_correction_adds_and_takes_away_guests(cast: Cast, at: dt.datetime) -> None:
    made, wang = recorded(cast, at), cast.actor(cast.wang)

    def correct(reason: str, **guests: tuple[int, ...]) -> Activity:
        values = {"activity": made, "marks": (), "guests": GuestChange(**guests), "reason": reason, "at": at}
        return fresh(run_as(wang, attendance_correct, **values))

    added = correct("补记列席", added=(cast.zhou.pk,))
    assert (added.version, added.guest_count, added.expected_count, added.state) == (2, 1, 5, State.CONFIRMED)
    assert correct("再补记", added=(cast.zhou.pk,)).version == 2
    gone = correct("其实没来", removed=(cast.zhou.pk,))
    assert (gone.version, gone.guest_count, gone.expected_count) == (3, 0, 5)
    with acting_as(SYSTEM):
        kept = AttendanceRevision.objects.get()
        assert (kept.attendance.member_id, kept.status, kept.why) == (cast.zhou.pk, "present", "其实没来")
        assert list(made.revisions.order_by("version").values_list("fields__guests", flat=True)) == [0, 1]
    assert correct("还是来了", added=(cast.zhou.pk,)).guest_count == 1
    for guests, error in (
        ({"added": (cast.zhao.pk,)}, errors.AlreadyOnRoster),
        ({"removed": (cast.zhao.pk,)}, errors.NotOnRoster),
        ({"removed": (cast.feng.pk,)}, errors.NotOnRoster),
    ):
        with pytest.raises(error):
            correct("因为", **guests)
