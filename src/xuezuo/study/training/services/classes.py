"""Classes: made, opened, closed, cancelled."""

import dataclasses
import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import DaysDoNotFit, NumberOutOfRange, WrongState
from xuezuo.study.training.models import TrainingClass
from xuezuo.study.training.policies import CLASS_KEEP
from xuezuo.study.training.services.checks import (
    check_ask,
    check_class,
    check_number,
    check_reason,
    check_text,
    lock_class,
    note_class,
)
from xuezuo.study.training.services.waiting import fill_places
from xuezuo.study.training.types import MAX_DAYS, MAX_MINUTES, ClassSpec, ClassState, SessionState

_FIELDS = tuple(field.name for field in dataclasses.fields(ClassSpec))


@use_case("training.class_make")
def class_make(*, actor: Actor, unit_id: int, spec: ClassSpec, at: dt.datetime) -> TrainingClass:
    """Prepare a class of the unit, as a draft, and give it its number: code of the unit, year of the start, place.

    Raises:
        NotFound, Forbidden: the actor may not hold classes at the unit.
        TextMissing, DaysDoNotFit, NumberOutOfRange: what is said cannot be.
    """
    require_unit(actor, CLASS_KEEP, unit_id, civil_date(at))
    spec = checked(spec)
    check_ask(unit_id, DeedKind.TRAINING, spec.ask_id, spec.starts_on)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)  # one number at a time
    prefix = f"{unit.code}-{spec.starts_on.year}-"
    number = f"{prefix}{TrainingClass.objects.filter(number__startswith=prefix).count() + 1:02d}"
    made = TrainingClass(uid=new_id(), unit=unit, number=number, made_at=at, made_by=actor.account_id)
    _put(made, spec)
    made.save(force_insert=True)
    note_class(facts.CLASS_MADE, actor, made, at)
    return made


@use_case("training.class_change")
def class_change(*, actor: Actor, training_class: TrainingClass, spec: ClassSpec, at: dt.datetime) -> TrainingClass:
    """Change what is said of a class that is not over; more places are given to those who wait.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: closed or cancelled.
        TextMissing, DaysDoNotFit, NumberOutOfRange: what is said cannot be, or fewer places than are taken.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.DRAFT, ClassState.OPEN), "修改")
    spec = checked(spec)
    if spec.ask_id != training_class.ask_id:
        check_ask(training_class.unit_id, DeedKind.TRAINING, spec.ask_id, spec.starts_on)
    if spec.places is not None and spec.places < training_class.confirmed_count:
        raise NumberOutOfRange(what="名额（已录取的人数不能超过名额）", low=training_class.confirmed_count, high=99999)
    _put(training_class, spec)
    training_class.save(update_fields=[*(name for name in _FIELDS if name != "ask_id"), "ask"])
    promoted = fill_places(training_class, at)
    note_class(facts.CLASS_CHANGED, actor, training_class, at, places=training_class.places, promoted=promoted)
    return training_class


@use_case("training.class_open")
def class_open(*, actor: Actor, training_class: TrainingClass, at: dt.datetime) -> TrainingClass:
    """Let those below see the class and enrol.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: not a draft.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.DRAFT,), "发布")
    return _move(actor, training_class, ClassState.OPEN, facts.CLASS_OPENED, at)


@use_case("training.class_close")
def class_close(*, actor: Actor, training_class: TrainingClass, at: dt.datetime) -> TrainingClass:
    """Close a class: no more enrolment and no more sessions; attendance may still be corrected.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: not open, or a session that is due has no attendance yet.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.OPEN,), "结业")
    if training_class.sessions.filter(state=SessionState.PLANNED).exists():
        raise WrongState(state="还有排好的课没有登记", deed="结业", hint="请先登记出勤，或作废没有上的课。")
    training_class.closed_at = at
    return _move(actor, training_class, ClassState.CLOSED, facts.CLASS_CLOSED, at)


@use_case("training.class_cancel")
def class_cancel(*, actor: Actor, training_class: TrainingClass, reason: str, at: dt.datetime) -> TrainingClass:
    """Cancel a class of which nothing was held.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        ReasonMissing: no reason given.
        WrongState: over already, or a session was held.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.DRAFT, ClassState.OPEN), "取消")
    why = check_reason(reason)
    if training_class.sessions.filter(state=SessionState.CONFIRMED).exists():
        raise WrongState(state="已上过课", deed="取消", hint="已登记的课不会消失，请改为“结业”。")
    training_class.cancel_reason = why
    return _move(actor, training_class, ClassState.CANCELLED, facts.CLASS_CANCELLED, at, why)


def checked(spec: ClassSpec) -> ClassSpec:
    """Return what is said of a class without stray blanks.

    Raises:
        TextMissing: no title.
        DaysDoNotFit: the end before the start, too long, or enrolment ends after the class.
        NumberOutOfRange: places or minutes that cannot be.
    """
    if spec.ends_on < spec.starts_on:
        raise DaysDoNotFit(what="结业日期早于开班日期")
    if (spec.ends_on - spec.starts_on).days > MAX_DAYS:
        raise DaysDoNotFit(what="培训班不能超过一年")
    if spec.enrol_until and spec.enrol_until > spec.ends_on:
        raise DaysDoNotFit(what="报名截止日期晚于结业日期")
    check_number(spec.places, "名额", 1, 99999)
    check_number(spec.certificate_minutes, "颁发结业证明的学习时长（分钟）", 1, MAX_DAYS * MAX_MINUTES)
    return dataclasses.replace(
        spec,
        title=check_text(spec.title, "名称"),
        audience=squeeze(spec.audience),
        venue=squeeze(spec.venue),
        note=spec.note.strip(),
    )


def _put(training_class: TrainingClass, spec: ClassSpec) -> None:
    for name in _FIELDS:
        value = getattr(spec, name)
        setattr(training_class, name, list(value) if isinstance(value, tuple) else value)


def _move(  # CONFIG: a step has these parts
    actor: Actor, training_class: TrainingClass, state: ClassState, name: str, at: dt.datetime, reason: str = ""
) -> TrainingClass:
    training_class.state = state
    training_class.save(update_fields=["state", "closed_at", "cancel_reason"])
    note_class(name, actor, training_class, at, reason=reason)
    return training_class
