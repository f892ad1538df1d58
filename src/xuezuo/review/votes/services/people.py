"""Who is left out of V, and what absent members said in writing: both before the vote starts."""

import datetime as dt

from xuezuo.kernel.clock import SHANGHAI, civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.review.votes import events
from xuezuo.review.votes.errors import ExclusionRefused, NotEntitledToVote, OpinionRefused, ProxyRefused
from xuezuo.review.votes.models import Exclusion, Opinion, Vote
from xuezuo.review.votes.policies import VOTE_RUN
from xuezuo.review.votes.queries.electorate import entitled_of
from xuezuo.review.votes.queries.footing import OF_BRANCH
from xuezuo.review.votes.queries.rulings import cited, six_kinds_clause
from xuezuo.review.votes.services.checks import check_state, lock_to, stated_of, tell, unsealed
from xuezuo.review.votes.types import BY_CONSENT, BY_LAW, ONE_BY_ONE, STATED, Claim, Stand, VoteState, Why, Written

_BEFORE = "名单在开始表决时确定，之后不再改变；如有错误，请作废后重新表决。"


@use_case("votes.exclusion_state")
def exclusion_state(*, actor: Actor, vote: Vote, claim: Claim, at: dt.datetime) -> Exclusion:
    """State that a member is left out of V, with what it rests on; said again about the same member, it is replaced.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: started already.
        NotEntitledToVote: the member is not on the roster, or has no vote anyway.
        ExclusionRefused: no document; one of the six kinds where no provision allows it, for another kind of vote,
            without the superior's consent or the meeting's approval.
    """
    vote = lock_to(actor, VOTE_RUN, vote, at)
    check_state(vote, (VoteState.PREPARED,), "登记不计入应到会", _BEFORE)
    _check_claim(vote, claim)
    day = vote.activity.occurred_on
    if claim.member_id not in entitled_of(vote.unit_id, day, vote.activity.kind).entitled:
        raise NotEntitledToVote(what="这名党员不在会议名单上，或本来就没有表决权，不需要登记。")
    said = {
        "unit_id": vote.unit_id, "why": claim.why, "document": squeeze(claim.document),
        "consent": squeeze(claim.consent) if claim.why in BY_CONSENT else "",
        "is_approved": claim.is_approved and claim.why in BY_CONSENT, "stated_at": at, "stated_by": actor.account_id,
    }  # fmt: skip
    with unsealed():
        stated, _ = Exclusion.objects.update_or_create(vote=vote, member_id=claim.member_id, defaults=said)
    tell(events.EXCLUSION_STATED, actor, vote, at)
    return stated


def _check_claim(vote: Vote, claim: Claim) -> None:
    if claim.why not in STATED:
        known = "、".join(str(one.label) for one in BY_LAW)
        raise ExclusionRefused(what=f"{known}由系统按名册确定，请从列出的原因中选择。")
    if not squeeze(claim.document):
        raise ExclusionRefused(what=f"“{Why(claim.why).label}”要有依据，请填写文件、决定及文号。")
    if claim.why in BY_CONSENT:
        _check_consent(vote, claim)


def _check_consent(vote: Vote, claim: Claim) -> None:
    label, clause = Why(claim.why).label, six_kinds_clause(vote.unit, vote.activity.occurred_on)
    if clause is None:
        raise ExclusionRefused(what=f"全国性规定没有允许把“{label}”的党员不计入应到会，本省也没有这样的规定。")
    if vote.kind not in ONE_BY_ONE:
        raise ExclusionRefused(what=f"“{label}”只在接收预备党员和转正的表决中可以不计入应到会（{clause.citation}）。")
    if not squeeze(claim.consent):
        raise ExclusionRefused(what=f"要有上级党组织同意的文号（{clause.citation}）。")
    if not claim.is_approved:
        raise ExclusionRefused(what=f"要经支部大会通过；通过后再登记（{clause.citation}）。")


@use_case("votes.exclusion_remove")
def exclusion_remove(*, actor: Actor, vote: Vote, member_id: int, at: dt.datetime) -> Vote:
    """Take back that a member is left out; what is not stated stays so.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: started already.
    """
    vote = lock_to(actor, VOTE_RUN, vote, at)
    check_state(vote, (VoteState.PREPARED,), "撤销登记", _BEFORE)
    with unsealed():
        removed, _ = Exclusion.objects.filter(vote=vote, member_id=member_id).delete()
    if removed:
        tell(events.EXCLUSION_REMOVED, actor, vote, at)
    return vote


@use_case("votes.opinion_receive")
def opinion_receive(*, actor: Actor, vote: Vote, written: Written, at: dt.datetime) -> None:
    """Note what an absent member handed in in writing before the meeting; a later paper replaces the earlier one.

    It counts when the member is entitled and does not come; who comes votes in the room. Nothing is returned: what
    was said is read by that member alone from now on.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: started already.
        ProxyRefused: somebody else was to vote instead.
        OpinionRefused: no such vote counts written opinions, or it came too late.
        NotEntitledToVote: the member has no vote at this meeting.
    """
    vote = lock_to(actor, VOTE_RUN, vote, at)
    check_state(vote, (VoteState.PREPARED,), "登记书面意见", "书面意见要在会前提交、表决开始前登记。")
    _check_written(vote, written, at)
    entitled = entitled_of(vote.unit_id, vote.activity.occurred_on, vote.activity.kind, stated_of(vote)).entitled
    if written.member_id not in entitled:
        raise NotEntitledToVote(what="这名党员在这次会议上没有表决权，书面意见不能计票。")
    said = {
        "stand": Stand(written.stand), "received_at": written.received_at, "recorded_at": at,
        "recorded_by": actor.account_id,
    }  # fmt: skip
    with unsealed():
        Opinion.objects.update_or_create(vote=vote, member_id=written.member_id, defaults=said)
    tell(events.OPINION_RECEIVED, actor, vote, at)


def _check_written(vote: Vote, written: Written, at: dt.datetime) -> None:
    if written.by_proxy:
        hint = "未到会的党员可以在会前提交本人的书面意见。" if vote.kind in ONE_BY_ONE else "未到会的，不参加表决。"
        raise ProxyRefused(article=cited("election.ballot.proxy"), hint=hint)
    article = OF_BRANCH.cite(vote.kind, "dev.vote.pass")
    if vote.kind not in ONE_BY_ONE:
        raise OpinionRefused(
            what="只有接收预备党员和转正的表决计入书面意见，党员大会决议没有这样的规定", article=cited("dev.vote.pass")
        )
    if written.received_at > at:
        raise OpinionRefused(what="交来时间还没有到", article=article)
    if not _is_before_meeting(vote, written.received_at):
        raise OpinionRefused(what="不是在会议开始之前交来的", article=article)


def _is_before_meeting(vote: Vote, received_at: dt.datetime) -> bool:
    """Before the start, where it is known; else on an earlier day, so that nobody has to guess."""
    meeting = vote.activity
    if meeting.starts_at is None:
        return civil_date(received_at) < meeting.occurred_on
    return received_at < dt.datetime.combine(meeting.occurred_on, meeting.starts_at, SHANGHAI)


@use_case("votes.opinion_return")
def opinion_return(*, actor: Actor, vote: Vote, member_id: int, at: dt.datetime) -> Vote:
    """Give a written opinion back: withdrawn by the member, or noted for the wrong person.

    Raises:
        NotFound, Forbidden: the actor may not run the vote.
        VoteWrongState: started already.
    """
    vote = lock_to(actor, VOTE_RUN, vote, at)
    check_state(vote, (VoteState.PREPARED,), "退回书面意见", _BEFORE)
    with unsealed():
        removed, _ = Opinion.objects.filter(vote=vote, member_id=member_id).delete()
    if removed:
        tell(events.OPINION_RETURNED, actor, vote, at)
    return vote
