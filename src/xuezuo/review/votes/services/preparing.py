"""A motion is made ready: at a meeting that is planned, being held, or recorded afterwards."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life.models import Activity
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.review.votes import events
from xuezuo.review.votes.errors import VoteElsewhere, VoteNotReady
from xuezuo.review.votes.models import Opinion, Vote
from xuezuo.review.votes.policies import VOTE_RUN
from xuezuo.review.votes.queries.access import require_meeting
from xuezuo.review.votes.services.checks import check_meeting, check_motion, check_state, lock_to, tell, unsealed
from xuezuo.review.votes.types import ABOUT_ONE, BY_CONSENT, ONE_BY_ONE, Motion, VoteMethod, VoteState

MOTION = ["kind", "subject", "method", "candidate_name", "candidate_id", "scrutineer_id", "counter_id"]


@use_case("votes.vote_prepare")
def vote_prepare(
    *, actor: Actor, activity: Activity, motion: Motion, at: dt.datetime, uid: uuid.UUID | None = None
) -> Vote:
    """Prepare a vote at a meeting; a repeat with the same client `uid` writes nothing and returns the first one.

    Raises:
        NotFound, Forbidden: the actor may not run votes there.
        MeetingDoesNotFit: this meeting does not vote on this, or is void.
        VoteNotReady, VoteCannotBeValid: see `check_motion`.
        VoteElsewhere: the client's id names a vote of another meeting.
    """
    require_meeting(actor, activity, civil_date(at))
    check_meeting(activity, motion.kind)
    check_motion(motion)
    key = uid or new_id()
    made = {"activity": activity, "unit_id": activity.unit_id, "made_at": at, "made_by": actor.account_id}
    vote, is_new = Vote.objects.get_or_create(uid=key, defaults={**made, **values_of(motion)})
    if vote.activity_id != activity.pk:
        raise VoteElsewhere
    if is_new:
        tell(events.PREPARED, actor, vote, at, kind=motion.kind, method=motion.method)
    return vote


@use_case("votes.vote_change")
def vote_change(*, actor: Actor, vote: Vote, motion: Motion, at: dt.datetime) -> Vote:
    """Change what is put to the vote, before it starts. Written opinions stay only as long as they are about the same.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: started already.
        MeetingDoesNotFit, VoteNotReady, VoteCannotBeValid: see `vote_prepare`; opinions handed in on another subject.
    """
    vote = lock_to(actor, VOTE_RUN, vote, at)
    check_state(vote, (VoteState.PREPARED,), "修改", "表决开始后事项不再改变；如有错误，请作废后重新建立。")
    check_meeting(vote.activity, motion.kind)
    check_motion(motion)
    _check_papers(vote, motion)
    for name, value in values_of(motion).items():
        setattr(vote, name, value)
    vote.save(update_fields=[name.removesuffix("_id") for name in MOTION])
    tell(events.CHANGED, actor, vote, at, kind=motion.kind, method=motion.method)
    return vote


def _check_papers(vote: Vote, motion: Motion) -> None:
    """Papers were handed in, or consent was given, for the vote as it was called then."""
    now = values_of(motion)
    is_other = any(getattr(vote, name) != now[name] for name in ("kind", "subject", "candidate_name"))
    with unsealed():
        has_opinions = Opinion.objects.filter(vote=vote).exists()
        has_consent = vote.exclusions.filter(why__in=BY_CONSENT).exists()
    if is_other and has_opinions:
        raise VoteNotReady(deed="修改", missing="已经登记了针对原议题的书面意见。请先退回书面意见，或作废后重新建立。")
    if motion.kind not in ONE_BY_ONE and has_consent:
        raise VoteNotReady(deed="修改", missing="已登记的“不计入应到会”只适用于接收预备党员和转正。请先撤销这些登记。")


def values_of(motion: Motion) -> dict[str, object]:
    """Return the columns of a vote that say what is put to the vote; what does not belong to its kind is left out."""
    is_about_one, is_counted = motion.kind in ABOUT_ONE, motion.method == VoteMethod.COUNTED
    return {
        "kind": motion.kind,
        "subject": squeeze(motion.subject),
        "method": motion.method,
        "candidate_name": squeeze(motion.candidate_name) if is_about_one else "",
        "candidate_id": motion.candidate_id if is_about_one else None,
        "scrutineer_id": motion.scrutineer_id if is_counted else None,
        "counter_id": motion.counter_id if is_counted else None,
    }
