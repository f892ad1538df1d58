"""The published list of an electronic poll, for anybody who saw the poll to recount."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import ListNotPublished
from xuezuo.review.ballots.exchange import listing
from xuezuo.review.ballots.models import Ballot, Poll
from xuezuo.review.ballots.queries.access import grades_members, poll_get_for, require_runner
from xuezuo.review.ballots.queries.pages import is_published, receipts_of
from xuezuo.review.ballots.services.checks import tell
from xuezuo.review.ballots.services.publishing import head_of, lines_of
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN, PollState

NOT_YET = "投票结束以后才公布选票清单。"
ON_PAPER = "这次投票只用纸质票，没有电子票清单。结果见投票页面。"
TOO_FEW = (
    f"电子票或纸质票不足 {LEAST_TO_BREAK_DOWN} 张，逐张公布可能让人猜出是谁投的，所以不公布逐张的选票。"
    "回执清单照常公布，您可以核对自己的票已经计入。"
)


@use_case("ballots.list_export")
def list_export(*, actor: Actor, poll: Poll, at: dt.datetime) -> list[str]:
    """Return the lines of the published list (`exchange.listing`), each without its line feed.

    Raises:
        NotFound: the poll is not for the actor.
        Forbidden: each line is one member's grades, and the actor does not run the poll.
        ListNotPublished: not closed, on paper only, or too few ballots to show them one by one.
    """
    poll = poll_get_for(actor, poll.uid, civil_date(at))
    if grades_members(poll):
        require_runner(actor, poll, civil_date(at))
    why = NOT_YET if poll.state != PollState.CLOSED else "" if poll.is_electronic else ON_PAPER
    if why or not is_published(poll):
        raise ListNotPublished(why=why or TOO_FEW)
    tell(events.LIST_EXPORTED, actor, poll, at)
    with acting_as(SYSTEM):
        ballots = Ballot.objects.filter(poll=poll).order_by("pk")  # written in order
        receipts = receipts_of(poll).values_list("code", flat=True)
        return [listing.head_line(head_of(poll)), *lines_of(ballots.iterator(), receipts.iterator())]
