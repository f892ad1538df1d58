"""The rows of elections, terms and congresses."""

from xuezuo.review.elections.models.congress import Congress, Delegate, Quota
from xuezuo.review.elections.models.election import Candidate, Election, Elector, Step, Watcher
from xuezuo.review.elections.models.round import Round
from xuezuo.review.elections.models.term import TermNotice, TermShift

__all__ = [
    "Candidate",
    "Congress",
    "Delegate",
    "Election",
    "Elector",
    "Quota",
    "Round",
    "Step",
    "TermNotice",
    "TermShift",
    "Watcher",
]
