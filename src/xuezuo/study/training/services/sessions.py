"""Sessions of a class: planned, held with attendance, corrected, voided."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.services.structure import unit_keep
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import DaysDoNotFit, DeedOfAnotherClass, LecturerDoesNotFit, NothingChanged
from xuezuo.study.training.models import Session, SessionRevision, TrainingClass
from xuezuo.study.training.queries.lecturers import lecturers_on
from xuezuo.study.training.services.checks import (
    check_class,
    check_number,
    check_reason,
    check_session,
    check_text,
    lock_class,
    lock_session,
    note_session,
)
from xuezuo.study.training.services.rows import COUNTS, Stamp, freeze
from xuezuo.study.training.types import MAX_MINUTES, ClassState, SessionSpec, SessionState, Sheet

_FIELDS = tuple(field.name for field in dataclasses.fields(SessionSpec))
_HELD = ("state", "recorded_on", "recorded_by", "confirmed_at")


@use_case("training.session_plan")
def session_plan(*, actor: Actor, training_class: TrainingClass, spec: SessionSpec, at: dt.datetime) -> Session:
    """Plan a session of a class that is not over; it counts once it was held.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: the class is over.
        DaysDoNotFit, NumberOutOfRange, TextMissing: what is said cannot be.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.DRAFT, ClassState.OPEN), "排课")
    spec = checked(training_class, spec)
    session = Session.objects.create(
        uid=new_id(), training_class=training_class, unit_id=training_class.unit_id, **_values(spec)
    )
    note_session(facts.SESSION_PLANNED, actor, session, at)
    return session


@use_case("training.session_record")
def session_record(  # CONFIG keyword-only: who, where, what, who came, under which client id, when
    *,
    actor: Actor,
    training_class: TrainingClass,
    spec: SessionSpec,
    sheet: Sheet,
    uid: uuid.UUID,
    at: dt.datetime,
) -> Session:
    """Record a session that was held, with its attendance, in one step; it counts at once.

    Everybody on the list was present unless marked. A day in the past is welcome and labelled late by `recorded_on`. A
    repeat with the same `uid` writes nothing and returns the first result.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: the class is not open.
        DaysDoNotFit, NumberOutOfRange, TextMissing: what is said cannot be.
        NotOnList, LeaveNeedsReason, AlreadyOnList: the sheet does not fit the list.
        DeedOfAnotherClass: the client's id is taken.
    """
    training_class = lock_class(actor, training_class, at)
    known = Session.objects.filter(uid=uid).first()
    if known is not None:
        if known.training_class_id != training_class.pk:
            raise DeedOfAnotherClass
        return known
    spec = checked(training_class, spec)
    session = Session(uid=uid, training_class=training_class, unit_id=training_class.unit_id, **_values(spec))
    return _hold(actor, session, sheet, at)


@use_case("training.session_hold")
def session_hold(*, actor: Actor, session: Session, sheet: Sheet, at: dt.datetime) -> Session:
    """Say that a planned session was held, with its attendance; it counts at once.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: the class is not open, or the session not planned.
        DaysDoNotFit: its day has not come.
        NotOnList, LeaveNeedsReason, AlreadyOnList: the sheet does not fit the list.
    """
    session = lock_session(actor, session, at)
    check_session(session, (SessionState.PLANNED,), "登记出勤", "如需改动请用“更正出勤”。")
    return _hold(actor, session, sheet, at)


def _hold(actor: Actor, session: Session, sheet: Sheet, at: dt.datetime) -> Session:
    check_class(session.training_class, (ClassState.OPEN,), "登记出勤", "请先发布培训班；已结业的班不再登记新课。")
    today = civil_date(at)
    check_day(session.occurred_on, today)
    unit_keep([session.unit_id])
    session.state, session.confirmed_at = SessionState.CONFIRMED, at
    session.recorded_on, session.recorded_by = today, actor.account_id
    session.save(update_fields=_HELD if session.pk else None)
    freeze(session, sheet, Stamp(actor, at))
    session.save(update_fields=COUNTS)
    note_session(facts.SESSION_RECORDED, actor, session, at)
    return session


@use_case("training.session_correct")
def session_correct(*, actor: Actor, session: Session, spec: SessionSpec, reason: str, at: dt.datetime) -> Session:
    """Correct what a session says about itself; the former version stays readable. A planned one is just changed.

    The attendance stays as it was recorded.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        ReasonMissing, NothingChanged: no reason, or nothing different.
        WrongState: void, or of a cancelled class.
        DaysDoNotFit, NumberOutOfRange, TextMissing: the corrected fields cannot be.
    """
    session = lock_session(actor, session, at)
    check_session(session, (SessionState.PLANNED, SessionState.CONFIRMED), "更正")
    why, former = check_reason(reason), spec_of(session)
    spec = checked(session.training_class, spec, former)
    if spec == former:
        raise NothingChanged
    if session.state == SessionState.CONFIRMED:
        check_day(spec.occurred_on, civil_date(at))
    keep_version(session, Stamp(actor, at, why))
    for name, value in _values(spec).items():
        setattr(session, name, value)
    session.save(update_fields=[*_FIELDS, "version"])
    note_session(facts.SESSION_CORRECTED, actor, session, at, reason=why)
    return session


@use_case("training.session_void")
def session_void(*, actor: Actor, session: Session, reason: str, at: dt.datetime) -> Session:
    """Void a session: it counts no more and stays readable with the reason.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        ReasonMissing: no reason given.
        WrongState: void already.
    """
    session = lock_session(actor, session, at)
    check_session(session, (SessionState.PLANNED, SessionState.CONFIRMED), "作废")
    why = check_reason(reason)
    keep_version(session, Stamp(actor, at, why))
    session.state, session.voided_at, session.void_reason = SessionState.VOID, at, why
    session.save(update_fields=["state", "voided_at", "void_reason", "version"])
    note_session(facts.SESSION_VOIDED, actor, session, at, reason=why)
    return session


def keep_version(session: Session, stamp: Stamp) -> None:
    """Keep what the session says now as a revision and count up its version; the caller saves the session."""
    said = {name: str(value) for name, value in _values(spec_of(session)).items()}
    said["taught_by"] = session.taught_by
    counts = {"expected": session.expected_count, "present": session.present_count, "guests": session.guest_count}
    SessionRevision.objects.create(
        session=session,
        version=session.version,
        fields={**said, **counts, "state": str(session.state)},
        reason=stamp.why,
        changed_at=stamp.at,
        changed_by=stamp.actor.account_id,
    )
    session.version += 1


def checked(training_class: TrainingClass, spec: SessionSpec, former: SessionSpec | None = None) -> SessionSpec:
    """Return what is said of a session without stray blanks; who taught may stay as `former` says.

    Raises:
        DaysDoNotFit: outside the days of the class.
        NumberOutOfRange, TextMissing: minutes or topic that cannot be.
        LecturerDoesNotFit: not of the register on that day, or a guest whom the register knows.
    """
    if not training_class.starts_on <= spec.occurred_on <= training_class.ends_on:
        span = f"{training_class.starts_on} 至 {training_class.ends_on}"
        raise DaysDoNotFit(what=f"日期 {spec.occurred_on} 不在培训班的起止日期（{span}）内")
    check_number(spec.minutes, "时长（分钟）", 1, MAX_MINUTES)
    guest = squeeze(spec.lecturer_note)
    if former is None or _teaching(dataclasses.replace(spec, lecturer_note=guest)) != _teaching(former):
        _check_lecturer(training_class, spec, guest)
    return dataclasses.replace(spec, topic=check_text(spec.topic, "课题"), lecturer_note=guest)


def _teaching(spec: SessionSpec) -> tuple[dt.date, int | None, str]:
    return spec.occurred_on, spec.lecturer_id, spec.lecturer_note


def _check_lecturer(training_class: TrainingClass, spec: SessionSpec, guest: str) -> None:
    """Raise unless who taught is of a register that reaches the unit, or a guest whom no register knows."""
    register = lecturers_on(training_class.unit_id, spec.occurred_on)
    if spec.lecturer_id is not None and guest:
        raise LecturerDoesNotFit(what="授课人和特邀授课人只能填一个")
    if spec.lecturer_id is not None and not register.filter(pk=spec.lecturer_id).exists():
        raise LecturerDoesNotFit(what=f"所选的宣讲员在 {spec.occurred_on} 不在聘任期内，或不在本组织和上级组织的名册中")
    if guest and register.filter(name=guest).exists():
        raise LecturerDoesNotFit(what="名册中有这位宣讲员，请在“授课人”中选择；“特邀授课人”只填名册以外的人")


def check_day(day: dt.date, today: dt.date) -> None:
    """Raise `DaysDoNotFit` when the day has not come."""
    if day > today:
        raise DaysDoNotFit(what=f"日期 {day} 还没有到，不能登记为已上课")


def spec_of(session: Session) -> SessionSpec:
    """Return what the session says about itself."""
    return SessionSpec(**{name: getattr(session, name) for name in _FIELDS})


def _values(spec: SessionSpec) -> dict[str, object]:
    return {name: getattr(spec, name) for name in _FIELDS}
