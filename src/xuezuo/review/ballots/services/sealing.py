"""The seal: closing is final before the box is opened.

It is committed in a transaction of its own. The log of the database keeps what is written by a transaction that is
rolled back or cut off: were the box opened while it still takes envelopes, who keeps the log could compare two lists of
ballots and tell the ballot of whoever voted in between. After the seal every attempt opens the same box, and writes the
same sorted list.
"""

import contextlib
import contextvars
import datetime as dt
from collections.abc import Callable, Iterator, Sequence

from django.db import transaction

from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.ballots import events
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries.results import outcome_of
from xuezuo.review.ballots.services.checks import check_state, lock_to_run, tell
from xuezuo.review.ballots.services.counting_out import check_unopened
from xuezuo.review.ballots.types import RUNNING, PollState

_made_up: contextvars.ContextVar[bool] = contextvars.ContextVar("ballots_made_up", default=False)


@contextlib.contextmanager
def made_up_ballots() -> Iterator[None]:
    """Let a seal be part of a longer transaction: for the demonstration, whose voters are invented."""
    token = _made_up.set(True)
    try:
        yield
    finally:
        _made_up.reset(token)


def polls_seal(*, actor: Actor, find: Callable[[], Sequence[Poll]], at: dt.datetime) -> None:
    """Seal the polls that are about to be closed, all or none, and commit; those over or sealed stay as they are.

    An app above that closes polls inside a deed of its own calls this first, outside every transaction, and opens the
    transaction of its deed afterwards. On paper only there is nothing to seal: such a poll is asked whether it can be
    closed.

    Args:
        actor: who runs the polls.
        find: returns them; runs in the transaction of the seal, so that what must hold for the deed above can be
            checked and locked first.
        at: now.

    Raises:
        RuntimeError: inside a transaction; the seal would not be final (a fault of the program).
        NotFound, Forbidden: the actor does not run a poll.
        PollWrongState: being prepared, or made void.
        PaperNotCounted, TooFewElectronic, KeysLost: a poll that could not be counted stays open.
    """
    with transaction.atomic(durable=not _made_up.get()):
        for poll in sorted(find(), key=lambda one: one.pk):  # one order of locks
            _seal(actor, poll, at)


def _seal(actor: Actor, poll: Poll, at: dt.datetime) -> None:
    poll = lock_to_run(actor, poll, at)
    if outcome_of(poll).result is not None:
        return
    check_state(poll, RUNNING, "结束")
    if poll.state == PollState.SEALED:
        return
    check_unopened(poll)
    if poll.is_electronic:
        poll.state = PollState.SEALED
        with acting_as(SYSTEM):
            poll.save(update_fields=["state"])
        tell(events.POLL_SEALED, actor, poll, at)
