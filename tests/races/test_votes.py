"""Votes at meetings under many hands: one start, one result, one repetition."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from tests.support.audit import trail
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import StoppedMeanwhile
from xuezuo.review.votes.models import Elector, Vote
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 12


def at_once(work):
    """Call `work(number)` in as many threads, each with its own connection."""

    def run(number):
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        results = list(pool.map(run, range(HANDS)))
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
