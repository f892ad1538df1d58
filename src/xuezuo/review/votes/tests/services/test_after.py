"""After the stop: corrected with the former version kept, voted on again, made void; and who still reads it."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.tests.desk import audit_names
from xuezuo.org.models import Affiliation
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import NothingChanged, ReasonNeeded, VoteWrongState
from xuezuo.review.votes.models import VoteRevision
from xuezuo.review.votes.queries.access import vote_get_for
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteState, Why

pytestmark = pytest.mark.django_db


def test_a_correction_keeps_what_was_said_before(cast: Cast) -> None:
    vote, wang = desk.stopped(cast), cast.actor(cast.wang)

    vote = desk.run(wang, services.vote_correct, vote=vote, count=Count(2, 2, 0), reason="清点有误")

    assert (vote.version, vote.yes, vote.is_passed) == (2, 2, False)
    with acting_as(SYSTEM):
        former = VoteRevision.objects.get(vote=vote)
    assert (former.version, former.reason, former.fields["yes"], former.fields["is_passed"]) == (1, "清点有误", 3, True)
    assert "2×3 > 4" in former.fields["result_lines"][1]


@pytest.mark.parametrize(
    ("count", "reason", "error"),
    [(Count(3, 1, 0), "清点有误", NothingChanged), (Count(2, 2, 0), " ", ReasonNeeded)],
)
def test_a_correction_needs_a_change_and_a_reason(
    cast: Cast, count: Count, reason: str, error: type[Exception]
) -> None:
    vote = desk.stopped(cast)
    with pytest.raises(error):
        desk.run(cast.actor(cast.wang), services.vote_correct, vote=vote, count=count, reason=reason)


def test_who_may_not_correct_is_told(cast: Cast) -> None:
    vote = desk.stopped(cast)
    with pytest.raises(Forbidden):
        desk.run(cast.actor(cast.li), services.vote_correct, vote=vote, count=Count(2, 2, 0), reason="清点有误")


def test_voted_on_again_with_the_same_papers(cast: Cast) -> None:
    vote, wang = desk.prepared(cast, "zhao", motion=desk.conversion(cast)), cast.actor(cast.wang)
    desk.write(cast, vote, cast.zhao)
    desk.leave_out(cast, vote, cast.wu)
    vote = desk.run(wang, services.vote_start, vote=vote)
    vote = desk.run(wang, services.vote_stop, vote=vote, count=Count(3, 0, 0, issued=2, returned=3))
    assert vote.must_repeat

    again = [desk.run(wang, services.vote_repeat, vote=vote, reason="收回的票多于发出的票") for _ in range(2)]

    assert again[0].pk == again[1].pk
    assert desk.fresh(vote).state == VoteState.REPEATED
    made = desk.run(wang, services.vote_start, vote=again[0])
    assert (made.follows_id, made.entitled, made.present, made.written_yes) == (vote.pk, 3, 2, 1)
    with pytest.raises(VoteWrongState, match="后一次"):
        desk.run(wang, services.vote_void, vote=vote, reason="弄错了")


def test_void_stays_readable_and_is_void_once(cast: Cast) -> None:
    vote, wang = desk.stopped(cast), cast.actor(cast.wang)
    for reason in ("会议改期", "再说一次"):
        vote = desk.run(wang, services.vote_void, vote=vote, reason=reason)

    assert (vote.state, vote.void_reason, vote.yes) == (VoteState.VOID, "会议改期", 3)
    with pytest.raises(VoteWrongState):
        desk.run(wang, services.vote_repeat, vote=vote, reason="再来")


def test_the_trail_has_every_deed_and_no_numbers_of_votes(cast: Cast) -> None:
    vote = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    desk.write(cast, vote, cast.zhao)
    desk.leave_out(cast, vote, cast.wu, Why.DETAINED)
    wang = cast.actor(cast.wang)
    vote = desk.run(wang, services.vote_start, vote=vote)
    vote = desk.run(wang, services.vote_stop, vote=vote, count=Count(2, 0, 0, issued=2, returned=2))

    assert audit_names() == [
        "votes.vote_prepared",
        "votes.opinion_received",
        "votes.exclusion_stated",
        "votes.vote_started",
        "votes.vote_stopped",
    ]


def test_who_voted_and_moved_away_still_reads_the_result(cast: Cast) -> None:
    vote = desk.stopped(cast)
    with acting_as(SYSTEM):
        here = Affiliation.objects.get(member=cast.zhao)
        here.during = (here.during.lower, TODAY + dt.timedelta(days=1))
        here.save(update_fields=["during"])
        Affiliation.objects.create(
            member=cast.zhao, unit=cast.other_branch, kind="formal", during=(TODAY + dt.timedelta(days=1), None)
        )
    later = TODAY + dt.timedelta(days=30)

    moved = cast.actor(cast.zhao, later)
    with acting_as(moved):
        found = vote_get_for(moved, vote.uid, later)
    assert found.result_lines == vote.result_lines
    with acting_as(cast.actor(cast.zhou, later)) as stranger, pytest.raises(NotFound):
        vote_get_for(stranger, vote.uid, later)


def test_before_the_start_only_who_prepares_knows(cast: Cast) -> None:
    vote = desk.prepared(cast)
    for who, sees in (("wang", True), ("li", True), ("zhao", False), ("sun", False), ("zheng", False)):
        actor = cast.actor(getattr(cast, who))
        with acting_as(actor):
            if sees:
                assert vote_get_for(actor, vote.uid, TODAY)
            else:
                with pytest.raises(NotFound):
                    vote_get_for(actor, vote.uid, TODAY)
