"""The seal: final before the box is opened, so that no attempt to close differs from another."""

import datetime as dt
import os
import secrets

import pytest
from django.db import transaction
from tests.support.audit import trail

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots import errors
from xuezuo.review.ballots.exchange import envelope, keyring
from xuezuo.review.ballots.models import Ballot, Envelope, Receipt
from xuezuo.review.ballots.queries import poll_get, poll_result
from xuezuo.review.ballots.services import (
    closing,
    made_up_ballots,
    paper_count,
    paper_issue,
    paper_recount,
    poll_close,
    poll_void,
    polls_seal,
    tellers_appoint,
)
from xuezuo.review.ballots.services.closing import polls_close_due
from xuezuo.review.ballots.services.keys import keys_sweep
from xuezuo.review.ballots.services.layout import form_of
from xuezuo.review.ballots.tests import desk
from xuezuo.review.ballots.types import ItemCount, TellerSheet

pytestmark = pytest.mark.django_db
YES_NO = ("yes", "yes", "no")


@pytest.fixture
def poll(cast):
    found = desk.opened(cast, "electronic")
    desk.vote(cast, found, cast.zhao, ("yes", "no", "no"))
    desk.vote(cast, found, cast.li, YES_NO)
    return found


def seal(cast, *polls) -> None:
    polls_seal(actor=cast.actor(cast.wang), find=lambda: polls, at=desk.AT)


def close(cast, poll):
    return poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)


def written(poll) -> tuple[list[tuple], list[str]]:
    with acting_as(SYSTEM):
        ballots = Ballot.objects.filter(poll=poll).order_by("pk").values_list("prefix", "message", "signature")
        receipts = Receipt.objects.filter(poll=poll).order_by("pk").values_list("code", flat=True)
        return [(one, bytes(two), bytes(three)) for one, two, three in ballots], list(receipts)


def cut_off(monkeypatch, seen: list) -> None:
    """Have the next closing fail after it has written everything."""
    real = closing.empty

    def fail(poll, opened):
        real(poll, opened)
        seen.append(written(poll))
        monkeypatch.setattr(closing, "empty", real)
        raise RuntimeError("cut off")

    monkeypatch.setattr(closing, "empty", fail)


def test_nothing_is_taken_in_after_the_seal(cast, poll):
    late, unsigned = desk.voter(poll, YES_NO), desk.voter(poll, YES_NO)
    begun = late.close(desk.sign(cast, poll, cast.wu, late))
    seal(cast, poll)
    with pytest.raises(errors.PollWrongState, match="投票结束以后交来的选票不能计入"):
        desk.put(poll, begun)
    for who, mine in ((cast.wu, late), (cast.wang, unsigned)):
        with pytest.raises(errors.PollWrongState):
            desk.sign(cast, poll, who, mine)
    assert (poll_get(poll.uid).state, poll_result(poll.pk)) == ("sealed", None)
    with acting_as(SYSTEM):
        assert (Envelope.objects.count(), Ballot.objects.count()) == (2, 0)
    result = close(cast, poll)
    assert (result.issued, result.returned) == (3, 2)


def test_who_is_cut_off_after_writing_writes_the_same_again(cast, poll, monkeypatch):
    seen: list[tuple] = []
    cut_off(monkeypatch, seen)
    with pytest.raises(RuntimeError, match="cut off"):
        close(cast, poll)
    assert (poll_get(poll.uid).state, written(poll)) == ("sealed", ([], []))
    with pytest.raises(errors.PollWrongState):
        desk.vote(cast, poll, cast.wu, YES_NO)
    result = close(cast, poll)
    assert written(poll) == seen[0]
    assert [len(part) for part in seen[0]] == [2, 2]
    assert result.returned == 2
    assert [one.name for one in trail().order_by("id") if "seal" in one.name or "closed" in one.name] == [
        "ballots.poll_sealed",
        "ballots.poll_closed",
    ]


def test_the_clock_goes_on_with_what_was_cut_off(cast, poll):
    seal(cast, poll)
    assert [one.pk for one in polls_close_due(at=desk.AT)] == [poll.pk]
    assert close(cast, poll).returned == 2


def test_sealed_and_closed_polls_are_left_alone(cast, poll):
    seal(cast, poll)
    seal(cast, poll)
    assert trail().filter(name="ballots.poll_sealed").count() == 1
    close(cast, poll)
    seal(cast, poll)
    assert poll_get(poll.uid).state == "closed"


def test_a_seal_inside_a_transaction_is_refused(cast, poll):
    """It would not be final: the transaction may be rolled back with what was opened."""
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        close(cast, poll)
    seal(cast, poll)
    with transaction.atomic():
        assert close(cast, poll).returned == 2


def test_invented_voters_may_be_counted_in_one_transaction(cast, poll):
    with made_up_ballots(), transaction.atomic():
        assert close(cast, poll).returned == 2


def test_one_that_cannot_be_counted_leaves_all_open(cast, poll, data_folder):
    other = desk.opened(cast, "electronic")
    desk.vote(cast, other, cast.zhao, YES_NO)
    keyring.destroy(data_folder, other.uid)
    with pytest.raises(errors.KeysLost):
        seal(cast, poll, other)
    assert [poll_get(one.uid).state for one in (poll, other)] == ["open", "open"]


def test_keys_of_a_sealed_poll_are_kept(cast, poll, data_folder):
    seal(cast, poll)
    old = desk.AT.timestamp()
    for path in (data_folder / "ballots").iterdir():
        os.utime(path, (old, old))
    keys_sweep(at=desk.AT + dt.timedelta(days=1))
    assert close(cast, poll).returned == 2


def test_a_sealed_poll_is_made_void_only_when_it_cannot_be_counted(cast, poll, data_folder):
    wang = cast.actor(cast.wang)
    seal(cast, poll)
    with pytest.raises(errors.PollWrongState, match="请点“结束并计票”"):
        poll_void(actor=wang, poll=poll, reason="重来", at=desk.AT)
    keyring.destroy(data_folder, poll.uid)
    with pytest.raises(errors.KeysLost):
        close(cast, poll)
    poll_void(actor=wang, poll=poll, reason="换了机器", at=desk.AT)
    assert poll_get(poll.uid).state == "void"


@pytest.fixture
def mixed(cast):
    """Three on paper, and two electronic ballots in the box."""
    poll = desk.opened(cast, "mixed", voters=("wang", "zheng", "sun", "li", "zhao", "wu"))
    wang = cast.actor(cast.wang)
    tellers_appoint(actor=wang, poll=poll, member_ids=[cast.li.pk, cast.zhao.pk], at=desk.AT)
    paper_issue(actor=wang, poll=poll, member_ids=[cast.wang.pk, cast.zheng.pk, cast.sun.pk], at=desk.AT)
    desk.vote(cast, poll, cast.li, YES_NO)
    desk.vote(cast, poll, cast.zhao, YES_NO)
    return poll


def count_paper(cast, poll) -> None:
    sheet = TellerSheet(3, 0, tuple(ItemCount(n, {"no": 3}) for n in (1, 2, 3)))
    for teller in (cast.li, cast.zhao):
        paper_count(actor=cast.actor(teller), poll=poll, sheet=sheet, at=desk.AT)


def test_paper_is_counted_before_the_seal_and_stays_as_it_is(cast, mixed):
    desk.vote(cast, mixed, cast.wu, YES_NO)
    with pytest.raises(errors.PaperNotCounted):
        seal(cast, mixed)
    count_paper(cast, mixed)
    seal(cast, mixed)
    with pytest.raises(errors.PollWrongState):
        paper_recount(actor=cast.actor(cast.wang), poll=mixed, reason="再数", at=desk.AT)
    assert close(cast, mixed).returned == 6


def test_two_ballots_beside_paper_are_found_out_before_the_seal(cast, mixed):
    count_paper(cast, mixed)
    with pytest.raises(errors.TooFewElectronic):
        seal(cast, mixed)
    assert poll_get(mixed.uid).state == "open"


def test_two_ballots_and_rubbish_beside_paper_make_it_void(cast, mixed):
    """How many of the envelopes are ballots is seen when the box is open: nothing is written, and all vote again."""
    count_paper(cast, mixed)
    whole = envelope.Cut(str(mixed.uid), 256, form_of(mixed).room).whole
    desk.put(mixed, secrets.token_bytes(whole))
    with pytest.raises(errors.TooFewElectronic):
        close(cast, mixed)
    assert poll_get(mixed.uid).state == "sealed"
    poll_void(actor=cast.actor(cast.wang), poll=mixed, reason="电子票只有两张", at=desk.AT)
    assert written(mixed) == ([], [])
