"""The rows of polls; see the app's README for what must never have a key in common."""

from xuezuo.review.ballots.models.box import Ballot, Envelope, Receipt
from xuezuo.review.ballots.models.paper import Sheet, Teller
from xuezuo.review.ballots.models.poll import Elector, Item, Outcome, Poll

__all__ = ["Ballot", "Elector", "Envelope", "Item", "Outcome", "Poll", "Receipt", "Sheet", "Teller"]
