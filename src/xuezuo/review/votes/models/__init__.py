"""Votes at meetings, below `life.Activity`.

    Vote --< Exclusion      who is left out of V and on what it rests, stated before the start
    Vote --< Opinion        what absent members said in writing, sealed
    Vote --< Elector        V and P as they were when the vote started, frozen
    Vote --< VoteRevision   every earlier count with the reason of its correction
    Vote --< VoteRuling     what was ruled where the law leaves the result open; the one of the vote's version holds
    Vote --- Vote           voted on again (`follows`)

Numbers of V, P and the count stand on the vote itself and never change with the rosters they came from.
"""

from xuezuo.review.votes.models.people import Elector, Exclusion, Opinion
from xuezuo.review.votes.models.vote import Vote, VoteRevision, VoteRuling

__all__ = ["Elector", "Exclusion", "Opinion", "Vote", "VoteRevision", "VoteRuling"]
