"""Lists of classes, and one class with all that this asker may see of it."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from xuezuo.org.models import UnitName
from xuezuo.org.queries.access import held_at, units_q
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitType
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.training.models import Attendance, Certificate, Enrolment, Session, TrainingClass
from xuezuo.study.training.policies import CLASS_KEEP, ENROL, VIEW
from xuezuo.study.training.queries.access import classes_q
from xuezuo.study.training.queries.people import people_named
from xuezuo.study.training.types import (
    ALIVE,
    AttendanceStatus,
    ClassState,
    EnrolmentState,
    Person,
    PublicCertificate,
    SessionState,
)

_TYPES = dict(UnitType.choices)


@dataclasses.dataclass(frozen=True, slots=True)
class ClassRights:
    """What the asker may do: keep the class, see who came, enrol people of an own unit."""

    keep: bool
    view: bool
    enrol: bool


@dataclasses.dataclass(frozen=True, slots=True)
class EnrolmentRow:
    """One enrolment with the person, as the asker may see it; minutes attended so far.

    Attributes:
        may_read: the asker may open the certificate: as keeper of the class, or as officer of the person's branch.
    """

    enrolment: Enrolment
    person: Person
    minutes: int
    certificate: Certificate | None
    may_read: bool

    @property
    def is_outdated(self) -> bool:
        """The certificate says other minutes than are recorded now."""
        return self.certificate is not None and self.certificate.minutes != self.minutes


@dataclasses.dataclass(frozen=True, slots=True)
class ClassPage:
    """What the page of a class shows; lists that the asker may not see are empty."""

    training_class: TrainingClass
    unit_name: str
    domains: str
    rights: ClassRights
    mine: Enrolment | None
    my_minutes: int
    my_certificates: list[Certificate]
    enrolments: list[EnrolmentRow]
    sessions: list[Session]

    @property
    def is_open_for_enrolment(self) -> bool:
        """Somebody may still ask for a place."""
        return self.training_class.state == ClassState.OPEN

    @property
    def places_left(self) -> int | None:
        """How many places are free; None = no limit."""
        places = self.training_class.places
        return None if places is None else max(0, places - self.training_class.confirmed_count)

    @property
    def minutes(self) -> int:
        """Minutes held so far."""
        return sum(one.minutes for one in self.sessions if one.state == SessionState.CONFIRMED)

    @property
    def waiting_for_decision(self) -> int:
        """How many requests wait for the keeper."""
        return sum(row.enrolment.state == EnrolmentState.REQUESTED for row in self.enrolments)


def class_list(actor: Actor, state: str, unit_type: str, on: dt.date) -> QuerySet[TrainingClass]:
    """Return the classes within the actor's sight, the newest first, annotated with `unit_name` of today."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = TrainingClass.objects.filter(classes_q(actor, on))
    if state:
        found = found.filter(state=state)
    if unit_type:
        found = found.filter(Q(unit_types=[]) | Q(unit_types__contains=[unit_type]))
    return found.annotate(unit_name=Subquery(names[:1])).order_by("-starts_on", "-pk")


def rights_of(actor: Actor, training_class: TrainingClass, on: dt.date) -> ClassRights:
    """Return what the actor may do with the class on `on`."""
    held = held_at(actor, (CLASS_KEEP, VIEW), training_class.unit, on)
    keep = CLASS_KEEP in held
    return ClassRights(keep, keep or VIEW in held, keep or ENROL.is_held_by(actor))


def class_page(actor: Actor, training_class: TrainingClass, on: dt.date) -> ClassPage:
    """Return what `actor` may see of the class, which came through its door."""
    rights = rights_of(actor, training_class, on)
    sessions = training_class.sessions.select_related("lecturer").order_by("occurred_on", "starts_at", "pk")
    me = actor.member_id
    mine = training_class.enrolments.filter(member_id=me).order_by("-pk").first() if me else None
    own = training_class.certificates.filter(member_id=me, voided_at=None) if me else Certificate.objects.none()
    return ClassPage(
        training_class=training_class,
        unit_name=unit_row(training_class.unit_id, max(on, training_class.unit.during.lower)).name,
        domains="、".join(_TYPES.get(one, one) for one in training_class.unit_types) or "各领域",
        rights=rights,
        mine=mine,
        my_minutes=minutes_of(training_class, [me]).get(me, 0) if me and mine else 0,
        my_certificates=list(own),
        enrolments=enrolment_rows(actor, training_class, rights, on),
        sessions=list(sessions if rights.keep else sessions.exclude(state=SessionState.VOID)),
    )


def enrolment_rows(actor: Actor, training_class: TrainingClass, rights: ClassRights, on: dt.date) -> list[EnrolmentRow]:
    """Return the list of the class: all of it for keepers and those above, the own units' part for their officers."""
    if not (rights.view or rights.enrol):
        return []
    seen = Q() if rights.view else units_q(actor, ENROL, on)
    rows = list(training_class.enrolments.filter(seen).order_by("waits_since", "made_at", "pk"))
    ids = [row.member_id for row in rows]
    people, minutes = people_named(ids, on), minutes_of(training_class, ids)
    papers = {one.member_id: one for one in training_class.certificates.filter(member_id__in=ids, voided_at=None)}
    own = set(ids) if rights.keep or not rights.view else _of_own_units(actor, training_class, on)
    order = [*ALIVE, EnrolmentState.REFUSED, EnrolmentState.LEFT]
    rows.sort(key=lambda row: order.index(EnrolmentState(row.state)))
    return [
        EnrolmentRow(
            row, people[row.member_id], minutes.get(row.member_id, 0), papers.get(row.member_id), row.member_id in own
        )
        for row in rows
    ]


def _of_own_units(actor: Actor, training_class: TrainingClass, on: dt.date) -> set[int]:
    if not ENROL.is_held_by(actor):
        return set()
    return set(training_class.enrolments.filter(units_q(actor, ENROL, on)).values_list("member_id", flat=True))


def minutes_of(training_class: TrainingClass, member_ids: list[int]) -> dict[int, int]:
    """Return the minutes that each of the members attended so far, guests of single sessions included."""
    came = Attendance.objects.filter(
        session__training_class=training_class,
        session__state=SessionState.CONFIRMED,
        status=AttendanceStatus.PRESENT,
        member_id__in=member_ids,
    )
    return dict(came.values_list("member_id").annotate(total=Sum("session__minutes")).order_by())


def certificate_shown(uid: uuid.UUID) -> PublicCertificate | None:
    """Return what anybody may know about a certificate who holds its code; None when there is none.

    Read as the system: strangers see no rows, and nothing here says whose it is.
    """
    with acting_as(SYSTEM):
        found = Certificate.objects.select_related("training_class").filter(uid=uid).first()
    if found is None:
        return None
    held = found.training_class
    return PublicCertificate(
        found.uid, found.number, held.title, held.starts_on, held.ends_on, found.issued_on, found.voided_at is None
    )
