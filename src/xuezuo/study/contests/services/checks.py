"""What must hold before anything is written. Shared by all deeds."""

import contextlib
import datetime as dt
from collections.abc import Iterator

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.platform.audit.services import Fields, record
from xuezuo.study.contests.errors import ContestKindWrong, ContestWrongState
from xuezuo.study.contests.models import Contest
from xuezuo.study.contests.queries.access import contest_get_for, require_contest
from xuezuo.study.contests.types import ContestKind, ContestState


@contextlib.contextmanager
def unsealed() -> Iterator[None]:
    """Read and write sealed rows: who wrote, who judges, which marks.

    Only for the inside of a deed whose right was checked before. Nothing that is read here may be returned or recorded
    in a way that joins a work with a person.
    """
    with acting_as(SYSTEM):
        yield


def lock_to(actor: Actor, capability: Capability, contest: Contest, at: dt.datetime) -> Contest:
    """Return the contest's row as it is now, locked until the transaction ends, if the actor may do this.

    Raises:
        NotFound, Forbidden: the actor may not.
    """
    require_contest(actor, capability, contest, civil_date(at))
    return _lock(contest)


def lock_for(actor: Actor, contest: Contest, at: dt.datetime) -> Contest:
    """Return the contest's row as it is now, locked until the transaction ends, if the actor may see it.

    Raises:
        NotFound: the contest is not for this actor.
    """
    return _lock(contest_get_for(actor, contest.uid, civil_date(at)))


def _lock(contest: Contest) -> Contest:
    return Contest.objects.select_related("unit").select_for_update(of=("self",)).get(pk=contest.pk)


def check_state(contest: Contest, allowed: tuple[ContestState, ...], deed: str, hint: str = "") -> None:
    """Raise `ContestWrongState` unless the contest is in one of the allowed states."""
    if contest.state not in allowed:
        raise ContestWrongState(state=contest.state_label, deed=deed, hint=hint)


def check_written(contest: Contest, *, written: bool) -> None:
    """Raise `ContestKindWrong` when the deed belongs to the other kind of contest."""
    if contest.is_written != written:
        raise ContestKindWrong(kind=ContestKind(contest.kind).label)


def tell(
    name: str, actor: Actor, contest: Contest, at: dt.datetime, reason: str = "", **after: str | int | bool
) -> None:
    """Write the audit entry of a deed of those who run the contest."""
    fields: Fields = {"state": str(contest.state), **after}
    subject = ("contests.contest", contest.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=contest.unit_id, after=fields, reason=reason)


def tell_sealed(name: str, actor: Actor, contest: Contest, at: dt.datetime) -> None:
    """Write the audit entry of a deed of an author or a juror.

    Without a unit: only the site's administrators read it, who neither judge nor write; posts of the contest's unit
    must not learn from the trail who took part.
    """
    record(name, actor=actor, subject=("contests.contest", contest.uid), at=at)
