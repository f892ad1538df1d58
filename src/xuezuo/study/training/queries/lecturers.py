"""The register of lecturers, what is offered, and bookings: doors, lists, counts."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure, UnitName
from xuezuo.org.queries.access import units_q
from xuezuo.platform.access import Actor
from xuezuo.study.training.models import Booking, Lecturer, Offer, Session, TrainingClass
from xuezuo.study.training.policies import BOOK, LECTURER_KEEP, VIEW
from xuezuo.study.training.queries.access import classes_q
from xuezuo.study.training.queries.kept import at_unit, kept_q, require_kept
from xuezuo.study.training.types import BookingState, SessionState

_HELD = Q(bookings__state=BookingState.HELD)


@dataclasses.dataclass(frozen=True, slots=True)
class LecturerPage:
    """What the page of a lecturer shows: offers to come, bookings and class sessions as far as the asker sees them."""

    lecturer: Lecturer
    unit_name: str
    keeps: bool
    may_book: bool
    offers: list[Offer]
    bookings: list[Booking]
    sessions: list[Session]
    held: int
    listeners: int


@dataclasses.dataclass(frozen=True, slots=True)
class Totals:
    """How much was lectured: lectures held and listeners, as they were counted there."""

    held: int
    listeners: int


def lecturer_list(actor: Actor, on: dt.date, *, with_former: bool = False) -> QuerySet[Lecturer]:
    """Return the lecturers that the actor may see, by name, with `unit_name`, `held` and `listeners`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Lecturer.objects.filter(kept_q(actor, LECTURER_KEEP, on))
    if not with_former:
        found = found.filter(Q(active_until=None) | Q(active_until__gte=on))
    return found.annotate(
        unit_name=Subquery(names[:1]),
        held=Count("bookings", filter=_HELD),
        listeners=Sum("bookings__listeners", filter=_HELD, default=0),
    ).order_by("name", "pk")


def lecturers_on(unit_id: int, on: dt.date) -> QuerySet[Lecturer]:
    """Return who of the registers of the unit and of those above may teach there on the civil day, by name."""
    above = Closure.objects.filter(descendant_id=unit_id, during__contains=on).values("ancestor_id")
    days = Q(active_until=None) | Q(active_until__gte=on)
    return Lecturer.objects.filter(days, unit_id__in=above, active_from__lte=on).order_by("name", "pk")


def lecturers_of(training_class: TrainingClass) -> list[Lecturer]:
    """Return whom the registers offer on any day of the class, by name, for a choice; the service checks the day."""
    above = Closure.objects.filter(descendant_id=training_class.unit_id, during__contains=training_class.starts_on)
    days = Q(active_until=None) | Q(active_until__gte=training_class.starts_on)
    found = Lecturer.objects.filter(days, unit_id__in=above.values("ancestor_id"))
    return list(found.filter(active_from__lte=training_class.ends_on).order_by("name", "pk")[:200])


def totals(actor: Actor, on: dt.date) -> Totals:
    """Return what the lecturers within sight have held this year."""
    mine = Booking.objects.filter(
        kept_q(actor, LECTURER_KEEP, on, "lecturer__unit_id"),
        state=BookingState.HELD,
        slot__startswith__gte=dt.datetime(on.year, 1, 1, tzinfo=dt.UTC),
    )
    found = mine.aggregate(held=Count("pk"), listeners=Sum("listeners", default=0))
    return Totals(found["held"], found["listeners"])


def lecturer_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Lecturer:
    """Return the lecturer if the actor may see, or keep, the entry.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    seen = Lecturer.objects.filter(kept_q(actor, LECTURER_KEEP, on))
    found = Lecturer.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not (to_keep or seen.filter(pk=found.pk).exists()):
        raise NotFound
    if to_keep:
        require_kept(actor, LECTURER_KEEP, found, seen, on)
    return found


def offer_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Offer:
    """Return the offer if the actor may see, or keep, its lecturer.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    found = Offer.objects.select_related("lecturer__unit").filter(uid=uid).first()
    if found is None:
        raise NotFound
    lecturer_get_for(actor, found.lecturer.uid, on, to_keep=to_keep)
    return found


def bookings_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on bookings: of own units and those below, and of the lecturers that the actor keeps."""
    if actor.is_system:
        return Q()
    return units_q(actor, VIEW, on) | units_q(actor, BOOK, on) | units_q(actor, LECTURER_KEEP, on, "lecturer__unit_id")


def booking_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Booking:
    """Return the booking if the actor may carry it on: the keeper of the lecturer, or (not `to_keep`) the unit.

    Raises:
        NotFound: out of sight.
        Forbidden: seen, but not the actor's to change.
    """
    found = Booking.objects.select_related("lecturer__unit", "unit", "offer").filter(bookings_q(actor, on), uid=uid)
    one = found.first()
    if one is None:
        raise NotFound
    keeps = at_unit(actor, LECTURER_KEEP, one.lecturer, on)
    if not keeps and (to_keep or not at_unit(actor, BOOK, one, on)):
        raise Forbidden(reason=keeps.reason)
    return one


def lecturer_page(actor: Actor, lecturer: Lecturer, at: dt.datetime, on: dt.date) -> LecturerPage:
    """Return what `actor` may see of the lecturer, who came through the door."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    bookings = Booking.objects.filter(bookings_q(actor, on), lecturer=lecturer).select_related("offer", "unit")
    held = lecturer.bookings.filter(state=BookingState.HELD)
    sums = held.aggregate(held=Count("pk"), listeners=Sum("listeners", default=0))
    taken = lecturer.bookings.filter(state__in=[BookingState.CONFIRMED, BookingState.HELD])
    offers = lecturer.offers.filter(withdrawn_at=None, slot__startswith__gt=at).order_by("slot")
    unit = UnitName.objects.filter(unit_id=lecturer.unit_id, during__contains=on).first()
    return LecturerPage(
        lecturer=lecturer,
        unit_name=unit.name if unit else "",
        keeps=bool(at_unit(actor, LECTURER_KEEP, lecturer, on)),
        may_book=BOOK.is_held_by(actor),
        offers=list(offers.exclude(pk__in=taken.values("offer_id"))),
        sessions=_sessions_of(actor, lecturer, on),
        bookings=list(bookings.annotate(unit_name=Subquery(names[:1])).order_by("-slot", "-pk")[:100]),
        held=sums["held"],
        listeners=sums["listeners"],
    )


def _sessions_of(actor: Actor, lecturer: Lecturer, on: dt.date) -> list[Session]:
    """Return the sessions of classes that the actor may see, the latest first, at most 100."""
    seen = TrainingClass.objects.filter(classes_q(actor, on))
    found = lecturer.sessions.filter(training_class__in=seen).exclude(state=SessionState.VOID)
    return list(found.select_related("training_class").order_by("-occurred_on", "-pk")[:100])


def is_below(unit_id: int, lecturer: Lecturer, on: dt.date) -> bool:
    """Tell whether the unit may book the lecturer: it lies at or below the unit that keeps the register."""
    there = Closure.objects.filter(descendant_id=unit_id, ancestor_id=lecturer.unit_id, during__contains=on)
    return there.exists()
