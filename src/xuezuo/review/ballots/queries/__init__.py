"""Reads of polls: the doors, the result, the list of the entitled, the count of the paper."""

from xuezuo.review.ballots.queries.access import poll_get, poll_get_for, poll_get_to
from xuezuo.review.ballots.queries.results import entitled_ids, poll_result

__all__ = ["entitled_ids", "poll_get", "poll_get_for", "poll_get_to", "poll_result"]
