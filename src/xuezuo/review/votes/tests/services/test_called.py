"""People vote while the meeting is going on: from its day on, once it has been called; who signed in is present."""

import datetime as dt

import pytest

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.models import Attendance
from xuezuo.life.services import activity_hold
from xuezuo.life.types import Sheet, Source, State
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import VoteCannotBeValid, VoteNotReady
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteState

pytestmark = pytest.mark.django_db


def called(cast: Cast, *signed_in: str, state: str = State.CALLED) -> Vote:
    """Prepare a vote at a meeting that is called, to which those named have signed in."""
    vote = desk.prepared(cast, state=state)
    with acting_as(SYSTEM):
        for name in signed_in:
            Attendance.objects.create(
                activity=vote.activity, member=getattr(cast, name), unit=cast.office, status="present",
                source=Source.QR, recorded_at=desk.AT,
            )  # fmt: skip
    return vote


def start(cast: Cast, vote: Vote, **said) -> Vote:
    return desk.run(cast.actor(cast.wang), services.vote_start, vote=vote, **said)


def test_of_a_called_meeting_who_signed_in_is_present(cast: Cast) -> None:
    vote = start(cast, called(cast, "wang", "li", "zhao"))

    assert (vote.state, vote.entitled, vote.present) == (VoteState.STARTED, 4, 3)
    vote = desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=Count(3, 0, 0))
    assert vote.is_passed is True


def test_holding_the_meeting_afterwards_keeps_the_vote(cast: Cast) -> None:
    vote = start(cast, called(cast, "wang", "li", "zhao"))

    desk.run(cast.actor(cast.wang), activity_hold, activity=vote.activity, sheet=Sheet())
    vote = desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=Count(3, 0, 0))

    assert (vote.present, vote.is_passed) == (3, True)


@pytest.mark.parametrize("names", [(), ("wang",)])
def test_too_few_signed_in_stops_and_says_what_to_do(cast: Cast, names: tuple[str, ...]) -> None:
    with pytest.raises(VoteCannotBeValid, match="实到只按已扫码签到的计算；没有扫码的，请先在会议页面登记已召开和出勤"):
        start(cast, called(cast, *names))


def test_the_day_before_nothing_starts_and_from_midnight_on_it_may(cast: Cast) -> None:
    vote, midnight = called(cast, "wang", "li", "zhao"), dt.datetime.combine(TODAY, dt.time(), SHANGHAI)

    with pytest.raises(VoteNotReady, match="会议定于 2025-06-16 召开，当天起"):
        start(cast, vote, at=midnight - dt.timedelta(seconds=1))
    assert start(cast, vote, at=midnight).state == VoteState.STARTED


def test_a_draft_is_no_meeting_yet(cast: Cast) -> None:
    with pytest.raises(VoteNotReady, match=r"会议还是草稿.*先发出通知"):
        start(cast, called(cast, "wang", "li", "zhao", state=State.DRAFT))
