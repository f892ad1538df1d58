"""What the published list of a poll says, from the rows of the poll: the same when it is closed and ever after."""

from collections.abc import Iterable, Iterator
from typing import Any

from xuezuo.review.ballots.exchange import listing
from xuezuo.review.ballots.models import Ballot, Outcome, Poll
from xuezuo.review.ballots.queries.results import items_of
from xuezuo.review.ballots.services.layout import form_of


def head_of(poll: Poll, outcome: Outcome) -> dict[str, Any]:
    """Return what the first line says of a poll with its result, as it is stored or about to be."""
    items = items_of(poll)
    return {
        "title": poll.title,
        "mode": poll.mode,
        "key": poll.sign_key,
        "form": listing.form_to_json(form_of(poll, items)),
        "labels": [{"label": item.label, "choices": dict(item.choices)} for item in items],
        "paper": outcome.paper,
        "unreadable": poll.unreadable,
        "result": outcome.result,
    }


def lines_of(ballots: Iterable[Ballot], receipts: Iterable[str]) -> Iterator[str]:
    """Return the lines of ballots and receipts, both sorted."""
    for one in ballots:
        yield listing.ballot_line(one.prefix, bytes(one.message), bytes(one.signature))
    for code in receipts:
        yield listing.receipt_line(code)
