"""What the views of this app share."""

from django.urls import reverse

from xuezuo.review.ballots.types import PollState


def poll_address(part: object, *, only_open: bool = False) -> str:
    """Return where the part's ballots are; empty while there are none."""
    poll = getattr(part, "poll", None)
    if poll is None or (only_open and poll.state != PollState.OPEN):
        return ""
    return reverse("ballots:poll-detail", args=[poll.uid])
