"""Deeds of polls: prepare, open, take a ballot, count, close, make void."""

from xuezuo.review.ballots.services.closing import poll_close
from xuezuo.review.ballots.services.paper import paper_count, paper_issue, paper_recount, tellers_appoint
from xuezuo.review.ballots.services.polls import poll_open, poll_prepare, poll_void
from xuezuo.review.ballots.services.sealing import made_up_ballots, polls_seal
from xuezuo.review.ballots.services.signing import ballot_sign, envelope_put

__all__ = [
    "ballot_sign",
    "envelope_put",
    "made_up_ballots",
    "paper_count",
    "paper_issue",
    "paper_recount",
    "poll_close",
    "poll_open",
    "poll_prepare",
    "poll_void",
    "polls_seal",
    "tellers_appoint",
]
