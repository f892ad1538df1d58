"""Classes for tests, made by the services as the system; run inside `acting_as(SYSTEM)`."""

import datetime as dt
from collections.abc import Iterable

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member, Unit
from xuezuo.platform.access import SYSTEM
from xuezuo.study.training.models import Booking, Lecturer, Offer, Session, TrainingClass
from xuezuo.study.training.services.bookings import booking_confirm, booking_make
from xuezuo.study.training.services.classes import class_make, class_open
from xuezuo.study.training.services.enrolments import enrolment_make, enrolments_decide
from xuezuo.study.training.services.lecturers import lecturer_make, offer_make
from xuezuo.study.training.services.sessions import session_record
from xuezuo.study.training.types import ClassSpec, LecturerSpec, Mark, OfferSpec, SessionSpec, Sheet

FIRST = dt.date(2025, 6, 2)
LAST = dt.date(2025, 6, 30)
DAY = dt.date(2025, 6, 10)
AT = dt.datetime(2025, 6, 16, 4, tzinfo=dt.UTC)


def spec(**values: object) -> ClassSpec:
    """Return what is said of a class in June 2025."""
    said = {"title": "支部书记培训班", "starts_on": FIRST, "ends_on": LAST, **values}
    return ClassSpec(**said)  # type: ignore[arg-type]  # test sugar


def draft(unit: Unit, **values: object) -> TrainingClass:
    """Make a class that is not open yet."""
    return class_make(actor=SYSTEM, unit_id=unit.pk, spec=spec(**values), at=AT)


def opened(unit: Unit, members: Iterable[Member] = (), **values: object) -> TrainingClass:
    """Make an open class, with these members confirmed as far as there are places."""
    made = class_open(actor=SYSTEM, training_class=draft(unit, **values), at=AT)
    ids = [member.pk for member in members]
    if ids:
        rows = enrolment_make(actor=SYSTEM, training_class=made, member_ids=ids, at=AT)
        enrolments_decide(actor=SYSTEM, training_class=made, enrolments=rows, at=AT)
    made.refresh_from_db()
    return made


def session(made: TrainingClass, day: dt.date = DAY, *marks: Mark, guests: tuple[int, ...] = ()) -> Session:
    """Record a session of 90 minutes: everybody present unless marked."""
    said = SessionSpec(day, 90, "党章")
    sheet = Sheet(marks, guests)
    return session_record(actor=SYSTEM, training_class=made, spec=said, sheet=sheet, uid=new_id(), at=AT)


def lecturer(unit: Unit, **values: object) -> Lecturer:
    """Put a teacher of the Party school into the unit's register."""
    said = {"member_id": None, "name": "何讲师", "organization": "县委党校", "topics": ("党章",), "active_from": FIRST}
    made = LecturerSpec(**{**said, **values})  # type: ignore[arg-type]  # test sugar
    return lecturer_make(actor=SYSTEM, unit_id=unit.pk, spec=made, at=AT)


def offer(of: Lecturer, starts_at: dt.datetime = AT + dt.timedelta(hours=2)) -> Offer:
    """Offer a lecture of 90 minutes."""
    return offer_make(actor=SYSTEM, lecturer=of, spec=OfferSpec("党章", starts_at, 90), at=AT)


def booking(of: Offer, unit: Unit, *, is_confirmed: bool = False) -> Booking:
    """Book an offer for a unit."""
    made = booking_make(actor=SYSTEM, offer=of, unit_id=unit.pk, place="党员活动室", at=AT)
    return booking_confirm(actor=SYSTEM, booking=made, at=AT) if is_confirmed else made
