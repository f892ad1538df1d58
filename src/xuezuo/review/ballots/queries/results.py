"""What a closed poll came to."""

from collections.abc import Collection

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Elector, Item, Outcome, Poll
from xuezuo.review.ballots.types import PollResult, PollState, Way
from xuezuo.review.ballots.words import choices_from_json, result_from_json


def poll_result(poll_id: int) -> PollResult | None:
    """Return the result of a closed poll as it was stored; None for one that is not closed, or is void.

    Whoever asks: the app above, or the view, has let the asker in.
    """
    with acting_as(SYSTEM):
        closed = Outcome.objects.filter(poll_id=poll_id, poll__state=PollState.CLOSED)
        stored = closed.values_list("result", flat=True).first()
    return result_from_json(stored) if stored else None


def outcome_of(poll: Poll) -> Outcome:
    """Return what is stored of the poll's count, empty where nothing is; for services that have let the asker in."""
    with acting_as(SYSTEM):
        return Outcome.objects.filter(poll_id=poll.pk).first() or Outcome(poll_id=poll.pk)


def items_of(poll: Poll) -> list[Item]:
    """Return the lines of the ballot in their order."""
    with acting_as(SYSTEM):
        return list(Item.objects.filter(poll=poll).order_by("position"))


def labels_of(poll: Poll) -> dict[int, dict[str, str]]:
    """Return, by position, the words of each choice by code; under "" what the item is called."""
    return {
        item.position: {"": item.label, **{one.code: one.label for one in choices_from_json(item.choices)}}
        for item in items_of(poll)
    }


def ways_taken(poll: Poll) -> dict[str, int]:
    """Return how many of the entitled took paper and how many an electronic ballot."""
    with acting_as(SYSTEM):
        ways = list(Elector.objects.filter(poll=poll).exclude(way="").values_list("way", flat=True))
    return {way: ways.count(way) for way in (Way.PAPER.value, Way.ELECTRONIC.value)}


def entitled_ids(poll_ids: Collection[int]) -> list[int]:
    """Return the members on the frozen lists of polls, ascending; who shows them to people has asked who may see."""
    with acting_as(SYSTEM):
        found = Elector.objects.filter(poll_id__in=poll_ids).values_list("member_id", flat=True)
        return sorted(found)


def elector_of(poll: Poll, member_id: int | None) -> Elector | None:
    """Return the member's line on the frozen list."""
    with acting_as(SYSTEM):
        return Elector.objects.filter(poll=poll, member_id=member_id or 0).first()
