"""Elections under many hands: one list of candidates, one ballot, one count, one result."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from tests.support.audit import trail
from xuezuo.kernel.errors import DomainError
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Sheet
from xuezuo.review.ballots.queries import poll_result
from xuezuo.review.ballots.services import paper_count, paper_issue, poll_close
from xuezuo.review.ballots.types import ItemCount, TellerSheet
from xuezuo.review.elections.models import Candidate, Election, Round
from xuezuo.review.elections.services import candidates, rounds
from xuezuo.review.elections.tests.desk import AT, desk
from xuezuo.review.elections.types import RoundOrder, RoundState

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 8


def at_once(work):
    """Call `work(number)` in as many threads, each with its own connection; a refusal is its class."""

    def run(number):
        try:
            return work(number)
        except DomainError as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        results = list(pool.map(run, range(HANDS)))
    connections.close_all()
    return results


def test_many_begin_one_election():
    """A button pressed by many at once, or twice: one election, the others are told."""
    stage = desk(build_cast())

    def begin(_):
        with acting_as(stage.wang):
            return stage.begin().pk

    said = at_once(begin)

    assert sorted(said, key=str)[1:] == ["ElectionRunning"] * (HANDS - 1)
    with acting_as(SYSTEM):
        assert Election.objects.count() == 1


def test_candidates_change_while_the_ballot_starts():
    """Whoever comes first: the ballot lists the candidates in the order that stands, and there is one ballot."""
    stage = desk(build_cast())
    stage.ready()
    with acting_as(SYSTEM):
        ids = list(Candidate.objects.filter(election=stage.election).order_by("position").values_list("pk", flat=True))

    def work(number):
        with acting_as(stage.wang):
            if number % 2:
                turned = ids[number % len(ids) :] + ids[: number % len(ids)]
                candidates.candidates_order(actor=stage.wang, election=stage.election, ids=turned, at=AT)
                return "ordered"
            order = RoundOrder("paper")
            return rounds.round_open(actor=stage.wang, election=stage.election, order=order, at=AT).pk

    said = at_once(work)

    opened = [one for one in said if isinstance(one, int)]
    assert len(opened) == 1
    with acting_as(SYSTEM):
        (one,) = Round.objects.filter(election=stage.election)
        stand = Candidate.objects.filter(election=stage.election).order_by("position").values_list("pk", flat=True)
        assert one.standing == list(stand)  # nothing was turned round after the ballots went out


def test_two_tellers_and_many_who_close():
    """Both tellers press twice, then many close and take over: two sheets, one result, one settled ballot."""
    cast = build_cast()
    stage = desk(cast)
    stage.ready()
    one = stage.open("paper")
    with acting_as(stage.wang):
        paper_issue(actor=stage.wang, poll=one.poll, member_ids=stage.entitled(), at=AT)
    present = one.present
    marks = (present, present - 1, present - 2, 1)
    items = tuple(ItemCount(place, {"yes": yes, "no": present - yes}) for place, yes in enumerate(marks, start=1))
    sheet, tellers = TellerSheet(present, 0, items), (cast.actor(cast.zhao), cast.actor(cast.li))

    def count(number):
        teller = tellers[number % 2]
        with acting_as(teller):
            paper_count(actor=teller, poll=one.poll, sheet=sheet, at=AT)
        return "entered"

    assert at_once(count).count("entered") == len(tellers)
    with acting_as(SYSTEM):
        assert Sheet.objects.filter(poll=one.poll).count() == len(tellers)

    def close(_):
        with acting_as(stage.wang):
            return poll_close(actor=stage.wang, poll=one.poll, at=AT).valid

    assert set(at_once(close)) == {present}
    assert poll_result(one.poll_id).valid == present

    def adopt(_):
        with acting_as(stage.wang):
            return rounds.round_adopt(actor=stage.wang, one=one, numbers={}, at=AT).pk

    said = at_once(adopt)
    assert said.count(one.pk) == 1
    assert set(said) == {one.pk, "ElectionWrongState"}
    with acting_as(SYSTEM):
        assert Round.objects.get(pk=one.pk).state == RoundState.COUNTED
    assert len(stage.winners()) == 3
    assert trail().filter(name="ballots.poll_closed").count() == 1
