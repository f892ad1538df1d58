"""Secret ballots of the app: opened to those present, closed with the vote, final."""

import dataclasses

import pytest

from xuezuo.life.models import Activity
from xuezuo.life.types import ActivityKind
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Elector as Voter
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.services import paper_count, paper_issue, tellers_appoint
from xuezuo.review.ballots.tests import desk as box
from xuezuo.review.ballots.types import ItemCount, PollState, TellerSheet
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import MeetingDoesNotFit, VoteNotReady, VoteWrongState
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.services import running
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteKind, VoteMethod, VoteState

pytestmark = pytest.mark.django_db


def polled(cast: Cast, *absent: str) -> tuple[Vote, Poll]:
    """Start a conversion by paper ballots that 李 and 吴 count."""
    vote = desk.started(cast, *absent, motion=desk.conversion(cast, VoteMethod.PAPER))
    poll = poll_get(vote.poll_uid)
    tellers = [cast.li.pk, cast.wu.pk]
    desk.run(cast.actor(cast.wang), tellers_appoint, poll=poll, member_ids=tellers)
    return vote, poll


def count(cast: Cast, poll: Poll, yes: int, no: int, returned: int) -> None:
    sheet = TellerSheet(returned, 0, (ItemCount(1, {"yes": yes, "no": no}, max(returned - yes - no, 0)),))
    for teller in (cast.li, cast.wu):
        desk.run(cast.actor(teller), paper_count, poll=poll, sheet=sheet)


def test_the_ballot_opens_to_those_present_with_a_vote(cast: Cast) -> None:
    _, poll = polled(cast, "zhao")

    with acting_as(SYSTEM):
        assert set(Voter.objects.filter(poll=poll).values_list("member_id", flat=True)) == {
            cast.wang.pk,
            cast.li.pk,
            cast.wu.pk,
        }
    assert (poll.state, poll.title) == (PollState.OPEN, "同意钱预备按期转正")


def test_stopping_closes_the_ballot_and_takes_its_count(cast: Cast) -> None:
    vote, poll = polled(cast)
    wang = cast.actor(cast.wang)
    everybody = [cast.wang.pk, cast.li.pk, cast.zhao.pk, cast.wu.pk]
    desk.run(wang, paper_issue, poll=poll, member_ids=everybody)
    count(cast, poll, 3, 0, 4)

    vote = desk.run(wang, services.vote_stop, vote=vote)

    assert (vote.yes, vote.no, vote.abstain, vote.issued, vote.returned, vote.is_passed) == (3, 0, 1, 4, 4, True)
    assert poll_get(vote.poll_uid).state == PollState.CLOSED
    assert desk.run(cast.actor(cast.li), services.vote_stop, vote=vote).result_lines == vote.result_lines
    with pytest.raises(VoteWrongState, match="最终结果"):
        desk.run(wang, services.vote_correct, vote=vote, count=Count(4, 0, 0, issued=4, returned=4), reason="看错")


def test_a_box_with_too_many_ballots_is_voted_on_again(cast: Cast) -> None:
    vote, poll = polled(cast)
    wang = cast.actor(cast.wang)
    desk.run(wang, paper_issue, poll=poll, member_ids=[cast.wang.pk, cast.li.pk])
    count(cast, poll, 3, 0, 3)

    vote = desk.run(wang, services.vote_stop, vote=vote)
    assert (vote.must_repeat, vote.is_passed, vote.state) == (True, None, VoteState.STOPPED)

    again = desk.run(wang, services.vote_repeat, vote=vote, reason="多出一张票")
    again = desk.run(wang, services.vote_start, vote=again)
    assert again.poll_uid != vote.poll_uid


def test_a_stop_that_is_cut_off_after_the_seal_goes_on(cast: Cast, settings, tmp_path, monkeypatch) -> None:
    settings.DATA_DIR = tmp_path
    vote = desk.started(cast, motion=desk.conversion(cast, VoteMethod.ELECTRONIC))
    poll = poll_get(vote.poll_uid)
    box.vote(cast, poll, cast.li, ["yes"])
    real = running.write_result

    def fail(*_: object) -> None:
        raise RuntimeError("cut off")

    monkeypatch.setattr(running, "write_result", fail)
    with pytest.raises(RuntimeError):
        desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote)
    assert poll_get(poll.uid).state == PollState.SEALED
    monkeypatch.setattr(running, "write_result", real)
    found = desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote)
    assert (found.state, found.yes, found.returned) == (VoteState.STOPPED, 1, 1)
    assert poll_get(poll.uid).state == PollState.CLOSED


def test_a_vote_that_cannot_be_stopped_seals_no_box(cast: Cast, settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path
    vote = desk.started(cast, motion=desk.conversion(cast, VoteMethod.ELECTRONIC))
    box.vote(cast, poll_get(vote.poll_uid), cast.li, ["yes"])
    with acting_as(SYSTEM):
        Activity.objects.filter(pk=vote.activity_id).update(kind=ActivityKind.COMMITTEE_MEETING)
    with pytest.raises(MeetingDoesNotFit):
        desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote)
    assert poll_get(vote.poll_uid).state == PollState.OPEN


def test_where_nobody_took_a_ballot_there_is_no_result(cast: Cast) -> None:
    vote, poll = polled(cast)
    with pytest.raises(VoteNotReady, match=r"还没有人领取选票.*请作废"):
        desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote)

    assert (desk.fresh(vote).state, poll_get(poll.uid).state) == (VoteState.STARTED, PollState.OPEN)


def test_making_a_vote_void_makes_its_open_ballot_void(cast: Cast) -> None:
    vote, _ = polled(cast)
    desk.run(cast.actor(cast.wang), services.vote_void, vote=vote, reason="议题有误")

    assert poll_get(vote.poll_uid).state == PollState.VOID


def test_a_resolution_may_be_secret_too(cast: Cast) -> None:
    motion = dataclasses.replace(desk.RESOLUTION, kind=VoteKind.RESOLUTION, method=VoteMethod.PAPER)
    assert desk.started(cast, motion=motion).poll_uid is not None
