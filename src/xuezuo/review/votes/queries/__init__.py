"""Reads of votes: who is entitled, who came, what provisions say, one vote with all that the asker may see."""

from xuezuo.review.votes.queries.electorate import entitled_of, present_of
from xuezuo.review.votes.queries.rulings import cited

__all__ = ["cited", "entitled_of", "present_of"]
