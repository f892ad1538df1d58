import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life import errors
from xuezuo.life.models import Activity, Attendance
from xuezuo.life.services import activity_hold, attendance_sign_in
from xuezuo.life.services.signing import (
    TICKET_MINUTES,
    WINDOW_SECONDS,
    check_token,
    sign_in_scan,
    sign_in_ticket,
    sign_in_token,
)
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import ABSENT, LEAVE, audit_names, fresh, run_as, statuses
from xuezuo.life.types import Sheet, Source, State
from xuezuo.org.models import Member
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
WINDOW = dt.timedelta(seconds=WINDOW_SECONDS)


@pytest.fixture
def called(cast: Cast, at: dt.datetime) -> Activity:
    with acting_as(SYSTEM):
        return factories.activity(cast.office, TODAY, state=State.CALLED, with_attendance=False)


def sign(cast: Cast, member: Member, activity: Activity, at: dt.datetime) -> bool:
    ticket = sign_in_ticket(activity.uid, at)
    return run_as(cast.actor(member), attendance_sign_in, uid=activity.uid, ticket=ticket, at=at).is_new


def test_one_tap_signs_in_and_a_second_writes_nothing(cast: Cast, at: dt.datetime, called: Activity) -> None:
    assert sign(cast, cast.zhao, called, at)
    assert statuses(called) == {"LC0003": ("present", False)}
    assert (fresh(called).expected_count, fresh(called).present_count) == (1, 1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert not sign(cast, cast.zhao, called, at + WINDOW)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []
    assert audit_names() == ["life.attendance_signed_in"]


def test_holding_keeps_who_signed_in_and_asks_about_the_others(cast: Cast, at: dt.datetime, called: Activity) -> None:
    sign(cast, cast.zhao, called, at)
    run_as(cast.actor(cast.wang), activity_hold, activity=called, sheet=Sheet(rest=ABSENT), at=at)
    assert (fresh(called).expected_count, fresh(called).present_count) == (5, 1)
    assert sign(cast, cast.qian, called, at)  # late, but there
    assert fresh(called).present_count == 2
    with acting_as(SYSTEM):
        assert set(Attendance.objects.filter(status="present").values_list("source", flat=True)) == {Source.QR}


def test_a_leave_ends_when_the_member_comes(cast: Cast, at: dt.datetime) -> None:
    with acting_as(SYSTEM):
        held = factories.activity(cast.office, TODAY, state=State.HELD, statuses={cast.zhao.pk: LEAVE})
    assert sign(cast, cast.zhao, held, at)
    assert (fresh(held).present_count, fresh(held).leave_count, fresh(held).expected_count) == (5, 0, 5)


def test_a_token_lives_for_two_windows(at: dt.datetime) -> None:
    uid = new_id()
    start = dt.datetime.fromtimestamp(int(at.timestamp()) // WINDOW_SECONDS * WINDOW_SECONDS, dt.UTC)
    token = sign_in_token(uid, start)
    for later in (start, start + 2 * WINDOW - dt.timedelta(seconds=1)):
        check_token(uid, token, later)
    for wrong in (start + 2 * WINDOW, start - dt.timedelta(seconds=1)):
        with pytest.raises(errors.SignInRefused):
            check_token(uid, token, wrong)
    assert token != sign_in_token(uid, start + WINDOW)


@pytest.mark.parametrize("token", ["", "0" * 24, "中"])
def test_a_foreign_token_is_no_token(cast: Cast, at: dt.datetime, called: Activity, token: str) -> None:
    for bad in (token, sign_in_token(new_id(), at)):
        with acting_as(cast.actor(cast.zhao)) as zhao, pytest.raises(errors.SignInRefused):
            sign_in_scan(zhao, called.uid, bad, at)
        with acting_as(cast.actor(cast.zhou)) as zhou, pytest.raises(NotFound):
            sign_in_scan(zhou, called.uid, bad, at)


def test_tickets_are_bound_and_short(cast: Cast, at: dt.datetime, called: Activity) -> None:
    late = at + dt.timedelta(minutes=TICKET_MINUTES, seconds=1)
    for ticket, when in [
        ("", at),
        ("made:up", at),
        (sign_in_ticket(new_id(), at), at),
        (sign_in_ticket(called.uid, at), late),
        (sign_in_ticket(called.uid, late), at),
    ]:
        with pytest.raises(errors.SignInRefused):
            run_as(cast.actor(cast.zhao), attendance_sign_in, uid=called.uid, ticket=ticket, at=when)


def test_somebody_from_elsewhere_is_told_so(cast: Cast, at: dt.datetime, called: Activity) -> None:
    with pytest.raises(errors.NotOnRoster):
        sign(cast, cast.zhou, called, at)
    assert statuses(called) == {}


def test_only_around_its_time(cast: Cast, at: dt.datetime, called: Activity) -> None:
    with acting_as(SYSTEM):
        Activity.objects.filter(pk=called.pk).update(starts_at=dt.time(20), minutes=60)  # `at` is 20:00 in Shanghai
    for off in (-61, 91):
        with pytest.raises(errors.SignInRefused):
            sign(cast, cast.zhao, called, at + dt.timedelta(minutes=off))
    assert sign(cast, cast.zhao, called, at + dt.timedelta(minutes=89))
    with pytest.raises(errors.SignInRefused):
        sign(cast, cast.qian, called, at + dt.timedelta(days=1))


@pytest.mark.parametrize("state", [State.DRAFT, State.CONFIRMED])
def test_only_while_called_or_held(cast: Cast, at: dt.datetime, state: State) -> None:
    with acting_as(SYSTEM):
        other = factories.activity(cast.office, TODAY, state=state, with_attendance=False)
    with pytest.raises(errors.SignInRefused):
        sign(cast, cast.zhao, other, at)
