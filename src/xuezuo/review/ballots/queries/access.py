"""The doors of polls.

A poll is seen by who stands on its frozen list (for good, wherever the member has gone since), by its tellers, and by
posts that look at its unit; nobody else knows of it. One that is being prepared is seen by those who run it.
"""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.ballots.models import Elector, Poll, Teller
from xuezuo.review.ballots.policies import BALLOTS_RUN, BALLOTS_VIEW
from xuezuo.review.ballots.types import PollPurpose, PollState


def polls_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on polls that the actor may see on `on`."""
    if actor.is_system:
        return Q()
    shown = units_q(actor, BALLOTS_VIEW, on)
    if actor.member_id is not None:
        shown |= Q(pk__in=Elector.objects.filter(member_id=actor.member_id).values("poll_id"))
        shown |= Q(pk__in=Teller.objects.filter(member_id=actor.member_id).values("poll_id"))
    return (shown & ~Q(state=PollState.DRAFT)) | units_q(actor, BALLOTS_RUN, on)


def poll_get(uid: uuid.UUID) -> Poll:
    """Return the poll, whoever asks: for apps above, which have let the asker in by a door of their own.

    Raises:
        NotFound: no such poll.
    """
    with acting_as(SYSTEM):
        poll = Poll.objects.select_related("unit").filter(uid=uid).first()
    if poll is None:
        raise NotFound
    return poll


def poll_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Poll:
    """Return the poll if the actor may see it.

    Raises:
        NotFound: no such poll, or it is not for the actor.
    """
    poll = poll_get(uid)
    if not sees(actor, poll, on):
        raise NotFound
    return poll


def poll_get_to(actor: Actor, uid: uuid.UUID, on: dt.date) -> Poll:
    """Return the poll if the actor runs it.

    Raises:
        NotFound: the actor may not even see it.
        Forbidden: seen, but not to be run by this actor.
    """
    poll = poll_get(uid)
    require_runner(actor, poll, on)
    return poll


def require_runner(actor: Actor, poll: Poll, on: dt.date) -> None:
    """Raise as `poll_get_to` does."""
    decision = unit_decision(actor, BALLOTS_RUN, poll.unit_id, clamp(on, span_of(poll.unit)))
    if decision:
        return
    if not sees(actor, poll, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def sees(actor: Actor, poll: Poll, on: dt.date) -> bool:
    """Tell whether the actor may see the poll; a hall of voters is asked the short question only."""
    if poll.state != PollState.DRAFT and is_elector(actor, poll):
        return True
    condition = polls_q(actor, on)
    with acting_as(SYSTEM):
        return Poll.objects.filter(condition, pk=poll.pk).exists()


def may_run(actor: Actor, poll: Poll, on: dt.date) -> bool:
    """Tell whether the actor runs the poll."""
    return bool(unit_decision(actor, BALLOTS_RUN, poll.unit_id, clamp(on, span_of(poll.unit))))


def is_elector(actor: Actor, poll: Poll) -> bool:
    """Tell whether the actor stands on the frozen list of the poll."""
    if actor.member_id is None:
        return False
    with acting_as(SYSTEM):
        return Elector.objects.filter(poll=poll, member_id=actor.member_id).exists()


def is_teller(actor: Actor, poll: Poll) -> bool:
    """Tell whether the actor counts the paper of the poll."""
    with acting_as(SYSTEM):
        return Teller.objects.filter(poll=poll, member_id=actor.member_id or 0).exists()


def grades_members(poll: Poll) -> bool:
    """Tell whether lines are grades or opinions: those who run the poll see them from ten on, the others totals only.

    Source: review.poll (each member is told the own result).
    """
    return poll.purpose in (PollPurpose.EVALUATION, PollPurpose.REPORT, PollPurpose.ASSESSMENT)
