"""Deeds of votes: one function per deed, atomic, permitted, audited.

    preparing    vote_prepare, vote_change
    people       exclusion_state, exclusion_remove, opinion_receive, opinion_return
    running      vote_start, vote_stop
    after        vote_correct, vote_repeat, vote_void
    ruling       vote_rule

Every service locks the vote's row; a second person who does the same at the same time gets the first one's result.
"""

from xuezuo.review.votes.services.after import vote_correct, vote_repeat, vote_void
from xuezuo.review.votes.services.people import exclusion_remove, exclusion_state, opinion_receive, opinion_return
from xuezuo.review.votes.services.preparing import vote_change, vote_prepare
from xuezuo.review.votes.services.ruling import vote_rule
from xuezuo.review.votes.services.running import vote_start, vote_stop

__all__ = [
    "exclusion_remove",
    "exclusion_state",
    "opinion_receive",
    "opinion_return",
    "vote_change",
    "vote_correct",
    "vote_prepare",
    "vote_repeat",
    "vote_rule",
    "vote_start",
    "vote_stop",
    "vote_void",
]
