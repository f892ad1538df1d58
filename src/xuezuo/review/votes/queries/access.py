"""The doors of votes.

A vote is seen by who stands on its frozen list (for good, wherever the member has gone since) and by posts that look at
its unit. One that has not started is seen by those who keep the votes of the unit.
"""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_VIEW_OWN
from xuezuo.life.queries import activity_get_for
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.platform.access import Actor, Capability
from xuezuo.review.votes.models import Elector, Vote
from xuezuo.review.votes.policies import VOTE_RUN, VOTE_VIEW
from xuezuo.review.votes.types import VoteState


def votes_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on votes that the actor may see on the civil day `on`."""
    if actor.is_system:
        return Q()
    shown = units_q(actor, VOTE_VIEW, on)
    if actor.member_id is not None:
        shown |= Q(pk__in=Elector.objects.filter(member_id=actor.member_id).values("vote_id"))
    return (shown & ~Q(state=VoteState.PREPARED)) | units_q(actor, VOTE_RUN, on)


def votes_at(actor: Actor, activity: Activity, on: dt.date) -> QuerySet[Vote]:
    """Return the votes of the meeting that the actor may see, in the order they were prepared."""
    found = Vote.objects.filter(votes_q(actor, clamp(on, span_of(activity.unit))), activity=activity)
    return found.order_by("made_at", "pk")


def vote_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Vote:
    """Return the vote if the actor may see it.

    Raises:
        NotFound: no such vote, or it is not for the actor.
    """
    vote = Vote.objects.select_related("unit", "activity__unit").filter(uid=uid).first()
    if vote is None or not _sees(actor, vote, on):
        raise NotFound
    return vote


def _sees(actor: Actor, vote: Vote, on: dt.date) -> bool:
    return Vote.objects.filter(votes_q(actor, clamp(on, span_of(vote.unit))), pk=vote.pk).exists()


def vote_get_to(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Vote:
    """Return the vote if the actor may do this at its unit.

    Raises:
        NotFound: the actor may not even see it.
        Forbidden: seen, but not to be run by this actor.
    """
    vote = vote_get_for(actor, uid, on)
    require_vote(actor, capability, vote, on)
    return vote


def require_vote(actor: Actor, capability: Capability, vote: Vote, on: dt.date) -> None:
    """Raise as `vote_get_to` does."""
    decision = unit_decision(actor, capability, vote.unit_id, clamp(on, span_of(vote.unit)))
    if decision:
        return
    if not _sees(actor, vote, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def meeting_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Activity:
    """Return the meeting if the actor may see it.

    Raises:
        NotFound: no such meeting, or outside what the actor may see.
    """
    return activity_get_for(actor, uid, ACTIVITY_VIEW_OWN, on)


def meeting_get_to(actor: Actor, uid: uuid.UUID, on: dt.date) -> Activity:
    """Return the meeting if the actor may run votes there.

    Raises:
        NotFound: no such meeting, or outside what the actor may see.
        Forbidden: seen, but votes there are not run by this actor.
    """
    activity = meeting_get_for(actor, uid, on)
    require_meeting(actor, activity, on)
    return activity


def require_meeting(actor: Actor, activity: Activity, on: dt.date) -> None:
    """Raise as `meeting_get_to` does."""
    decision = unit_decision(actor, VOTE_RUN, activity.unit_id, clamp(on, span_of(activity.unit)))
    if not decision:
        activity_get_for(actor, activity.uid, ACTIVITY_VIEW_OWN, on)
        raise Forbidden(reason=decision.reason)
