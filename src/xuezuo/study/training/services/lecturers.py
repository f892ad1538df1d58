"""The register of lecturers and what they offer."""

import dataclasses
import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import AlreadyRegistered, DaysDoNotFit, WrongState
from xuezuo.study.training.models import Lecturer, Offer
from xuezuo.study.training.policies import LECTURER_KEEP
from xuezuo.study.training.queries.lecturers import lecturer_get_for
from xuezuo.study.training.queries.people import people_named
from xuezuo.study.training.services.checks import check_number, check_text, note, put
from xuezuo.study.training.types import MAX_MINUTES, BookingState, LecturerSpec, OfferSpec

_FIELDS = tuple(field.name for field in dataclasses.fields(LecturerSpec))


@use_case("training.lecturer_make")
def lecturer_make(*, actor: Actor, unit_id: int, spec: LecturerSpec, at: dt.datetime) -> Lecturer:
    """Put somebody into the unit's register of lecturers.

    Raises:
        NotFound, Forbidden: the actor may not keep the unit's register.
        TextMissing: no name or no topic.
        DaysDoNotFit: ends before it begins.
        AlreadyRegistered: the member is in this register.
    """
    require_unit(actor, LECTURER_KEEP, unit_id, civil_date(at))
    made = Lecturer(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id)
    return _put(actor, made, spec, at)


@use_case("training.lecturer_change")
def lecturer_change(*, actor: Actor, lecturer: Lecturer, spec: LecturerSpec, at: dt.datetime) -> Lecturer:
    """Change what the register says; who ends keeps the lectures that were held.

    Raises:
        NotFound, Forbidden: the actor may not keep the register.
        TextMissing, DaysDoNotFit, AlreadyRegistered: see `lecturer_make`.
    """
    lecturer_get_for(actor, lecturer.uid, civil_date(at), to_keep=True)
    return _put(actor, Lecturer.objects.select_for_update().get(pk=lecturer.pk), spec, at)


def _put(actor: Actor, lecturer: Lecturer, spec: LecturerSpec, at: dt.datetime) -> Lecturer:
    if spec.active_until is not None and spec.active_until < spec.active_from:
        raise DaysDoNotFit(what="聘任截止日期早于聘任日期")
    name = spec.name
    if spec.member_id is not None:
        name = people_named([spec.member_id], civil_date(at))[spec.member_id].name
    topics = [text for topic in spec.topics if (text := squeeze(topic))]
    check_text("".join(topics), "宣讲题目")
    for field in _FIELDS:
        setattr(lecturer, field, getattr(spec, field))
    lecturer.name, lecturer.topics = check_text(name, "姓名"), list(dict.fromkeys(topics))
    try:
        with transaction.atomic():
            put(lecturer, *_FIELDS)
    except IntegrityError as error:
        raise AlreadyRegistered from error
    subject = ("training.lecturer", lecturer.uid)
    until = lecturer.active_until.isoformat() if lecturer.active_until else None
    note(facts.LECTURER_SET, actor, subject, lecturer.unit_id, at, topics=len(topics), active_until=until)
    return lecturer


@use_case("training.offer_make")
def offer_make(*, actor: Actor, lecturer: Lecturer, spec: OfferSpec, at: dt.datetime) -> Offer:
    """Offer a lecture at a time to the units below.

    Raises:
        NotFound, Forbidden: the actor may not keep the register.
        DaysDoNotFit: in the past, or outside the lecturer's term.
        TextMissing, NumberOutOfRange: topic or minutes that cannot be.
    """
    lecturer_get_for(actor, lecturer.uid, civil_date(at), to_keep=True)
    day = civil_date(spec.starts_at)
    if spec.starts_at <= at:
        raise DaysDoNotFit(what="宣讲时间已经过去")
    if day < lecturer.active_from or (lecturer.active_until is not None and day > lecturer.active_until):
        raise DaysDoNotFit(what="宣讲时间不在这位宣讲员的聘任期内")
    check_number(spec.minutes, "时长（分钟）", 1, MAX_MINUTES)
    made = Offer.objects.create(
        uid=new_id(),
        lecturer=lecturer,
        topic=check_text(spec.topic, "题目"),
        slot=(spec.starts_at, spec.starts_at + dt.timedelta(minutes=spec.minutes)),
        made_at=at,
        made_by=actor.account_id,
    )
    subject = ("training.offer", made.uid)
    note(facts.OFFER_MADE, actor, subject, lecturer.unit_id, at, on=day.isoformat(), minutes=spec.minutes)
    return made


@use_case("training.offer_withdraw")
def offer_withdraw(*, actor: Actor, offer: Offer, at: dt.datetime) -> Offer:
    """Withdraw an offer that nobody holds a confirmed booking of.

    Raises:
        NotFound, Forbidden: the actor may not keep the register.
        WrongState: confirmed to somebody.
    """
    lecturer_get_for(actor, offer.lecturer.uid, civil_date(at), to_keep=True)
    offer = Offer.objects.select_for_update(of=("self",)).select_related("lecturer").get(pk=offer.pk)
    if offer.bookings.filter(state__in=[BookingState.CONFIRMED, BookingState.HELD]).exists():
        raise WrongState(state="已有确认的预约", deed="撤回", hint="请先取消那次预约。")
    offer.withdrawn_at = offer.withdrawn_at or at
    offer.save(update_fields=["withdrawn_at"])
    note(facts.OFFER_WITHDRAWN, actor, ("training.offer", offer.uid), offer.lecturer.unit_id, at)
    return offer
