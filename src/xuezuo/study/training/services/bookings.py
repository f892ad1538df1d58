"""Touring lectures: booked by a unit, confirmed by who keeps the register, held with so many listeners."""

import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Value, use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import AlreadyBooked, DaysDoNotFit, LecturerTaken, WrongState
from xuezuo.study.training.models import Booking, Offer
from xuezuo.study.training.policies import BOOK
from xuezuo.study.training.queries.lecturers import booking_get_for, is_below, offer_get_for
from xuezuo.study.training.services.checks import check_number, check_reason, check_text, note
from xuezuo.study.training.types import MAX_MINUTES, BookingState

OPEN = (BookingState.REQUESTED, BookingState.CONFIRMED)


@use_case("training.booking_make")
def booking_make(*, actor: Actor, offer: Offer, unit_id: int, place: str, at: dt.datetime) -> Booking:
    """Ask for an offered lecture for a unit below the register's.

    Raises:
        NotFound: the offer is out of the unit's sight.
        Forbidden: the actor may not book for the unit.
        WrongState: withdrawn, over, or confirmed to somebody.
        AlreadyBooked: by this unit.
        TextMissing: no place.
    """
    on = civil_date(at)
    require_unit(actor, BOOK, unit_id, on)
    offer_get_for(actor, offer.uid, on)
    offer = Offer.objects.select_for_update(of=("self",)).select_related("lecturer").get(pk=offer.pk)
    if not is_below(unit_id, offer.lecturer, on):
        raise NotFound
    if offer.withdrawn_at is not None or offer.slot.lower <= at:
        raise WrongState(state="已撤回或已过时间", deed="预约", hint="请另选一场。")
    if offer.bookings.filter(state__in=[BookingState.CONFIRMED, BookingState.HELD]).exists():
        raise WrongState(state="已确认给其他组织", deed="预约", hint="请另选一场。")
    values = {"uid": new_id(), "offer": offer, "lecturer": offer.lecturer, "unit_id": unit_id, "slot": offer.slot}
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                **values, place=check_text(place, "地点"), made_at=at, made_by=actor.account_id
            )
    except IntegrityError as error:
        raise AlreadyBooked from error
    return _told(facts.BOOKING_MADE, actor, booking, at)


@use_case("training.booking_confirm")
def booking_confirm(*, actor: Actor, booking: Booking, at: dt.datetime) -> Booking:
    """Confirm a request; two at once never send a lecturer to two places.

    Raises:
        NotFound, Forbidden: the actor does not keep the lecturer's register.
        WrongState: decided already.
        LecturerTaken: confirmed elsewhere at that time.
    """
    booking = _locked(actor, booking, at, to_keep=True)
    _check(booking, (BookingState.REQUESTED,), "确认")
    booking.state = BookingState.CONFIRMED
    try:
        with transaction.atomic():
            booking.save(update_fields=["state"])
    except IntegrityError as error:
        raise LecturerTaken from error
    return _told(facts.BOOKING_DECIDED, actor, booking, at)


@use_case("training.booking_refuse")
def booking_refuse(*, actor: Actor, booking: Booking, reason: str, at: dt.datetime) -> Booking:
    """Refuse a request with a reason that the unit reads.

    Raises:
        NotFound, Forbidden: the actor does not keep the lecturer's register.
        WrongState: decided already.
        ReasonMissing: no reason given.
    """
    booking = _locked(actor, booking, at, to_keep=True)
    _check(booking, (BookingState.REQUESTED,), "改为不安排")
    return _end(actor, booking, BookingState.REFUSED, reason, at)


@use_case("training.booking_cancel")
def booking_cancel(*, actor: Actor, booking: Booking, reason: str, at: dt.datetime) -> Booking:
    """Cancel a booking that was not held, as the unit or as keeper of the register; the time is free again.

    Raises:
        NotFound, Forbidden: neither of the two.
        WrongState: over already.
        ReasonMissing: no reason given.
    """
    booking = _locked(actor, booking, at)
    _check(booking, OPEN, "取消")
    return _end(actor, booking, BookingState.CANCELLED, reason, at)


@use_case("training.booking_hold")
def booking_hold(*, actor: Actor, booking: Booking, minutes: int, listeners: int, at: dt.datetime) -> Booking:
    """Say that a confirmed lecture was held, how long, and how many listened.

    Raises:
        NotFound, Forbidden: neither the unit nor the keeper of the register.
        WrongState: not confirmed.
        DaysDoNotFit: its time has not come.
        NumberOutOfRange: minutes or listeners that cannot be.
    """
    booking = _locked(actor, booking, at)
    _check(booking, (BookingState.CONFIRMED,), "登记为已举行")
    if booking.slot.lower > at:
        raise DaysDoNotFit(what="宣讲时间还没有到，不能登记为已举行")
    _count(booking, minutes, listeners)
    booking.state, booking.held_at = BookingState.HELD, at
    booking.save(update_fields=["state", "held_at", "minutes", "listeners"])
    return _told(facts.BOOKING_HELD, actor, booking, at)


@use_case("training.booking_correct")
def booking_correct(  # CONFIG keyword-only: who, what, the two numbers, why, when
    *, actor: Actor, booking: Booking, minutes: int, listeners: int, reason: str, at: dt.datetime
) -> Booking:
    """Correct the numbers of a lecture that was held; the former ones stay in the audit trail with the reason.

    Raises:
        NotFound, Forbidden: neither the unit nor the keeper of the register.
        WrongState: not held.
        ReasonMissing, NumberOutOfRange: no reason, or numbers that cannot be.
    """
    booking = _locked(actor, booking, at)
    _check(booking, (BookingState.HELD,), "更正")
    why, before = check_reason(reason), (booking.minutes, booking.listeners)
    _count(booking, minutes, listeners)
    booking.save(update_fields=["minutes", "listeners"])
    told: dict[str, Value] = {"reason": why, "minutes_before": before[0], "listeners_before": before[1]}
    return _told(facts.BOOKING_CORRECTED, actor, booking, at, **told)


def _locked(actor: Actor, booking: Booking, at: dt.datetime, *, to_keep: bool = False) -> Booking:
    booking_get_for(actor, booking.uid, civil_date(at), to_keep=to_keep)
    return Booking.objects.select_for_update(of=("self",)).select_related("lecturer").get(pk=booking.pk)


def _check(booking: Booking, allowed: tuple[BookingState, ...], deed: str) -> None:
    if booking.state not in allowed:
        raise WrongState(state=BookingState(booking.state).label, deed=deed, hint="")


def _count(booking: Booking, minutes: int, listeners: int) -> None:
    check_number(minutes, "时长（分钟）", 1, MAX_MINUTES)
    check_number(listeners, "听众人数", 1, 99999)
    booking.minutes, booking.listeners = minutes, listeners


def _end(actor: Actor, booking: Booking, state: BookingState, reason: str, at: dt.datetime) -> Booking:
    booking.state, booking.reason = state, check_reason(reason)
    booking.save(update_fields=["state", "reason"])
    return _told(facts.BOOKING_ENDED, actor, booking, at, reason=booking.reason)


def _told(name: str, actor: Actor, booking: Booking, at: dt.datetime, **more: Value) -> Booking:
    said: dict[str, Value] = {"state": str(booking.state), "minutes": booking.minutes, "listeners": booking.listeners}
    note(name, actor, ("training.booking", booking.uid), booking.unit_id, at, **said, **more)
    return booking
