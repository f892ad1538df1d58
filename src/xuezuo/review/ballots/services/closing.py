"""Closing: final, and the same answer for everybody who stops the poll at once."""

import datetime as dt

from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import PaperNotCounted
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries.results import items_of, ways_taken
from xuezuo.review.ballots.services.adding_up import add_up
from xuezuo.review.ballots.services.checks import check_state, lock_to_run, tell
from xuezuo.review.ballots.services.polls import void_now
from xuezuo.review.ballots.types import PollResult, PollState, TellerSheet, Way
from xuezuo.review.ballots.words import result_from_json, result_to_json, sheet_from_json

TOO_MANY = "收回的选票多于发出的选票，投票无效，应当重新投票（《中国共产党基层组织选举工作条例》选举实施一章）。"


@use_case("ballots.poll_close")
def poll_close(*, actor: Actor, poll: Poll, at: dt.datetime) -> PollResult:
    """Close the poll for good and return its result; whoever closes it again gets the same.

    More ballots back than handed out: the poll becomes void, and the result says so (`is_void`).

    Raises:
        NotFound, Forbidden: the actor does not run the poll.
        PollWrongState: being prepared, or made void.
        PaperNotCounted: paper was handed over, and no count is adopted.
    """
    poll = lock_to_run(actor, poll, at)
    if poll.result is not None:
        return result_from_json(poll.result)
    check_state(poll, (PollState.OPEN,), "结束")
    issued = ways_taken(poll)
    parts = [_paper(poll, issued[Way.PAPER])] if poll.has_paper else []
    result = _result(poll, sum(issued.values()), parts)
    poll.result = result_to_json(result)
    if result.is_void:
        void_now(poll, TOO_MANY, at)
        tell(events.POLL_VOIDED, actor, poll, at, reason=TOO_MANY)
        return result
    poll.state, poll.closed_at = PollState.CLOSED, at
    with acting_as(SYSTEM):
        poll.save(update_fields=["state", "closed_at", "result"])
    tell(events.POLL_CLOSED, actor, poll, at, returned=result.returned, valid=result.valid)
    publish_on_commit(events.PollClosed(poll.pk, poll.uid))
    return result


def _paper(poll: Poll, issued: int) -> TellerSheet:
    if poll.paper is not None:
        return sheet_from_json(poll.paper)
    if issued:
        raise PaperNotCounted(why=f"已发出 {issued} 张")
    return TellerSheet(0, 0, ())


def _result(poll: Poll, issued: int, parts: list[TellerSheet]) -> PollResult:
    returned, invalid = sum(one.returned for one in parts), sum(one.invalid for one in parts)
    too_many = returned > issued
    items, written = ((), ()) if too_many else add_up(items_of(poll), parts)
    return PollResult(poll.uid, poll.entitled, issued, returned, returned - invalid, invalid, items, written)
