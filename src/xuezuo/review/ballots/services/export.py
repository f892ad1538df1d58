"""The published list of an electronic poll, for anybody who saw the poll to recount."""

import dataclasses
import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots import events
from xuezuo.review.ballots.errors import ListNotPublished
from xuezuo.review.ballots.exchange import listing
from xuezuo.review.ballots.exchange.counting import Tally
from xuezuo.review.ballots.exchange.form import Filled, read
from xuezuo.review.ballots.models import Ballot, Item, Poll
from xuezuo.review.ballots.queries.access import grades_members, poll_get_for, require_runner
from xuezuo.review.ballots.queries.pages import is_published, receipts_of
from xuezuo.review.ballots.queries.results import items_of, outcome_of
from xuezuo.review.ballots.services.checks import tell
from xuezuo.review.ballots.services.layout import form_of
from xuezuo.review.ballots.services.publishing import head_of, lines_of
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN, PollState

NOT_YET = "投票结束以后才公布选票清单。"
ON_PAPER = "这次投票只用纸质票，没有电子票清单。结果见投票页面。"
TOO_FEW = (
    f"电子票或纸质票不足 {LEAST_TO_BREAK_DOWN} 张，逐张公布可能让人猜出是谁投的，所以不公布逐张的选票。"
    "回执清单照常公布，您可以核对自己的票已经计入。"
)


MOST_PRINTED = 2000
TOO_MANY = f"电子票有 {{count}} 张，超过 {MOST_PRINTED} 张的不打印。请下载选票清单，用 xuezuo verify-ballots 重新计票。"
CODE = 8  # signs of a ballot's random bytes that tell printed lines apart


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """An electronic ballot in words, "1 赞成" item by item; `fault` tells why it does not count, "" = it does."""

    code: str
    words: tuple[str, ...]
    fault: str


@dataclasses.dataclass(frozen=True, slots=True)
class Sums:
    """What an item came to on the electronic ballots."""

    label: str
    counts: tuple[tuple[str, int], ...]
    unmarked: int


@dataclasses.dataclass(frozen=True, slots=True)
class WrittenOut:
    """All electronic ballots in words, what they come to, and how many paper ballots came back beside them."""

    ballots: tuple[Written, ...]
    valid: int
    sums: tuple[Sums, ...]
    names: tuple[tuple[str, int], ...]
    digest: str
    paper: int


@use_case("ballots.list_export")
def list_export(*, actor: Actor, poll: Poll, at: dt.datetime) -> list[str]:
    """Return the lines of the published list (`exchange.listing`), each without its line feed.

    Raises:
        NotFound: the poll is not for the actor.
        Forbidden: each line is one member's grades, and the actor does not run the poll.
        ListNotPublished: not closed, on paper only, or too few ballots to show them one by one.
    """
    poll = _published(actor, poll, at)
    tell(events.LIST_EXPORTED, actor, poll, at)
    with acting_as(SYSTEM):
        ballots = Ballot.objects.filter(poll=poll).order_by("pk")  # written in order
        receipts = receipts_of(poll).values_list("code", flat=True)
        return [listing.head_line(head_of(poll, outcome_of(poll))), *lines_of(ballots.iterator(), receipts.iterator())]


@use_case("ballots.list_print")
def list_print(*, actor: Actor, poll: Poll, at: dt.datetime) -> WrittenOut:
    """Return the electronic ballots in words, in the order of the published list, and what they come to.

    Raises:
        NotFound, Forbidden: as `list_export`.
        ListNotPublished: as `list_export`, or too many to print.
    """
    poll = _published(actor, poll, at)
    items, form = items_of(poll), form_of(poll)
    with acting_as(SYSTEM):
        rows = Ballot.objects.filter(poll=poll).order_by("pk")
        if (count := rows.count()) > MOST_PRINTED:
            raise ListNotPublished(why=TOO_MANY.format(count=count))
        ballots = list(rows)
    tally = Tally(form)
    written = tuple(_in_words(items, one, read(form, bytes(one.message)), tally) for one in ballots)
    tell(events.LIST_EXPORTED, actor, poll, at, printed=len(written))
    sheet = tally.sheet()
    sums = tuple(
        Sums(item.label, tuple((word, one.counts[code]) for code, word in item.choices), one.abstained)
        for item, one in zip(items, sheet.items, strict=True)
    )
    result = outcome_of(poll).result or {}
    paper = result.get("returned", 0) - sheet.returned
    return WrittenOut(written, sheet.returned - sheet.invalid, sums, sheet.write_ins, result.get("digest", ""), paper)


def _in_words(items: list[Item], ballot: Ballot, filled: Filled, tally: Tally) -> Written:
    tally.add(bytes(ballot.message))
    code = ballot.prefix[:CODE].upper()
    if filled.fault:  # what stands on it is not printed: it may be anything
        return Written(code, (), filled.fault)
    marked = [
        f"{item.position} " + ("、".join(dict(item.choices)[one] for one in mark) or "未填")
        for item, mark in zip(items, filled.marks, strict=True)
    ]
    return Written(code, (*marked, *(f"另选：{name}" for name in filled.names)), "")


def _published(actor: Actor, poll: Poll, at: dt.datetime) -> Poll:
    poll = poll_get_for(actor, poll.uid, civil_date(at))
    if grades_members(poll):
        require_runner(actor, poll, civil_date(at))
    why = NOT_YET if poll.state != PollState.CLOSED else "" if poll.is_electronic else ON_PAPER
    if why or not is_published(poll):
        raise ListNotPublished(why=why or TOO_FEW)
    return poll
