"""Two keepers at once: one lecturer, two places; one place in a class, two people."""

import datetime as dt

import pytest

from tests.races.test_meetings import TIMES, at_once
from xuezuo.kernel.errors import DomainError
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.training.models import Booking
from xuezuo.study.training.services.bookings import booking_confirm
from xuezuo.study.training.services.enrolments import enrolment_make, enrolments_decide
from xuezuo.study.training.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
AT = factories.AT


def test_a_lecturer_is_confirmed_in_one_place():
    cast = build_cast()
    with acting_as(SYSTEM):
        lecturer = factories.lecturer(cast.committee)
        offers = [factories.offer(lecturer, AT + dt.timedelta(hours=2, minutes=place)) for place in range(TIMES)]
        bookings = [factories.booking(offer, cast.office) for offer in offers]
        wu = cast.actor(cast.wu)
    found = at_once(wu, lambda number: booking_confirm(actor=wu, booking=bookings[number], at=AT))
    refused = [one.code for one in found if isinstance(one, DomainError)]
    assert refused == ["training.lecturer_taken"] * (TIMES - 1)
    assert Booking.objects.filter(state="confirmed").count() == 1


def test_no_more_places_are_given_than_there_are():
    cast = build_cast()
    with acting_as(SYSTEM):
        made = factories.opened(cast.committee, places=2)
        people = [cast.wang, cast.li, cast.zhao, cast.qian, cast.zheng, cast.sun]
        ids = [member.pk for member in people]
        rows = enrolment_make(actor=SYSTEM, training_class=made, member_ids=ids, at=AT)
        wu = cast.actor(cast.wu)
    found = at_once(
        wu, lambda number: enrolments_decide(actor=wu, training_class=made, enrolments=[rows[number]], at=AT)
    )
    assert sorted(found) == [(0, 1)] * (TIMES - 2) + [(1, 0)] * 2
    made.refresh_from_db()
    assert (made.confirmed_count, made.waiting_count) == (2, TIMES - 2)
