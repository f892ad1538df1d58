"""After the stop: corrected with the former version kept, voted on again, or void."""

import datetime as dt
import uuid

from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.services import poll_void
from xuezuo.review.ballots.types import RUNNING, PollState
from xuezuo.review.votes import events
from xuezuo.review.votes.errors import NothingChanged, VoteWrongState
from xuezuo.review.votes.models import Exclusion, Opinion, Vote, VoteRevision
from xuezuo.review.votes.policies import VOTE_CORRECT
from xuezuo.review.votes.services.checks import check_count, check_reason, check_state, lock_to, tell, unsealed
from xuezuo.review.votes.services.preparing import MOTION
from xuezuo.review.votes.services.running import RESULT, count_of, stored, write_result
from xuezuo.review.votes.types import Count, VoteState


@use_case("votes.vote_correct")
def vote_correct(*, actor: Actor, vote: Vote, count: Count, reason: str, at: dt.datetime) -> Vote:
    """Correct a count that was entered wrongly; the former numbers and sentences stay as a version with the reason.

    V and P are frozen: who finds a mistake there makes the vote void, or has it voted on again.

    Raises:
        NotFound, Forbidden: the actor may not correct the vote.
        VoteWrongState: not stopped, voted on again, void; or a ballot of the app, whose result is final.
        ReasonNeeded, CountDoesNotAdd, NothingChanged: no reason; numbers that do not add up; the same numbers.
    """
    vote = lock_to(actor, VOTE_CORRECT, vote, at)
    why = check_reason(reason, "更正")
    check_state(vote, (VoteState.STOPPED,), "更正结果")
    if vote.is_polled:
        raise VoteWrongState(state="已表决", deed="更正结果", hint="本系统选票的结果是最终结果；确有问题请重新表决。")
    check_count(vote, count)
    if stored(vote, count) == count_of(vote):
        raise NothingChanged
    VoteRevision.objects.create(
        vote=vote, version=vote.version, fields={name: getattr(vote, name) for name in RESULT}, reason=why,
        changed_at=at, changed_by=actor.account_id,
    )  # fmt: skip
    write_result(vote, count)
    vote.version += 1
    vote.save(update_fields=[*RESULT, "version"])
    tell(events.CORRECTED, actor, vote, at, reason=why)
    publish_on_commit(events.VoteStopped(vote.uid, vote.unit_id))
    return vote


@use_case("votes.vote_repeat")
def vote_repeat(*, actor: Actor, vote: Vote, reason: str, at: dt.datetime, uid: uuid.UUID | None = None) -> Vote:
    """Prepare the same vote once more, linked to the first, whose result counts no longer; it stays readable.

    Who is left out and the written opinions go along: the meeting and the person are the same. Repeated already: the
    vote that follows is returned.

    Raises:
        NotFound, Forbidden: the actor may not have the vote repeated.
        VoteWrongState: not stopped, or void.
        ReasonNeeded: no reason.
    """
    vote = lock_to(actor, VOTE_CORRECT, vote, at)
    follower = Vote.objects.filter(follows=vote).first()
    if follower is not None:
        return follower
    why = check_reason(reason, "重新表决")
    check_state(vote, (VoteState.STOPPED,), "重新表决", "请先登记这次表决的结果。")
    vote.state = VoteState.REPEATED
    vote.save(update_fields=["state"])
    made = Vote(
        uid=uid or new_id(), activity=vote.activity, unit=vote.unit, follows=vote, repeat_reason=why, made_at=at,
        made_by=actor.account_id, **{name: getattr(vote, name) for name in MOTION},
    )  # fmt: skip
    made.save(force_insert=True)
    _carry_over(vote, made)
    tell(events.REPEATED, actor, vote, at, reason=why)
    publish_on_commit(events.VoteStopped(vote.uid, vote.unit_id))
    return made


def _carry_over(vote: Vote, made: Vote) -> None:
    with unsealed():
        excluded = list(vote.exclusions.all())
        for one in excluded:
            one.pk, one.vote = None, made
        Exclusion.objects.bulk_create(excluded)
        opinions = list(Opinion.objects.filter(vote=vote))
        for paper in opinions:
            paper.pk, paper.vote = None, made
        Opinion.objects.bulk_create(opinions)


@use_case("votes.vote_void")
def vote_void(*, actor: Actor, vote: Vote, reason: str, at: dt.datetime) -> Vote:
    """Make a vote void: it counts for nothing and stays readable with its reason. Void already: nothing changes.

    A ballot of the app that is still open becomes void with it.

    Raises:
        NotFound, Forbidden: the actor may not make the vote void.
        VoteWrongState: it was voted on again; make that one void.
        ReasonNeeded: no reason.
    """
    vote = lock_to(actor, VOTE_CORRECT, vote, at)
    if vote.state == VoteState.VOID:
        return vote
    why = check_reason(reason, "作废")
    allowed = (VoteState.PREPARED, VoteState.STARTED, VoteState.STOPPED)
    check_state(vote, allowed, "作废", "它已重新表决，请打开后一次表决处理。")
    if vote.poll_uid is not None and (poll := poll_get(vote.poll_uid)).state in (PollState.DRAFT, *RUNNING):
        poll_void(actor=actor, poll=poll, reason=why, at=at)
    vote.state, vote.voided_at, vote.void_reason = VoteState.VOID, at, why
    vote.save(update_fields=["state", "voided_at", "void_reason"])
    tell(events.VOIDED, actor, vote, at, reason=why)
    publish_on_commit(events.VoteStopped(vote.uid, vote.unit_id))
    return vote
