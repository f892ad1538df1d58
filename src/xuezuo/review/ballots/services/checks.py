"""What must hold before anything is written. Shared by all deeds.

Order of locks: the poll's row, then lines of the list by id. Sealing, closing and voiding take the poll for update;
taking a ballot and putting one in share it: who came before the seal is in the box, who comes after it is refused.
"""

import datetime as dt
import uuid
from collections.abc import Collection

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import Fields, record
from xuezuo.review.ballots.errors import PollWrongState, VotingOver
from xuezuo.review.ballots.models import Outcome, Poll
from xuezuo.review.ballots.queries.access import require_runner
from xuezuo.review.ballots.types import PollState

_SHARE = "SELECT * FROM ballots_poll WHERE uid = %s FOR SHARE"


def lock_to_run(actor: Actor, poll: Poll, at: dt.datetime) -> Poll:
    """Return the poll's row as it is now, for nobody else until the transaction ends, if the actor runs it.

    Raises:
        NotFound, Forbidden: the actor does not.
    """
    require_runner(actor, poll, civil_date(at))
    return locked(poll)


def locked(poll: Poll) -> Poll:
    """Return the poll's row as it is now, for nobody else until the transaction ends."""
    with acting_as(SYSTEM):
        return Poll.objects.select_related("unit").select_for_update(of=("self",)).get(pk=poll.pk)


def shared(uid: uuid.UUID) -> Poll:
    """Return the poll's row as it is now; it can be neither sealed nor made void until the transaction ends.

    In one statement: a hall of voters waits for nothing else.

    Raises:
        NotFound: no such poll.
    """
    with acting_as(SYSTEM):
        found = list(Poll.objects.raw(_SHARE, [uid]))
    if not found:
        raise NotFound
    return found[0]


def check_state(poll: Poll, allowed: Collection[str], deed: str, hint: str = "") -> None:
    """Raise `PollWrongState` unless the poll is in one of the allowed states."""
    if poll.state not in allowed:
        raise PollWrongState(state=PollState(poll.state).label, deed=deed, hint=hint)


def check_in_time(poll: Poll, at: dt.datetime) -> None:
    """Raise `VotingOver` when the planned end has passed."""
    if poll.closes_at is not None and at >= poll.closes_at:
        until = poll.closes_at.astimezone(dt.timezone(dt.timedelta(hours=8)))
        raise VotingOver(until=f"{until:%Y-%m-%d %H:%M}")


def tell(name: str, actor: Actor, poll: Poll, at: dt.datetime, reason: str = "", **after: str | int | bool) -> None:
    """Write the audit entry of a deed of those who run the poll."""
    fields: Fields = {"state": str(poll.state), **after}
    subject = ("ballots.poll", poll.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=poll.unit_id, after=fields, reason=reason)


def keep_outcome(poll: Poll, **values: object) -> None:
    """Write the adopted count of the paper, or the result; the caller holds the poll's row."""
    with acting_as(SYSTEM):
        Outcome.objects.update_or_create(poll_id=poll.pk, defaults=values)
