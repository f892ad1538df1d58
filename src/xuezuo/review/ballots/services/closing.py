"""Closing: final, and the same answer for everybody who stops the poll at once."""

import contextlib
import dataclasses
import datetime as dt

from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import PaperNotCounted, TooFewElectronic
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries.access import poll_get
from xuezuo.review.ballots.queries.results import items_of, outcome_of, ways_taken
from xuezuo.review.ballots.services.adding_up import add_up
from xuezuo.review.ballots.services.box import Opened, empty, look_into
from xuezuo.review.ballots.services.checks import check_state, keep_outcome, lock_to_run, tell
from xuezuo.review.ballots.services.keys import forget_keys
from xuezuo.review.ballots.services.polls import void_now
from xuezuo.review.ballots.types import LEAST_OF_A_KIND, PollMode, PollResult, PollState, TellerSheet, Way
from xuezuo.review.ballots.words import result_from_json, result_to_json, sheet_from_json

TOO_MANY = "收回的选票多于发出的选票，投票无效，应当重新投票（《中国共产党基层组织选举工作条例》选举实施一章）。"

ON_THE_WAY = dt.timedelta(minutes=1)
NOTHING = TellerSheet(0, 0, ())


@use_case("ballots.poll_close")
def poll_close(*, actor: Actor, poll: Poll, at: dt.datetime) -> PollResult:
    """Close the poll for good and return its result; whoever closes it again gets the same.

    More ballots back than handed out: the poll becomes void, and the result says so (`is_void`).

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState: being prepared, or made void.
        PaperNotCounted: paper was handed over, and no count is adopted.
        TooFewElectronic: one or two electronic ballots beside paper.
        KeysLost: the envelopes cannot be opened: the poll must be made void.
    """
    poll = lock_to_run(actor, poll, at)
    stored = outcome_of(poll).result
    if stored is not None:
        return result_from_json(stored)
    result, opened = _counted_out(poll)
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


def poll_close_check(*, actor: Actor, poll: Poll, at: dt.datetime) -> None:
    """Raise what `poll_close` would raise, and hold the poll's row until the transaction ends; nothing is written.

    For who closes several polls in one transaction: ask all of them first. What is written of a ballot stays in the log
    of the database even when another poll then refuses and everything is rolled back (see `box.empty`).
    """
    poll = lock_to_run(actor, poll, at)
    if outcome_of(poll).result is None:
        _counted_out(poll)


def poll_close_due(poll: Poll, at: dt.datetime) -> Poll:
    """Close an electronic poll whose planned end has passed, whoever looks at it first; return it as it is then.

    A minute is left for envelopes on their way. Polls with paper wait for their tellers; one without its keys, or with
    another obstacle, waits for those who run it.
    """
    is_due = poll.closes_at is not None and at >= poll.closes_at + ON_THE_WAY
    if poll.state != PollState.OPEN or poll.has_paper or not is_due:
        return poll
    with contextlib.suppress(DomainError):
        poll_close(actor=SYSTEM, poll=poll, at=at)
    return poll_get(poll.uid)


def polls_close_due(*, at: dt.datetime) -> list[Poll]:
    """Close every electronic poll whose planned end has passed, each in a transaction of its own; returns them."""
    with acting_as(SYSTEM):
        due = Poll.objects.filter(state=PollState.OPEN, mode=PollMode.ELECTRONIC, closes_at__lte=at - ON_THE_WAY)
        polls = list(due.order_by("closes_at", "pk"))
    return [poll for poll in (poll_close_due(one, at) for one in polls) if poll.state != PollState.OPEN]


def _counted_out(poll: Poll) -> tuple[PollResult, Opened | None]:
    """Return the result, which nobody has written yet, with what was in the box."""
    check_state(poll, (PollState.OPEN,), "结束")
    issued, opened = ways_taken(poll), _looked_into(poll)
    result = _counted(poll, issued, opened)
    if opened is not None:
        poll.unreadable, outcome = opened.unreadable, outcome_of(poll)
        outcome.result = result_to_json(result)
        result = dataclasses.replace(result, digest=opened.digest(poll, outcome))
    return result, opened


def _looked_into(poll: Poll) -> Opened | None:
    if not poll.is_electronic:
        return None
    with acting_as(SYSTEM):
        return look_into(poll)


def _counted(poll: Poll, issued: dict[str, int], opened: Opened | None) -> PollResult:
    paper = _paper(poll, issued[Way.PAPER]) if poll.has_paper else NOTHING
    box = opened.sheet if opened else NOTHING
    if poll.has_paper and 0 < box.returned < LEAST_OF_A_KIND:
        raise TooFewElectronic(count=box.returned)
    too_many = paper.returned > issued[Way.PAPER] or box.returned > issued[Way.ELECTRONIC]
    parts = [] if too_many else [part for part in (paper, box) if part is not NOTHING]
    items, written = ((), ()) if too_many else add_up(items_of(poll), parts)
    returned, invalid = paper.returned + box.returned, paper.invalid + box.invalid
    return PollResult(
        poll_uid=poll.uid,
        entitled=poll.entitled,
        issued=sum(issued.values()),
        returned=returned,
        valid=returned - invalid,
        invalid=invalid,
        items=items,
        write_ins=written,
        void_reason=TOO_MANY if too_many else "",
    )


def _paper(poll: Poll, issued: int) -> TellerSheet:
    adopted = outcome_of(poll).paper
    if adopted is not None:
        return sheet_from_json(adopted)
    if issued:
        raise PaperNotCounted(why=f"已发出 {issued} 张")
    return NOTHING
