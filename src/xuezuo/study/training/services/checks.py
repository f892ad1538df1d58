"""What must hold before anything is written, and the shape of audit entries. Shared by the deeds of this app."""

import datetime as dt
import uuid

from django.db.models import Model

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor, Capability
from xuezuo.platform.audit.services import Value, record
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.training.errors import NotOfThisUnit, NumberOutOfRange, ReasonMissing, TextMissing, WrongState
from xuezuo.study.training.models import Session, TrainingClass
from xuezuo.study.training.policies import CLASS_KEEP
from xuezuo.study.training.queries.access import require_class
from xuezuo.study.training.queries.asks import asks_for
from xuezuo.study.training.types import ClassState, SessionState


def check_reason(reason: str) -> str:
    """Return the reason without stray blanks; raise `ReasonMissing` when nothing is left."""
    text = squeeze(reason)
    if not text:
        raise ReasonMissing
    return text


def check_text(text: str, what: str) -> str:
    """Return the text without stray blanks; raise `TextMissing` when nothing is left."""
    words = squeeze(text)
    if not words:
        raise TextMissing(what=what)
    return words


def check_number(value: int | None, what: str, low: int, high: int) -> None:
    """Raise `NumberOutOfRange` unless the number (if there is one) lies in `[low, high]`."""
    if value is not None and not low <= value <= high:
        raise NumberOutOfRange(what=what, low=low, high=high)


def lock_class(
    actor: Actor, training_class: TrainingClass, at: dt.datetime, capability: Capability = CLASS_KEEP
) -> TrainingClass:
    """Return the class's row as it is now, locked until the transaction ends, if `actor` may do this with it.

    Raises:
        NotFound, Forbidden: see `require_class`.
    """
    require_class(actor, capability, training_class, civil_date(at))
    return TrainingClass.objects.select_for_update(of=("self",)).select_related("unit").get(pk=training_class.pk)


def lock_session(actor: Actor, session: Session, at: dt.datetime) -> Session:
    """Return the session's row as it is now, its class locked before it, if `actor` keeps the class.

    Raises:
        NotFound, Forbidden: see `require_class`.
    """
    training_class = lock_class(actor, session.training_class, at)
    locked = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    locked.training_class = training_class
    return locked


def check_class(training_class: TrainingClass, allowed: tuple[ClassState, ...], deed: str, hint: str = "") -> None:
    """Raise `WrongState` unless the class is in one of the allowed states."""
    if training_class.state not in allowed:
        raise WrongState(state=ClassState(training_class.state).label, deed=deed, hint=hint)


def check_session(session: Session, allowed: tuple[SessionState, ...], deed: str, hint: str = "") -> None:
    """Raise `WrongState` unless the session is in one of the allowed states."""
    if session.state not in allowed:
        raise WrongState(state=SessionState(session.state).label, deed=deed, hint=hint)


def put(row: Model, *columns: str) -> None:
    """Insert a row that is new, or write these columns of one that is there."""
    if row.pk is None:
        row.save(force_insert=True)
    else:
        row.save(update_fields=columns)


def note(  # the shape of every entry of this app
    name: str,
    actor: Actor,
    subject: tuple[str, uuid.UUID],
    unit_id: int,
    at: dt.datetime,
    **more: Value,
) -> None:
    """Write the audit entry of a deed; `reason` among `more` is the reason given."""
    reason = str(more.pop("reason", ""))
    record(name, actor=actor, subject=subject, at=at, unit_id=unit_id, after=more, reason=reason)


def note_class(name: str, actor: Actor, training_class: TrainingClass, at: dt.datetime, **more: Value) -> None:
    """Write the audit entry of a deed about a class."""
    subject = ("training.class", training_class.uid)
    said = {"number": training_class.number, "state": str(training_class.state)}
    note(name, actor, subject, training_class.unit_id, at, **said, **more)


def note_session(name: str, actor: Actor, session: Session, at: dt.datetime, **more: Value) -> None:
    """Write the audit entry of a deed about a session."""
    said: dict[str, Value] = {
        "occurred_on": session.occurred_on.isoformat(),
        "state": str(session.state),
        "version": session.version,
        "expected": session.expected_count,
        "present": session.present_count,
    }
    note(name, actor, ("training.session", session.uid), session.unit_id, at, **said, **more)


def check_ask(unit_id: int, kind: DeedKind, ask_id: int | None, on: dt.date) -> None:
    """Raise `NotOfThisUnit` when the ask to be named is not open for the unit on the day, or not met by this kind."""
    if ask_id is not None and ask_id not in {one.id for one in asks_for(unit_id, kind, on)}:
        raise NotOfThisUnit(what="这项要求当天没有向本组织提出，或不能这样落实")
