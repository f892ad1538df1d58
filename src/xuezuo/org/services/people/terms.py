"""Terms of office 届 of a unit's committee or secretary."""

import datetime as dt
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.dates import add_months
from xuezuo.org.errors.posts import NoticeTooEarly, ShiftWrong, TermLengthUnknown, TermOver, TermRunning
from xuezuo.org.events import people as names
from xuezuo.org.models import Term, Unit
from xuezuo.org.policies import POST_CHANGE
from xuezuo.org.queries.access import require_unit
from xuezuo.org.services.people.checks import check_alive, clean_reason
from xuezuo.org.services.structure.joining import stay_in
from xuezuo.org.types import BranchFunction, UnitKind, UnitType
from xuezuo.platform import events
from xuezuo.platform.access import Actor
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import date_range, to_range
from xuezuo.rules import vocabulary
from xuezuo.rules.errors import UnknownParameter
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.types import UnitFacts

_PARAMETERS: Final = {
    UnitKind.COMMITTEE: "term.committee_years",
    UnitKind.GENERAL_BRANCH: "term.general_branch_years",
    UnitKind.BRANCH: "term.branch_years",
}


@audit.use_case("org.term_begin")
def term_begin(
    *, actor: Actor, unit: Unit, on: dt.date, document: str, at: dt.datetime, years: int | None = None
) -> Term:
    """Enter a new term from the civil day `on`; a former one whose end is open ends that day.

    Args:
        actor: who enters it.
        unit: a committee, general branch or branch.
        on: first day.
        document: the approval it rests on.
        at: instant of the entry.
        years: length by the approval; None = by the rule in force that day.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        UnitNotAlive: it does not exist that day.
        TermRunning: a term with a recorded end runs on that day, or one begins later.
        TermLengthUnknown: no rule for that day, or for groups.
    """
    require_unit(actor, POST_CHANGE, unit.pk, civil_date(at))
    check_alive(unit, on)
    document = clean_reason(document)
    length = term_years(unit, on) if years is None else years
    if length is None or not 1 <= length <= 5:
        raise TermLengthUnknown(on=on)
    last = Term.objects.select_for_update().filter(unit=unit).order_by("-during").first()
    if last is not None:
        _make_way(last, on)
    term = Term.objects.create(
        unit=unit,
        ordinal=last.ordinal + 1 if last else 1,
        during=to_range(stay_in(unit, on)),
        due_on=add_months(on, 12 * length),
        document=document,
    )
    _record(names.TERM_BEGUN, actor, term, on, document, at)
    return term


@audit.use_case("org.term_end")
def term_end(*, actor: Actor, term: Term, on: dt.date, reason: str, at: dt.datetime) -> Term:
    """Enter that a term ended; its last day is the day before `on`.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        TermOver: it has ended, or began on that day or later.
    """
    require_unit(actor, POST_CHANGE, term.unit_id, civil_date(at))
    reason = clean_reason(reason)
    if term.during.upper is not None or on <= term.during.lower:
        raise TermOver(on=on)
    term.during = date_range(term.during.lower, on)
    term.save(update_fields=["during"])
    _record(names.TERM_ENDED, actor, term, on, reason, at)
    return term


@audit.use_case("org.term_notice")
def term_notice(*, actor: Actor, term: Term, on: dt.date, letter: str, at: dt.datetime) -> Term:
    """Enter that the unit above reminded the unit of its term change on the civil day `on`, by `letter`.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        TermOver: the term has ended.
        NoticeTooEarly: before the term began, or in the future.

    Source: branch.term.reminder (支部工作条例 art. 21).
    """
    require_unit(actor, POST_CHANGE, term.unit_id, civil_date(at))
    letter = clean_reason(letter)
    if term.during.upper is not None:
        raise TermOver(on=on)
    if not term.during.lower <= on <= civil_date(at):
        raise NoticeTooEarly(start=term.during.lower)
    term.notice_on = on
    term.save(update_fields=["notice_on"])
    _record(names.TERM_NOTICED, actor, term, on, letter, at)
    return term


@audit.use_case("org.term_shift")
def term_shift(*, actor: Actor, term: Term, due_on: dt.date, document: str, at: dt.datetime) -> Term:
    """Enter that a term change was approved to be held later, or earlier: the term is due on another day.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        TermOver: the term has ended.
        ShiftWrong: the same day, or before the term began.

    Source: branch.term.shift (支部工作条例 art. 21), election.postpone (基层组织选举工作条例 art. 3).
    """
    require_unit(actor, POST_CHANGE, term.unit_id, civil_date(at))
    document = clean_reason(document)
    if term.during.upper is not None:
        raise TermOver(on=due_on)
    if due_on == term.due_on or due_on <= term.during.lower:
        raise ShiftWrong(due_on=term.due_on, start=term.during.lower)
    term.due_on = due_on
    term.save(update_fields=["due_on"])
    _record(names.TERM_SHIFTED, actor, term, due_on, document, at)
    return term


def term_years(unit: Unit, on: dt.date) -> int | None:
    """Return how many years a term lasts that begins on the day, by the rule in force; None when there is none."""
    parameter = _PARAMETERS.get(UnitKind(unit.kind))
    if parameter is None:
        return None
    facts = UnitFacts(
        kind=vocabulary.UnitKind[UnitKind(unit.kind).name],
        unit_type=vocabulary.UnitType[UnitType(unit.unit_type).name] if unit.unit_type else None,
        function=vocabulary.BranchFunction[BranchFunction(unit.function).name] if unit.function else None,
    )
    try:
        value = shipped_packs().parameter_on(parameter, on, facts).value
    except UnknownParameter:
        return None
    return value if isinstance(value, int) else None


def _make_way(last: Term, on: dt.date) -> None:
    """End the last term where the new one begins.

    Raises:
        TermRunning: it has a recorded end after that day, or began on that day or later.
    """
    if last.during.upper is None and last.during.lower < on:
        last.during = date_range(last.during.lower, on)
        last.save(update_fields=["during"])
    elif last.during.upper is None or last.during.upper > on:
        raise TermRunning(ordinal=last.ordinal, on=on)


def _record(name: str, actor: Actor, term: Term, on: dt.date, reason: str, at: dt.datetime) -> None:
    audit.record(
        name,
        actor=actor,
        subject=("org.unit", term.unit.uid),
        unit_id=term.unit_id,
        after={"ordinal": term.ordinal, "on": on.isoformat(), "due_on": term.due_on.isoformat()},
        reason=reason,
        at=at,
    )
    events.publish_on_commit(names.TermChanged(term.unit_id, on))
