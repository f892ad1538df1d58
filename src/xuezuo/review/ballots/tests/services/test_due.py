"""The planned end: closed once, by whoever comes first; keys go with their poll."""

import datetime as dt
import os

import pytest
from tests.support.audit import trail

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots import tasks
from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.models import Ballot
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.services import poll_close
from xuezuo.review.ballots.services.closing import ON_THE_WAY, poll_close_due, polls_close_due
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db
END = desk.AT + dt.timedelta(hours=1)
DUE = END + ON_THE_WAY
YES_NO = ("yes", "yes", "no")


@pytest.fixture
def poll(cast):
    found = desk.opened(cast, "electronic", closes_at=END)
    desk.vote(cast, found, cast.zhao, YES_NO)
    return found


def closings() -> int:
    return trail().filter(name="ballots.poll_closed").count()


def test_nothing_is_closed_before_its_time(cast, poll):
    others = [desk.opened(cast, "electronic"), desk.opened(cast, "mixed", closes_at=END)]
    assert polls_close_due(at=DUE - dt.timedelta(seconds=1)) == []
    assert [one.pk for one in polls_close_due(at=DUE)] == [poll.pk]
    assert [poll_get(one.uid).state for one in others] == ["open", "open"]


def test_it_is_closed_once(cast, poll):
    polls_close_due(at=DUE)
    assert polls_close_due(at=DUE) == []
    result = poll_close(actor=cast.actor(cast.wang), poll=poll, at=DUE)
    assert poll_close_due(poll, DUE).state == "closed"
    assert (result.returned, closings()) == (1, 1)
    with acting_as(SYSTEM):
        assert Ballot.objects.filter(poll=poll).count() == 1


def test_one_that_cannot_be_closed_keeps_no_other_open(cast, poll, data_folder):
    keyring.destroy(data_folder, poll.uid)
    other = desk.opened(cast, "electronic", closes_at=END)
    assert [one.pk for one in polls_close_due(at=DUE)] == [other.pk]
    assert poll_get(poll.uid).state == "open"


def test_the_clock_closes_and_sweeps(cast, poll, data_folder, monkeypatch):
    running = desk.opened(cast, "electronic")
    lost = keyring.make(data_folder, desk.draft(cast, "electronic").uid)
    assert lost
    files = sorted((data_folder / "ballots").iterdir())
    old = clock.now().timestamp() - 7200
    for path in files:
        os.utime(path, (old, old))
    tasks.close_due(0)
    left = {path.name.split(".")[0] for path in (data_folder / "ballots").iterdir()}
    assert poll_get(poll.uid).state == "closed"
    assert left == {str(running.uid)}
