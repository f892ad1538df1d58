import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.training.errors import (
    AlreadyBooked,
    AlreadyRegistered,
    DaysDoNotFit,
    LecturerTaken,
    NumberOutOfRange,
    ReasonMissing,
    TextMissing,
    WrongState,
)
from xuezuo.study.training.queries.lecturers import totals
from xuezuo.study.training.services.bookings import (
    booking_cancel,
    booking_confirm,
    booking_correct,
    booking_hold,
    booking_make,
    booking_refuse,
)
from xuezuo.study.training.services.lecturers import lecturer_change, lecturer_make, offer_make, offer_withdraw
from xuezuo.study.training.tests import factories
from xuezuo.study.training.types import BookingState, LecturerSpec, OfferSpec

pytestmark = pytest.mark.django_db
AT = factories.AT
LATER = AT + dt.timedelta(hours=4)


def spec(**values: object) -> LecturerSpec:
    said = {"member_id": None, "name": "何讲师", "organization": "", "topics": ("党章", " "), "active_from": AT.date()}
    return LecturerSpec(**{**said, **values})  # type: ignore[arg-type]  # test sugar


@pytest.fixture
def wu(cast: Cast) -> Actor:
    return cast.actor(cast.wu)


def test_the_register_names_members_once_and_outsiders_by_name(cast: Cast, wu: Actor) -> None:
    with acting_as(wu):
        member = lecturer_make(actor=wu, unit_id=cast.committee.pk, spec=spec(member_id=cast.wang.pk, name=""), at=AT)
        assert (member.name, member.topics) == ("王书记", ["党章"])
        outsider = lecturer_make(actor=wu, unit_id=cast.committee.pk, spec=spec(), at=AT)
        with pytest.raises(AlreadyRegistered):
            lecturer_make(actor=wu, unit_id=cast.committee.pk, spec=spec(member_id=cast.wang.pk), at=AT)
        for refusal, said in (
            (TextMissing, {"name": " "}),
            (TextMissing, {"topics": (" ",)}),
            (DaysDoNotFit, {"active_until": dt.date(2025, 1, 1)}),
        ):
            with pytest.raises(refusal):
                lecturer_change(actor=wu, lecturer=outsider, spec=spec(**said), at=AT)
        until = dt.date(2025, 12, 31)
        assert lecturer_change(actor=wu, lecturer=outsider, spec=spec(active_until=until), at=AT).active_until == until
    for actor, refusal in ((cast.actor(cast.wang), Forbidden), (cast.actor(cast.zhou), NotFound)):
        with acting_as(actor), pytest.raises(refusal):
            lecturer_change(actor=actor, lecturer=outsider, spec=spec(), at=AT)


def test_offers_lie_ahead_and_within_the_term(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        made = factories.lecturer(cast.committee, active_until=dt.date(2025, 6, 30))
    with acting_as(wu):
        for refusal, said in (
            (DaysDoNotFit, OfferSpec("党章", AT, 90)),
            (DaysDoNotFit, OfferSpec("党章", AT + dt.timedelta(days=30), 90)),
            (NumberOutOfRange, OfferSpec("党章", LATER, 0)),
            (TextMissing, OfferSpec(" ", LATER, 90)),
        ):
            with pytest.raises(refusal):
                offer_make(actor=wu, lecturer=made, spec=said, at=AT)
        offer = offer_make(actor=wu, lecturer=made, spec=OfferSpec("党章", LATER, 90), at=AT)
        assert offer_withdraw(actor=wu, offer=offer, at=AT).withdrawn_at == AT
    wang = cast.actor(cast.wang)
    with acting_as(wang), pytest.raises(WrongState):
        booking_make(actor=wang, offer=offer, unit_id=cast.office.pk, place="活动室", at=AT)


def test_booked_confirmed_held_and_counted(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        offer = factories.offer(factories.lecturer(cast.committee))
        booked = factories.booking(offer, cast.community)
    wang, zhou = cast.actor(cast.wang), cast.actor(cast.zhou)
    with acting_as(wang):
        mine = booking_make(actor=wang, offer=offer, unit_id=cast.office.pk, place="活动室", at=AT)
        with pytest.raises(AlreadyBooked):
            booking_make(actor=wang, offer=offer, unit_id=cast.office.pk, place="活动室", at=AT)
        with pytest.raises(NotFound):
            booking_make(actor=wang, offer=offer, unit_id=cast.community.pk, place="活动室", at=AT)
        with pytest.raises(Forbidden):
            booking_confirm(actor=wang, booking=mine, at=AT)
        with pytest.raises(NotFound):
            booking_cancel(actor=wang, booking=booked, reason="改期", at=AT)
    with acting_as(zhou), pytest.raises(NotFound):
        booking_make(actor=zhou, offer=offer, unit_id=cast.other_branch.pk, place="活动室", at=AT)
    with acting_as(wu):
        booking_confirm(actor=wu, booking=mine, at=AT)
        with pytest.raises(LecturerTaken):
            booking_confirm(actor=wu, booking=booked, at=AT)
        with pytest.raises(WrongState, match="已有确认"):
            offer_withdraw(actor=wu, offer=offer, at=AT)
        with pytest.raises(ReasonMissing):
            booking_refuse(actor=wu, booking=booked, reason="", at=AT)
        assert booking_refuse(actor=wu, booking=booked, reason="时间已排满", at=AT).state == BookingState.REFUSED
    with acting_as(wang):
        with pytest.raises(DaysDoNotFit):
            booking_hold(actor=wang, booking=mine, minutes=80, listeners=40, at=AT)
        booking_hold(actor=wang, booking=mine, minutes=80, listeners=40, at=LATER)
        with pytest.raises(WrongState):
            booking_cancel(actor=wang, booking=mine, reason="改期", at=LATER)
        with pytest.raises(NumberOutOfRange):
            booking_correct(actor=wang, booking=mine, minutes=80, listeners=0, reason="数错", at=LATER)
        held = booking_correct(actor=wang, booking=mine, minutes=80, listeners=42, reason="漏数两人", at=LATER)
        assert held.listeners == 42
        assert (totals(wang, LATER.date()).held, totals(wang, LATER.date()).listeners) == (1, 42)


def test_a_cancelled_time_is_free_again(cast: Cast, wu: Actor) -> None:
    with acting_as(SYSTEM):
        made = factories.lecturer(cast.committee)
        first = factories.booking(factories.offer(made), cast.office, is_confirmed=True)
        overlapping = factories.offer(made, AT + dt.timedelta(hours=3))
        second = factories.booking(overlapping, cast.community)
    with acting_as(wu):
        with pytest.raises(LecturerTaken):
            booking_confirm(actor=wu, booking=second, at=AT)
        booking_cancel(actor=wu, booking=first, reason="讲师生病", at=AT)
        assert booking_confirm(actor=wu, booking=second, at=AT).state == BookingState.CONFIRMED
