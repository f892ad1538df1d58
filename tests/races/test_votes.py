"""Votes at meetings under many hands: one start, one result, one repetition."""

import dataclasses
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from tests.support.audit import trail
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.errors import PollWrongState
from xuezuo.review.ballots.models import Elector as Voter
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.tests import desk as box
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import StoppedMeanwhile
from xuezuo.review.votes.models import Elector, Vote
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteMethod

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 12
MANY = 50


def at_once(work, times=HANDS):
    """Call `work(number)` so often, on as many connections as there are hands; results in the order of the numbers."""

    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        results = list(pool.map(run, range(times)))
    connections.close_all()
    return results


def test_many_start_stop_and_repeat_one_vote():
    cast = build_cast()
    vote, wang = desk.prepared(cast), cast.actor(cast.wang)

    started = at_once(lambda _: desk.run(wang, services.vote_start, vote=vote).started_at)
    assert len(set(started)) == 1
    with acting_as(SYSTEM):
        assert Elector.objects.filter(vote=vote).count() == 5

    def stop(number):
        """Half of them counted three votes, the others four."""
        yes = 3 + number % 2
        try:
            return desk.run(wang, services.vote_stop, vote=vote, count=Count(yes, 4 - yes, 0)).yes
        except StoppedMeanwhile:
            return None

    said = at_once(stop)
    (result,) = set(said) - {None}
    assert said.count(result) == HANDS // 2  # all who counted the same
    assert desk.fresh(vote).yes == result
    assert trail().filter(name="votes.vote_stopped").count() == 1

    again = at_once(lambda _: desk.run(wang, services.vote_repeat, vote=vote, reason="有人未听清议题").pk)
    assert len(set(again)) == 1
    with acting_as(SYSTEM):
        assert Vote.objects.filter(follows=vote).count() == 1


def test_fifty_start_fifty_vote_and_fifty_stop(settings, tmp_path):
    """Electronic ballots at a meeting: one list, one poll, one result for every stop; what was accepted counts once."""
    settings.DATA_DIR = tmp_path
    with acting_as(SYSTEM):
        cast = build_cast()
        crowd = box.crowd(cast, MANY)
    motion = dataclasses.replace(desk.RESOLUTION, method=VoteMethod.ELECTRONIC)
    vote, wang = desk.prepared(cast, motion=motion), cast.actor(cast.wang)

    polls = set(at_once(lambda _: desk.run(wang, services.vote_start, vote=vote).poll_uid, MANY))
    assert len(polls) == 1
    poll = poll_get(polls.pop())
    with acting_as(SYSTEM):
        assert Voter.objects.filter(poll=poll).count() == MANY + 4
    for one in (cast.li, cast.zhao, cast.wu):  # nothing is stopped before anybody has voted
        box.vote(cast, poll, one, ("yes",))
    ballots = [(actor, box.voter(poll, ("yes",))) for actor in crowd]

    def cast_ballot(number):
        actor, mine = ballots[number]
        try:
            box.put(poll, mine.close(box.sign_as(actor, poll, mine)))
        except PollWrongState:
            return False
        return True

    def stop(_):
        done = desk.run(wang, services.vote_stop, vote=vote)
        return done.yes, done.no, done.abstain, done.returned, tuple(done.result_lines)

    deeds = [(cast_ballot, number) for number in range(MANY)] + [(stop, number) for number in range(MANY)]
    random.Random(4).shuffle(deeds)
    said = at_once(lambda place: deeds[place][0](deeds[place][1]), len(deeds))

    results = {one for one in said if isinstance(one, tuple)}
    assert len(results) == 1
    yes, no, abstain, returned, _ = results.pop()
    assert (yes, no, abstain) == (returned, 0, 0) == (3 + said.count(True), 0, 0)
    assert said.count(True) + said.count(False) == MANY
    assert trail().filter(name="votes.vote_stopped").count() == 1
