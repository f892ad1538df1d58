"""Classes for tests, made by the services as the system; run inside `acting_as(SYSTEM)`."""

import datetime as dt
from collections.abc import Iterable

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member, Unit
from xuezuo.platform.access import SYSTEM
from xuezuo.study.training.models import (
    Booking,
    Case,
    Lecturer,
    Offer,
    Place,
    Route,
    Session,
    Topic,
    TrainingClass,
    Visit,
)
from xuezuo.study.training.services.bookings import booking_confirm, booking_make
from xuezuo.study.training.services.cases import case_make
from xuezuo.study.training.services.classes import class_make, class_open
from xuezuo.study.training.services.enrolments import enrolment_make, enrolments_decide
from xuezuo.study.training.services.lecturers import lecturer_make, offer_make
from xuezuo.study.training.services.places import place_make, route_make
from xuezuo.study.training.services.sessions import session_record
from xuezuo.study.training.services.topics import topic_make
from xuezuo.study.training.services.visits import visit_record
from xuezuo.study.training.types import (
    CaseSpec,
    ClassSpec,
    LecturerSpec,
    Mark,
    OfferSpec,
    PlaceSpec,
    RouteSpec,
    SessionSpec,
    Sheet,
    TopicSpec,
    VisitSpec,
)

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


def route(*places: Place) -> Route:
    """Make a route over teaching points of one unit."""
    spec = RouteSpec("一日", tuple(one.pk for one in places), 120)
    return route_make(actor=SYSTEM, unit_id=places[0].unit_id, spec=spec, at=AT)


def place(unit: Unit, name: str = "老码头旧址") -> Place:
    """Register a teaching point of the unit."""
    spec = PlaceSpec(name, "河口镇东街 1 号", "当年的渡口和陈列", "镇文化站")
    return place_make(actor=SYSTEM, unit_id=unit.pk, spec=spec, at=AT)


def visit(goal: Place, unit: Unit, members: Iterable[Member] = (), people: int = 0) -> Visit:
    """Record a visit of an hour."""
    ids = tuple(sorted(member.pk for member in members))
    spec = VisitSpec(DAY, 60, people or len(ids), place_id=goal.pk, member_ids=ids)
    return visit_record(actor=SYSTEM, unit_id=unit.pk, spec=spec, uid=new_id(), at=AT)


def case(unit: Unit) -> Case:
    """Write a draft as the system."""
    spec = CaseSpec("某支部代签会议记录", "warning", "某支部委员补写记录并代签。", "通报第 3 期", ("三会一课",))
    return case_make(actor=SYSTEM, unit_id=unit.pk, spec=spec, at=AT)


def topic(unit: Unit, owner: Member, *members: Member) -> Topic:
    """Open a topic that is due at the end of June 2025."""
    spec = TopicSpec("老党员怎样学习", "走访后写成报告", owner.pk, FIRST, LAST, tuple(one.pk for one in members))
    return topic_make(actor=SYSTEM, unit_id=unit.pk, spec=spec, at=AT)
