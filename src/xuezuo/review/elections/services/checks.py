"""What must hold before anything is written. Shared by all deeds; every deed locks the election's row first."""

import datetime as dt
from collections.abc import Collection

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.platform.audit.services import Fields, record
from xuezuo.review.elections.errors import (
    DayWrong,
    ElectionReasonNeeded,
    ElectionStopped,
    ElectionWrongState,
    NotFromAbove,
    SamePerson,
)
from xuezuo.review.elections.models import Election, Step
from xuezuo.review.elections.policies import ELECTIONS_OVERSEE, ELECTIONS_RUN
from xuezuo.review.elections.queries.access import oversees, require_election
from xuezuo.review.elections.types import ElectionState, Paper, Sentence, StepKind

LEAST_REASON = 4  # characters


def lock_to_run(actor: Actor, election: Election, at: dt.datetime) -> Election:
    """Return the election's row as it is now, for nobody else until the transaction ends, if the actor runs it.

    Raises:
        NotFound, Forbidden: the actor does not.
    """
    return _lock_to(actor, ELECTIONS_RUN, election, at)


def lock_to_answer(actor: Actor, election: Election, deed: str, at: dt.datetime) -> Election:
    """Return the election's row as it is now, if the actor answers for the unit above.

    Raises:
        NotFound, Forbidden: the actor oversees nothing here.
        NotFromAbove: the actor stands in the unit itself.
    """
    election = _lock_to(actor, ELECTIONS_OVERSEE, election, at)
    if not oversees(actor, election.unit, civil_date(at)):
        raise NotFromAbove(deed=deed)
    return election


def _lock_to(actor: Actor, capability: Capability, election: Election, at: dt.datetime) -> Election:
    require_election(actor, capability, election, civil_date(at))
    with acting_as(SYSTEM):
        rows = Election.objects.select_related("unit", "congress").select_for_update(of=("self",))
        return rows.get(pk=election.pk)


def check_state(election: Election, allowed: Collection[str], deed: str, hint: str = "") -> None:
    """Raise `ElectionWrongState` unless the election is at one of the allowed steps."""
    if election.state not in allowed:
        raise ElectionWrongState(state=ElectionState(election.state).label, deed=deed, hint=hint)


def check_day(election: Election, on: dt.date, at: dt.datetime) -> None:
    """Raise `DayWrong` for a day in the future, or before the last step."""
    if on > civil_date(at):
        raise DayWrong(what="还没有到这一天。办完后再登记。")
    last = Step.objects.filter(election=election).order_by("-pk").first()
    if last is not None and on < last.on:
        raise DayWrong(what=f"上一步“{StepKind(last.kind).label}”是 {last.on}，这一步不能更早。")


def check_other_person(actor: Actor, election: Election, asked: StepKind, deed: str) -> None:
    """Raise `SamePerson` when whoever answers has entered what is answered."""
    if actor.is_system:
        return
    step = Step.objects.filter(election=election, kind=asked).order_by("-pk").first()
    if step is not None and step.entered_by is not None and step.entered_by == actor.account_id:
        raise SamePerson(asked=asked.label, deed=deed)


def reason_of(text: str, deed: str) -> str:
    """Return the reason without odd blanks.

    Raises:
        ElectionReasonNeeded: it is too short to mean anything.
    """
    reason = squeeze(text)
    if len(reason) < LEAST_REASON:
        raise ElectionReasonNeeded(deed=deed)
    return reason[:300]


def stop_unless(sentences: Collection[Sentence], deed: str) -> None:
    """Raise `ElectionStopped`, with every provision that is not kept and must be."""
    broken = [one for one in sentences if one.stops and not one.holds]
    if broken:
        parts = [f"{one.words}{one.arithmetic}{f'（{one.citation}）' if one.citation else ''}" for one in broken]
        raise ElectionStopped(deed=deed, what="；".join(parts))


def step(actor: Actor, election: Election, kind: StepKind, paper: Paper, at: dt.datetime) -> Step:
    """Write a step."""
    with acting_as(SYSTEM):
        return Step.objects.create(
            election=election,
            kind=kind,
            on=paper.on,
            document=squeeze(paper.document)[:200],
            note=squeeze(paper.note)[:500],
            entered_at=at,
            entered_by=actor.account_id,
            entered_label=actor.label,
        )


def move(election: Election, state: ElectionState, *also: str) -> None:
    """Write the state, and other columns that were set."""
    election.state = state
    with acting_as(SYSTEM):
        election.save(update_fields=["state", *also])


def tell(
    name: str, actor: Actor, election: Election, at: dt.datetime, reason: str = "", **after: str | int | bool
) -> None:
    """Write the audit entry of a deed."""
    fields: Fields = {"kind": election.kind, "state": str(election.state), **after}
    subject = ("elections.election", election.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=election.unit_id, after=fields, reason=reason)
