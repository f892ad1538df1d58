"""Electronic ballots: signed once, put in by nobody, opened at the end."""

import dataclasses
import datetime as dt
import secrets

import pytest
from django.db import transaction
from tests.support.audit import trail

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots import errors
from xuezuo.review.ballots.exchange import envelope, keyring
from xuezuo.review.ballots.exchange.voter import Voter
from xuezuo.review.ballots.models import Ballot, Envelope, Receipt
from xuezuo.review.ballots.queries import poll_get, poll_result
from xuezuo.review.ballots.services import (
    ballot_sign,
    envelope_put,
    paper_count,
    paper_issue,
    poll_close,
    poll_open,
    poll_void,
    signing,
    tellers_appoint,
)
from xuezuo.review.ballots.services.layout import form_of
from xuezuo.review.ballots.tests import desk
from xuezuo.review.ballots.types import ItemCount, TellerSheet

pytestmark = pytest.mark.django_db
YES_NO = ("yes", "yes", "no")


@pytest.fixture
def poll(cast):
    return desk.opened(cast, "electronic")


def close(cast, poll):
    return poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)


def test_voted_and_counted(cast, poll, data_folder, django_capture_on_commit_callbacks):
    mine = desk.vote(cast, poll, cast.zhao, ("yes", None, "no"))
    desk.vote(cast, poll, cast.li, YES_NO)
    with django_capture_on_commit_callbacks(execute=True):
        result = close(cast, poll)
    assert (result.issued, result.returned, result.valid) == (2, 2, 2)
    assert [(one.counts["yes"], one.counts["no"], one.abstained) for one in result.items] == [
        (2, 0, 0),
        (1, 0, 1),
        (0, 2, 0),
    ]
    assert poll_result(poll.pk) == result == close(cast, poll)
    with acting_as(SYSTEM):
        assert Receipt.objects.filter(poll=poll, code=mine.receipt).exists()
        assert not Envelope.objects.exists()
        prefixes = list(Ballot.objects.order_by("pk").values_list("prefix", flat=True))
        codes = list(Receipt.objects.order_by("pk").values_list("code", flat=True))
    assert prefixes == sorted(prefixes)
    assert codes == sorted(codes)
    assert not list((data_folder / "ballots").iterdir())


def test_the_same_is_signed_again_and_another_is_refused(cast, poll):
    mine, other = desk.voter(poll, YES_NO), desk.voter(poll, YES_NO)
    assert desk.sign(cast, poll, cast.zhao, mine) == desk.sign(cast, poll, cast.zhao, mine)
    with pytest.raises(errors.BallotTaken, match="第一次投票时的那台设备"):
        desk.sign(cast, poll, cast.zhao, other)
    assert trail().filter(name="ballots.ballot_signed").count() == 1


def test_the_trail_names_the_issue_and_nothing_of_the_ballot(cast, poll):
    before = trail().count()
    desk.vote(cast, poll, cast.zhao, YES_NO)
    entries = list(trail().order_by("id"))[before:]
    assert [(one.name, one.after, one.unit_id) for one in entries] == [("ballots.ballot_signed", {}, None)]


def test_who_is_not_on_the_list_gets_no_ballot(cast, poll):
    with pytest.raises(errors.NotEntitled):
        desk.sign(cast, poll, cast.qian, desk.voter(poll, YES_NO))


@pytest.mark.parametrize("wrong", [b"", b"\xff" * 256, b"\x01" * 255, bytes(256), bytes(255) + b"\x01"])
def test_no_number_below_the_modulus_is_refused_and_takes_no_ballot(cast, poll, wrong):
    zhao = cast.actor(cast.zhao)
    with pytest.raises(errors.BlindedWrong), transaction.atomic():
        ballot_sign(actor=zhao, poll=poll, blinded=wrong, at=desk.AT)
    desk.vote(cast, poll, cast.zhao, YES_NO)


def test_one_kind_of_ballot_for_each(cast):
    poll, wang = desk.opened(cast, "mixed"), cast.actor(cast.wang)
    paper_issue(actor=wang, poll=poll, member_ids=[cast.li.pk], at=desk.AT)
    with pytest.raises(errors.BallotTaken, match="领取了纸质票"):
        desk.sign(cast, poll, cast.li, desk.voter(poll, YES_NO))
    desk.sign(cast, poll, cast.zhao, desk.voter(poll, YES_NO))
    with pytest.raises(errors.BallotTaken, match="取得了电子票"):
        paper_issue(actor=wang, poll=poll, member_ids=[cast.zhao.pk], at=desk.AT)


def test_the_same_ballot_twice_counts_once(cast, poll):
    mine = desk.voter(poll, YES_NO)
    signed = desk.sign(cast, poll, cast.zhao, mine)
    first = mine.close(signed)
    for again in (first, first, mine.close(signed)):
        desk.put(poll, again)
    with acting_as(SYSTEM):
        assert Envelope.objects.count() == 2
    assert close(cast, poll).returned == 1


def test_rubbish_in_the_box_is_told_and_not_counted(cast, poll):
    desk.vote(cast, poll, cast.zhao, YES_NO)
    forged = desk.voter(poll, YES_NO)
    cut = envelope.Cut(str(poll.uid), 256, form_of(poll).room)
    content = envelope.Content(forged.prepared[:32], forged.prepared[32:], secrets.token_bytes(256), forged.receipt)
    desk.put(poll, envelope.close(cut, keyring.seal_key(poll.seal_key), content))
    desk.put(poll, secrets.token_bytes(cut.whole))
    result = close(cast, poll)
    assert (result.returned, result.valid) == (1, 1)
    assert poll_get(poll.uid).unreadable == 2


def test_a_ballot_with_too_many_names_is_invalid(cast, poll):
    desk.vote(cast, poll, cast.zhao, ("yes", "yes", "yes"))
    desk.vote(cast, poll, cast.li, YES_NO)
    result = close(cast, poll)
    assert (result.returned, result.valid, result.invalid) == (2, 1, 1)


def test_the_box_takes_envelopes_of_this_poll_only(cast, poll):
    sealed = desk.voter(poll, YES_NO)
    good = sealed.close(desk.sign(cast, poll, cast.zhao, sealed))
    with pytest.raises(errors.EnvelopeWrong):
        envelope_put(poll_uid=poll.uid, envelope=bytes(16) + good)
    with pytest.raises(errors.EnvelopeWrong):
        desk.put(poll, good[:-1])
    with pytest.raises(NotFound):
        envelope_put(poll_uid=desk.opened(cast).uid, envelope=good)
    close(cast, poll)
    with pytest.raises(errors.PollWrongState):
        desk.put(poll, good)


def test_a_flood_is_stopped_without_asking_who(cast, poll, monkeypatch):
    monkeypatch.setattr(signing, "AT_ONCE", 3)
    monkeypatch.setattr(signing, "PER_SECOND", 0)
    length = desk.voter(poll, YES_NO)
    good = length.close(desk.sign(cast, poll, cast.zhao, length))
    for _ in range(3):
        desk.put(poll, good)
    with pytest.raises(errors.EnvelopesTooFast):
        desk.put(poll, good)


def test_a_box_far_fuller_than_the_list_is_closed_to_more(cast, poll, monkeypatch):
    monkeypatch.setattr(signing, "EACH", 0)
    monkeypatch.setattr(signing, "SPARE", 1)
    monkeypatch.setattr(signing, "LOOK_EVERY", 1)
    whole = envelope.Cut(str(poll.uid), 256, form_of(poll).room).whole
    for _ in range(2):
        desk.put(poll, secrets.token_bytes(whole))
    with pytest.raises(errors.EnvelopesTooFast):
        desk.put(poll, secrets.token_bytes(whole))


def test_after_the_planned_end_only_what_was_begun_is_finished(cast):
    poll = desk.opened(cast, "electronic", closes_at=desk.AT + dt.timedelta(hours=1))
    mine, late = desk.voter(poll, YES_NO), desk.AT + dt.timedelta(hours=2)
    signed = desk.sign(cast, poll, cast.zhao, mine)
    with pytest.raises(errors.VotingOver):
        desk.sign(cast, poll, cast.li, desk.voter(poll, YES_NO), late)
    assert desk.sign(cast, poll, cast.zhao, mine, late) == signed
    desk.put(poll, mine.close(signed))
    assert close(cast, poll).returned == 1


def test_after_the_end_nothing_is_signed_not_even_again(cast, poll):
    mine = desk.voter(poll, YES_NO)
    desk.sign(cast, poll, cast.zhao, mine)
    close(cast, poll)
    for who, asked in ((cast.zhao, mine), (cast.li, desk.voter(poll, YES_NO))):
        with pytest.raises(errors.PollWrongState):
            desk.sign(cast, poll, who, asked)


def test_a_ballot_of_another_poll_is_rubbish(cast, poll):
    """Same voter, same candidates, same pass of this poll: its signature is of the other poll's key."""
    other = desk.opened(cast, "electronic")
    mine = desk.voter(other, YES_NO)
    signature = desk.sign(cast, other, cast.zhao, mine)
    moved = dataclasses.replace(mine, keys=keyring.PublicKeys(other.sign_key, poll.seal_key), form=form_of(poll))
    desk.put(poll, moved.close(signature))
    assert close(cast, poll).returned == 0
    assert poll_get(poll.uid).unreadable == 1


def test_a_ballot_that_names_another_poll_does_not_count(cast, poll):
    other = desk.opened(cast, "electronic")
    mine = Voter.fill_in(form_of(other), keyring.PublicKeys(poll.sign_key, poll.seal_key), [["yes"], [], []])
    signature = desk.sign(cast, poll, cast.zhao, mine)
    desk.put(poll, dataclasses.replace(mine, form=form_of(poll)).close(signature))
    result = close(cast, poll)
    assert (result.returned, result.invalid) == (1, 1)


def test_one_ballot_with_many_receipts_has_one(cast, poll):
    """Receipts are not signed; more of them than ballots would look like ballots that were left out."""
    mine = desk.voter(poll, YES_NO)
    signed = desk.sign(cast, poll, cast.zhao, mine)
    for _ in range(3):
        desk.put(poll, dataclasses.replace(mine, receipt=envelope.new_receipt()).close(signed))
    close(cast, poll)
    with acting_as(SYSTEM):
        assert Receipt.objects.filter(poll=poll).count() == 1


def test_an_opening_that_was_rolled_back_can_be_tried_again(cast, data_folder):
    """Its keys are on the disk already, and no row knows them."""
    poll = desk.draft(cast, "electronic")
    keyring.make(data_folder, poll.uid)
    poll = poll_open(actor=cast.actor(cast.wang), poll=poll, entitled=[cast.zhao.pk], at=desk.AT)
    desk.vote(cast, poll, cast.zhao, YES_NO)
    assert close(cast, poll).returned == 1


def test_lost_keys_stop_the_poll_which_is_made_void(cast, poll, data_folder):
    desk.vote(cast, poll, cast.zhao, YES_NO)
    keyring.destroy(data_folder, poll.uid)
    with pytest.raises(errors.KeysLost):
        desk.sign(cast, poll, cast.li, desk.voter(poll, YES_NO))
    with pytest.raises(errors.KeysLost):
        close(cast, poll)
    poll_void(actor=cast.actor(cast.wang), poll=poll, reason="恢复备份", at=desk.AT)
    with acting_as(SYSTEM):
        assert not Envelope.objects.exists()


def test_more_signed_ballots_than_signatures_given_make_the_poll_void(cast, poll):
    """After a restored backup a voter could have a second ballot signed."""
    mine = desk.voter(poll, YES_NO)
    desk.put(poll, mine.close(desk.sign(cast, poll, cast.zhao, mine)))
    with acting_as(SYSTEM):
        poll.electors.filter(member=cast.zhao).update(way="", blinded="")
    result = close(cast, poll)
    assert result.is_void
    with acting_as(SYSTEM):
        assert not Ballot.objects.exists()


ON_LIST = ("wang", "zheng", "sun", "li", "zhao", "wu")


def mixed(cast, voters: int, papers: int = 3):
    """A mixed poll: 王, 郑 and 孙 take paper, 李, 赵 and 吴 vote in their browsers."""
    poll, wang = desk.opened(cast, "mixed", voters=ON_LIST), cast.actor(cast.wang)
    tellers_appoint(actor=wang, poll=poll, member_ids=[cast.li.pk, cast.zhao.pk], at=desk.AT)
    handed = [cast.wang.pk, cast.zheng.pk, cast.sun.pk][:papers]
    paper_issue(actor=wang, poll=poll, member_ids=handed, at=desk.AT)
    for who in (cast.li, cast.zhao, cast.wu)[:voters]:
        desk.vote(cast, poll, who, YES_NO)
    counted_by_hand(cast, poll, papers)
    return poll


def counted_by_hand(cast, poll, papers: int) -> None:
    sheet = TellerSheet(papers, 0, tuple(ItemCount(n, {"no": papers}) for n in (1, 2, 3)))
    for teller in (cast.li, cast.zhao):
        paper_count(actor=cast.actor(teller), poll=poll, sheet=sheet, at=desk.AT)


def test_paper_and_electronic_ballots_are_added_up(cast):
    result = close(cast, mixed(cast, 3))
    assert (result.issued, result.returned) == (6, 6)
    assert [(one.counts["yes"], one.counts["no"]) for one in result.items] == [(3, 3), (3, 3), (0, 6)]


@pytest.mark.parametrize("papers", [1, 2])
def test_a_box_with_one_or_two_papers_beside_electronic_ballots_is_not_opened(cast, papers):
    """Who counts it sees whose they are: the list says who took paper."""
    with pytest.raises(errors.TooFewPaper, match="请不要开箱"):
        mixed(cast, 3, papers)


def test_a_mixed_poll_that_all_took_on_paper_is_counted(cast):
    assert close(cast, mixed(cast, 0, 2)).returned == 2


def test_more_paper_may_be_handed_out_until_the_box_may_be_opened(cast):
    poll, wang = desk.opened(cast, "mixed", voters=ON_LIST), cast.actor(cast.wang)
    tellers_appoint(actor=wang, poll=poll, member_ids=[cast.li.pk, cast.zhao.pk], at=desk.AT)
    for who in (cast.li, cast.zhao, cast.wu):
        desk.vote(cast, poll, who, YES_NO)
    paper_issue(actor=wang, poll=poll, member_ids=[cast.wang.pk], at=desk.AT)
    with pytest.raises(errors.TooFewPaper), transaction.atomic():
        counted_by_hand(cast, poll, 1)
    paper_issue(actor=wang, poll=poll, member_ids=[cast.zheng.pk, cast.sun.pk], at=desk.AT)
    counted_by_hand(cast, poll, 3)
    assert close(cast, poll).returned == 6


def test_nobody_votes_on_paper_and_in_a_browser(cast):
    """Somebody counted twice would be more ballots back than handed out."""
    poll = mixed(cast, 3)
    with pytest.raises(errors.BallotTaken):
        desk.sign(cast, poll, cast.wang, desk.voter(poll, YES_NO))
    result = close(cast, poll)
    assert result.returned == result.issued == 6


def test_one_electronic_ballot_beside_paper_is_never_shown(cast):
    poll = mixed(cast, 1)
    with pytest.raises(errors.TooFewElectronic):
        close(cast, poll)
    with acting_as(SYSTEM):
        assert not Ballot.objects.exists()


def test_the_database_gives_ballots_and_envelopes_to_nobody(cast, poll):
    desk.vote(cast, poll, cast.zhao, YES_NO)
    desk.vote(cast, poll, cast.li, YES_NO)
    people = [cast.actor(one) for one in (cast.zhao, cast.wang, cast.wu)]
    for actor in people:
        with acting_as(actor):
            assert not Envelope.objects.exists()
    close(cast, poll)
    for actor in people:
        with acting_as(actor):
            assert not Ballot.objects.exists()
            assert not Receipt.objects.exists()


def test_a_candidate_who_was_written_in_past_the_page_makes_the_ballot_invalid(cast):
    poll = desk.opened(cast, "electronic", write_ins=1)
    desk.vote(cast, poll, cast.zhao, (None, "yes", None), ["甲同志"])
    desk.vote(cast, poll, cast.li, (None, "yes", None), ["丁同志"])
    result = close(cast, poll)
    assert (result.valid, result.invalid, result.write_ins) == (1, 1, (("丁同志", 1),))
