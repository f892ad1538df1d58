"""Votes for tests: the office branch has 王, 李, 赵 and 吴 with a vote and 钱, who is on probation."""

import datetime as dt

from xuezuo.life.models import Activity
from xuezuo.life.tests import factories as life
from xuezuo.life.types import ActivityKind, AttendanceStatus, State
from xuezuo.org.models import Post
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.types import Claim, Count, Motion, VoteKind, VoteMethod, Why, Written

AT = dt.datetime(2025, 6, 16, 9, tzinfo=dt.UTC)
BEFORE = dt.datetime(2025, 6, 15, 1, tzinfo=dt.UTC)
RESOLUTION = Motion(VoteKind.RESOLUTION, "同意年度工作计划")
THREE_TO_ONE = Count(3, 1, 0)
IN_COMMITTEE = Motion(VoteKind.COMMITTEE_RESOLUTION, "同意把计划提交党员大会")


def meeting(cast: Cast, *absent: str, kind: str = ActivityKind.GENERAL_MEETING, state: str = State.HELD) -> Activity:
    """Make a meeting of the office branch to which everybody came but those named."""
    statuses = {getattr(cast, name).pk: AttendanceStatus.LEAVE for name in absent}
    with acting_as(SYSTEM):
        came = state in (State.HELD, State.CONFIRMED)
        return life.activity(cast.office, TODAY, kind=kind, state=state, statuses=statuses, with_attendance=came)


def conversion(cast: Cast, method: str = VoteMethod.COUNTED) -> Motion:
    """钱预备 becomes a full member; 李 watches, 赵 counts."""
    return Motion(VoteKind.CONVERSION, "同意钱预备按期转正", method, "钱预备", cast.qian.pk, cast.li.pk, cast.zhao.pk)


def run[R](actor: Actor, deed, **values: object) -> R:
    """Call a service as somebody, the way a request does."""
    with acting_as(actor):
        return deed(actor=actor, at=values.pop("at", AT), **values)


def prepared(cast: Cast, *absent: str, motion: Motion = RESOLUTION, **said) -> Vote:
    """Prepare a vote at a meeting."""
    made = meeting(cast, *absent, **said)
    return run(cast.actor(cast.wang), services.vote_prepare, activity=made, motion=motion)


def started(cast: Cast, *absent: str, motion: Motion = RESOLUTION, **said) -> Vote:
    """Start a vote."""
    vote = prepared(cast, *absent, motion=motion, **said)
    return run(cast.actor(cast.wang), services.vote_start, vote=vote)


def stopped(cast: Cast, *absent: str, motion: Motion = RESOLUTION, count: Count = THREE_TO_ONE, **said) -> Vote:
    """Stop a vote with a count."""
    vote = started(cast, *absent, motion=motion, **said)
    return run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=count)


def write(cast: Cast, vote: Vote, who, stand: str = "yes", received_at: dt.datetime = BEFORE, **said) -> None:
    """Note a written opinion."""
    written = Written(who.pk, stand, received_at, **said)
    run(cast.actor(cast.wang), services.opinion_receive, vote=vote, written=written)


def leave_out(cast: Cast, vote: Vote, who, why: str = Why.WATCH, **said):
    """State that somebody is left out of V."""
    claim = Claim(who.pk, why, **{"document": "林党〔2025〕3号", **said})
    return run(cast.actor(cast.wang), services.exclusion_state, vote=vote, claim=claim)


def fresh(vote: Vote) -> Vote:
    """Read the vote again."""
    with acting_as(SYSTEM):
        return Vote.objects.get(pk=vote.pk)


def above(cast: Cast, *absent: str, kind: str = ActivityKind.COMMITTEE_MEETING, **said) -> Activity:
    """Make a meeting of the forestry committee; 吴 leads it, 王, 李 and 郑 sit in it."""
    statuses = {getattr(cast, name).pk: AttendanceStatus.LEAVE for name in absent}
    with acting_as(SYSTEM):
        if not Post.objects.filter(unit=cast.committee, kind=PostKind.SECRETARY).exists():
            org.post(cast.wu, cast.committee, PostKind.SECRETARY)
            for one in (cast.wang, cast.li, cast.zheng):
                org.post(one, cast.committee, PostKind.COMMITTEE_MEMBER)
        return life.activity(cast.committee, TODAY, kind=kind, statuses=statuses, **{"state": State.HELD, **said})


def voted_above(cast: Cast, count: Count, *absent: str, motion: Motion = IN_COMMITTEE, **said) -> Vote:
    """Vote at a meeting of the committee, run by 吴."""
    made = above(cast, *absent, **said)
    wu = cast.actor(cast.wu)
    vote = run(wu, services.vote_prepare, activity=made, motion=motion)
    vote = run(wu, services.vote_start, vote=vote)
    return run(wu, services.vote_stop, vote=vote, count=count)


def half_in_favour(cast: Cast) -> Vote:
    """A count of a committee that no provision decides: 2 of 4 say yes, nobody says no."""
    return voted_above(cast, Count(2, 1, 1))
