"""Start, vote and stop, fifty of each at once: nothing acknowledged is lost, nothing counts twice, one result."""

import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from xuezuo.kernel.errors import DomainError
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.errors import PollWrongState
from xuezuo.review.ballots.models import Ballot, Elector, Envelope, Receipt
from xuezuo.review.ballots.services import ballot_sign, paper_issue, poll_close, poll_open
from xuezuo.review.ballots.tests import desk
from xuezuo.review.ballots.types import PollResult

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50
AT_ONCE = 25  # connections


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def all_at_once(deeds: list[Callable[[], object]], seed: int = 0) -> list[object]:
    """Run the deeds in random order on many connections; return results and refusals in the order given."""
    found: dict[int, object] = {}

    def run(place: int) -> None:
        try:
            found[place] = deeds[place]()
        except DomainError as refusal:
            found[place] = refusal
        finally:
            connections.close_all()

    places = list(range(len(deeds)))
    random.Random(seed).shuffle(places)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, places))
    return [found[place] for place in range(len(deeds))]


def codes(found: list[object]) -> list[str]:
    return [one.code for one in found if isinstance(one, DomainError)]


@pytest.fixture
def world():
    with acting_as(SYSTEM):
        cast = build_cast()
        return cast, desk.crowd(cast, MANY)


def opener(cast, poll, voters) -> Callable[[], object]:
    def start() -> object:
        with acting_as(cast_wang), transaction.atomic():
            return poll_open(actor=cast_wang, poll=poll, entitled=[one.member_id for one in voters], at=desk.AT)

    cast_wang = cast.actor(cast.wang)
    return start


def closer(cast, poll) -> Callable[[], object]:
    wang = cast.actor(cast.wang)

    def stop() -> object:
        with acting_as(wang):
            return poll_close(actor=wang, poll=poll, at=desk.AT)

    return stop


def voter(poll, actor) -> Callable[[], object]:
    mine = desk.voter(poll, ("yes", "no", "no"))

    def vote() -> str:
        with transaction.atomic():
            signed = desk.sign_as(actor, poll, mine)
        desk.put(poll, mine.close(signed))
        return mine.receipt

    return vote


def test_opened_once(world):
    cast, voters = world
    poll = desk.draft(cast, "electronic")
    found = all_at_once([opener(cast, poll, voters)] * MANY)
    assert codes(found) == ["ballots.poll_wrong_state"] * (MANY - 1)
    with acting_as(SYSTEM):
        assert Elector.objects.filter(poll=poll).count() == MANY


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_vote_while_fifty_stop(world, seed):
    cast, voters = world
    poll = desk.opened_to(cast, voters)
    deeds = [voter(poll, one) for one in voters] + [closer(cast, poll)] * MANY
    found = all_at_once(deeds, seed)
    votes, stops = found[:MANY], found[MANY:]
    assert all(isinstance(one, PollResult) for one in stops)
    assert all(one == stops[0] for one in stops)
    taken = {one for one in votes if isinstance(one, str)}
    assert set(codes(votes)) <= {"ballots.poll_wrong_state"}
    with acting_as(SYSTEM):
        assert set(Receipt.objects.filter(poll=poll).values_list("code", flat=True)) == taken
        assert Ballot.objects.filter(poll=poll).count() == len(taken) == stops[0].returned
        assert not Envelope.objects.exists()


def test_who_is_putting_in_when_the_box_is_sealed_is_counted(world):
    """The seal waits for an envelope that is half-way in; one that comes after it is refused."""
    cast, (first, second, *_) = world
    poll = desk.opened_to(cast, [first, second])
    early, late = desk.voter(poll, ("yes", "no", "no")), desk.voter(poll, ("no", "no", "no"))
    going, coming = early.close(desk.sign_as(first, poll, early)), late.close(desk.sign_as(second, poll, late))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            desk.put(poll, going)
            stopping = pool.submit(all_at_once, [closer(cast, poll)])
            assert waits_for_us(stopping)
        (result,) = stopping.result()
    assert (result.returned, result.items[0].counts["yes"]) == (1, 1)
    with pytest.raises(PollWrongState):
        desk.put(poll, coming)


def waits_for_us(deed: Future) -> bool:
    """Return True as soon as somebody waits for a row of this transaction, False when the deed has not waited."""
    waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        while not deed.done():
            cursor.execute(waiting)
            if cursor.fetchone():
                return True
            time.sleep(0.01)
    return False


def test_all_fifty_are_counted_when_they_vote_at_once(world):
    cast, voters = world
    poll = desk.opened_to(cast, voters)
    found = all_at_once([voter(poll, one) for one in voters])
    assert codes(found) == []
    assert closer(cast, poll)().items[0].counts["yes"] == MANY


def test_one_member_with_fifty_ballots_gets_one_signed(world):
    cast, (actor, *others) = world
    poll = desk.opened_to(cast, [actor, *others])
    ballots = [desk.voter(poll, ("yes", "no", "no")) for _ in range(MANY)]

    def sign(mine) -> Callable[[], object]:
        def deed() -> bytes:
            with acting_as(actor), transaction.atomic():
                return ballot_sign(actor=actor, poll=poll, blinded=mine.blinded, at=desk.AT)

        return deed

    found = all_at_once([sign(mine) for mine in ballots])
    assert codes(found) == ["ballots.ballot_taken"] * (MANY - 1)


def test_paper_or_browser_but_not_both(world):
    cast, voters = world
    poll, wang = desk.opened_to(cast, voters, "mixed"), cast.actor(cast.wang)

    def paper(actor) -> Callable[[], object]:
        def deed() -> int:
            with acting_as(wang), transaction.atomic():
                return paper_issue(actor=wang, poll=poll, member_ids=[actor.member_id], at=desk.AT)

        return deed

    few = voters[:20]
    found = all_at_once([deed for one in few for deed in (paper(one), voter(poll, one))], seed=3)
    for handed, voted in zip(found[::2], found[1::2], strict=True):
        assert [handed, voted].count(1) + isinstance(voted, str) == 1
    assert set(codes(found)) <= {"ballots.ballot_taken"}
