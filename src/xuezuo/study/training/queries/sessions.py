"""Sessions: the list of who is expected, the attendance as somebody may see it, history."""

import dataclasses
import datetime as dt

from django.db.models import Q

from xuezuo.org.queries.access import units_q
from xuezuo.platform.access import Actor
from xuezuo.study.training.models import AttendanceRevision, Enrolment, Session, SessionRevision, TrainingClass
from xuezuo.study.training.policies import ENROL
from xuezuo.study.training.queries.classes import ClassRights, rights_of
from xuezuo.study.training.queries.people import people_named
from xuezuo.study.training.types import AttendanceRow, AttendanceStatus, EnrolmentState, Person

_STATUS = dict(AttendanceStatus.choices)


@dataclasses.dataclass(frozen=True, slots=True)
class SessionPage:
    """What the page of a session shows; lists that the asker may not see are empty."""

    session: Session
    rights: ClassRights
    my_status: str
    rows: list[AttendanceRow]
    revisions: list[SessionRevision]
    changes: list[tuple[str, AttendanceRevision]]

    @property
    def expected(self) -> list[AttendanceRow]:
        """Those of the list."""
        return [row for row in self.rows if not row.is_guest]

    @property
    def guests(self) -> list[AttendanceRow]:
        """Guests who came; in no count."""
        return [row for row in self.rows if row.is_guest and row.status == AttendanceStatus.PRESENT]


def list_on(training_class: TrainingClass, day: dt.date) -> list[Enrolment]:
    """Return who is expected at a session on a civil day: who has a place, and who left it later than that day."""
    there = Q(state=EnrolmentState.CONFIRMED) | Q(
        state=EnrolmentState.LEFT, confirmed_at__isnull=False, left_on__gt=day
    )
    rows = training_class.enrolments.filter(there).order_by("pk")
    return list({row.member_id: row for row in rows}.values())


def people_on(training_class: TrainingClass, day: dt.date) -> list[Person]:
    """Return the people expected on a day, by unit and number."""
    people = people_named([row.member_id for row in list_on(training_class, day)], day)
    return sorted(people.values(), key=lambda one: (one.unit_name, one.number))


def attendance_rows(session: Session, *, with_reasons: bool, seen: Q | None = None) -> list[AttendanceRow]:
    """Return the attendance by unit and number; reasons are left out unless the asker may read them."""
    rows = list(session.attendances.filter(seen or Q()))
    people = people_named([row.member_id for row in rows], session.occurred_on)
    made = [
        AttendanceRow(people[row.member_id], row.status, row.reason if with_reasons else "", row.is_guest, row.version)
        for row in rows
    ]
    return sorted(made, key=lambda row: (row.is_guest, row.person.unit_name, row.person.number))


def session_page(actor: Actor, session: Session, on: dt.date) -> SessionPage:
    """Return what `actor` may see of the session, which came through the door of its class."""
    rights = rights_of(actor, session.training_class, on)
    mine = session.attendances.filter(member_id=actor.member_id).first() if actor.member_id else None
    rows: list[AttendanceRow] = []
    if rights.view or rights.enrol:
        seen = None if rights.view else units_q(actor, ENROL, on)
        rows = attendance_rows(session, with_reasons=rights.keep, seen=seen)
    return SessionPage(
        session=session,
        rights=rights,
        my_status=_STATUS[mine.status] if mine else "",
        rows=rows,
        revisions=list(session.revisions.order_by("-version")) if rights.view else [],
        changes=_changes(session) if rights.keep else [],
    )


def _changes(session: Session) -> list[tuple[str, AttendanceRevision]]:
    rows = AttendanceRevision.objects.filter(attendance__session=session).select_related("attendance")
    found = list(rows.order_by("-changed_at", "-pk"))
    people = people_named([row.attendance.member_id for row in found], session.occurred_on)
    return [(people[row.attendance.member_id].name, row) for row in found]
