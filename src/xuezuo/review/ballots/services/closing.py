"""Closing: final, and the same answer for everybody who stops the poll at once."""

import contextlib
import datetime as dt

from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.ballots import events
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries.access import poll_get
from xuezuo.review.ballots.queries.results import outcome_of
from xuezuo.review.ballots.services.box import empty
from xuezuo.review.ballots.services.checks import check_state, keep_outcome, lock_to_run, tell
from xuezuo.review.ballots.services.counting_out import counted_out
from xuezuo.review.ballots.services.keys import forget_keys
from xuezuo.review.ballots.services.polls import void_now
from xuezuo.review.ballots.services.sealing import polls_seal
from xuezuo.review.ballots.types import PollMode, PollResult, PollState
from xuezuo.review.ballots.words import result_from_json, result_to_json

ON_THE_WAY = dt.timedelta(minutes=1)


def poll_close(*, actor: Actor, poll: Poll, at: dt.datetime) -> PollResult:
    """Close the poll for good and return its result; whoever closes it again gets the same.

    Two transactions: the seal, then opening and counting; cut off in between, the poll is sealed, and closing goes on
    from there. Inside a transaction it takes only a poll that was sealed before (`polls_seal`), or is on paper.
    More ballots back than handed out: the poll becomes void, and the result says so (`is_void`).

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState: being prepared, or made void.
        PaperNotCounted: paper was handed over, and no count is adopted.
        TooFewElectronic: one or two electronic ballots beside paper.
        KeysLost: the envelopes cannot be opened: the poll must be made void.
    """
    poll = poll_get(poll.uid)
    if poll.is_electronic and poll.state == PollState.OPEN:
        polls_seal(actor=actor, find=lambda: [poll], at=at)
    return _opened_and_counted(actor=actor, poll=poll, at=at)


@use_case("ballots.poll_close")
def _opened_and_counted(*, actor: Actor, poll: Poll, at: dt.datetime) -> PollResult:
    poll = lock_to_run(actor, poll, at)
    stored = outcome_of(poll).result
    if stored is not None:
        return result_from_json(stored)
    check_state(poll, (PollState.SEALED if poll.is_electronic else PollState.OPEN,), "结束")
    result, opened = counted_out(poll)
    keep_outcome(poll, result=result_to_json(result))
    if result.is_void:
        void_now(poll, result.void_reason, at)
        tell(events.POLL_VOIDED, actor, poll, at, reason=result.void_reason)
        return result
    poll.state, poll.closed_at = PollState.CLOSED, at
    with acting_as(SYSTEM):
        if opened is not None:
            empty(poll, opened)
        poll.save(update_fields=["state", "closed_at", "unreadable"])
    forget_keys(poll, at)
    tell(events.POLL_CLOSED, actor, poll, at, returned=result.returned, valid=result.valid)
    publish_on_commit(events.PollClosed(poll.pk, poll.uid))
    return result


def poll_close_due(poll: Poll, at: dt.datetime) -> Poll:
    """Close an electronic poll whose planned end has passed, whoever looks at it first; return it as it is then.

    A minute is left for envelopes on their way. Polls with paper wait for their tellers; one without its keys, or with
    another obstacle, waits for those who run it.
    """
    is_due = poll.closes_at is not None and at >= poll.closes_at + ON_THE_WAY
    if poll.state != PollState.OPEN or poll.has_paper or not is_due:
        return poll
    return _closed_if_it_can_be(poll, at)


def polls_close_due(*, at: dt.datetime) -> list[Poll]:
    """Close every electronic poll whose planned end has passed or that was cut off after its seal; returns them."""
    with acting_as(SYSTEM):
        over = Poll.objects.filter(state=PollState.OPEN, mode=PollMode.ELECTRONIC, closes_at__lte=at - ON_THE_WAY)
        found = over | Poll.objects.filter(state=PollState.SEALED)
        polls = list(found.order_by("closes_at", "pk"))
    return [poll for poll in (_closed_if_it_can_be(one, at) for one in polls) if poll.closed_at or poll.voided_at]


def _closed_if_it_can_be(poll: Poll, at: dt.datetime) -> Poll:
    with contextlib.suppress(DomainError):
        poll_close(actor=SYSTEM, poll=poll, at=at)
    return poll_get(poll.uid)
