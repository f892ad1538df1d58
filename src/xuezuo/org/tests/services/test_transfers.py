"""Transfers: the sender stays responsible until the receipt; both sides have it on record."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.errors import movement as errors
from xuezuo.org.errors.people import ReasonMissing, UnitTakesNoMembers
from xuezuo.org.models import Affiliation, Post, Transfer
from xuezuo.org.services import people
from xuezuo.org.services.people import Letter
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.services.conftest import AT
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, acting_as

DAY = dt.timedelta(days=1)
LETTER = Letter("调到河口工作", TODAY + 60 * DAY, "介字第7号")


def send(stage, by, member, unit, letter=LETTER, on=TODAY):
    with stage.acts(by) as actor:
        return people.transfer_send(actor=actor, member=member, to_unit=unit, letter=letter, on=on, at=AT)


@pytest.fixture
def sent(stage, cast: Cast) -> Transfer:
    return send(stage, cast.wang, cast.zhao, cast.other_branch)


def receive(stage, by, transfer, on=TODAY + DAY, at=None):
    with stage.acts(by) as actor:
        return people.transfer_receive(actor=actor, transfer=transfer, on=on, at=at or AT + max(on - TODAY, 0 * DAY))


def homes(member) -> list[tuple[int, dt.date, dt.date | None]]:
    with acting_as(SYSTEM):
        rows = Affiliation.objects.filter(member=member).order_by("during")
        return [(row.unit_id, row.during.lower, row.during.upper) for row in rows]


def test_sending_changes_nothing_but_is_seen_by_both(stage, cast: Cast, sent):
    assert homes(cast.zhao) == [(cast.first_group.pk, factories.JOINED, None)]
    for person in (cast.wang, cast.zhou):
        with stage.acts(person):
            assert Transfer.objects.get().state == "sent"
    assert stage.entries() == ["org.transfer_sent"]


def test_receiving_moves_the_member_on_that_day(stage, cast: Cast, sent, system):
    factories.post(cast.zhao, cast.first_group, PostKind.GROUP_LEADER)
    done = receive(stage, cast.zhou, sent)
    assert (done.state, done.decided_on) == ("received", TODAY + DAY)
    assert homes(cast.zhao) == [
        (cast.first_group.pk, factories.JOINED, TODAY + DAY),
        (cast.other_branch.pk, TODAY + DAY, None),
    ]
    assert Post.objects.get(member=cast.zhao).during.upper == TODAY + DAY
    units = set(trail().filter(name="org.transfer_received").values_list("unit_id", flat=True))
    assert units == {cast.first_group.pk, cast.other_branch.pk}


def test_it_is_decided_once(stage, cast: Cast, sent):
    receive(stage, cast.zhou, sent)
    with pytest.raises(errors.TransferDecided):
        receive(stage, cast.zhou, sent)
    with stage.acts(cast.wu) as actor, pytest.raises(errors.TransferDecided):
        people.transfer_withdraw(actor=actor, transfer=sent, reason="不再调动", on=TODAY, at=AT)


def test_only_the_receiving_unit_receives(stage, cast: Cast, sent):
    for person, refusal in ((cast.wang, NotFound), (cast.zhao, NotFound), (cast.zheng, NotFound)):
        with pytest.raises(refusal):
            receive(stage, person, sent)


@pytest.mark.parametrize("who", ["li", "zhao"])
def test_only_secretary_and_organizer_send(stage, cast: Cast, who):
    with pytest.raises(Forbidden):
        send(stage, getattr(cast, who), cast.zhao, cast.other_branch)


def test_a_stranger_cannot_send(stage, cast: Cast):
    with pytest.raises(NotFound):
        send(stage, cast.zhou, cast.zhao, cast.other_branch)


@pytest.mark.parametrize("days", [-1, 93])
def test_letters_last_three_months_at_most(stage, cast: Cast, days):
    with pytest.raises(errors.LetterTooLong, match="2025-09-16"):
        send(stage, cast.wang, cast.zhao, cast.other_branch, Letter("调到河口工作", TODAY + days * DAY))


def test_an_old_letter_is_not_received(stage, cast: Cast, sent):
    with pytest.raises(errors.TransferExpired):
        receive(stage, cast.zhou, sent, TODAY + 61 * DAY)
    receive(stage, cast.zhou, sent, TODAY + 60 * DAY)


def test_not_received_before_sent(stage, cast: Cast, sent):
    with pytest.raises(errors.TransferTooEarly):
        receive(stage, cast.zhou, sent, TODAY - DAY)


def test_one_at_a_time(stage, cast: Cast, sent):
    with pytest.raises(errors.TransferOpen):
        send(stage, cast.wang, cast.zhao, cast.community)
    with stage.acts(cast.wang) as actor, pytest.raises(errors.TransferOpen):
        people.member_end(actor=actor, member=cast.zhao, on=TODAY, reason="本人去世", at=AT)
    with stage.acts(cast.wang) as actor, pytest.raises(errors.TransferOpen):
        people.member_regroup(actor=actor, member=cast.zhao, unit=cast.second_group, on=TODAY, at=AT)


def test_not_inside_the_branch_nor_to_a_committee(stage, cast: Cast):
    with pytest.raises(errors.TransferToSame):
        send(stage, cast.wang, cast.zhao, cast.second_group)
    with pytest.raises(UnitTakesNoMembers):
        send(stage, cast.wang, cast.zhao, cast.other_committee)
    with pytest.raises(errors.NoFormalAffiliation):
        send(stage, cast.wang, cast.zhao, cast.other_branch, on=dt.date(2016, 1, 1))


def test_refusing_needs_a_reason_and_leaves_the_member(stage, cast: Cast, sent):
    with stage.acts(cast.zhou) as actor:
        with pytest.raises(ReasonMissing):
            people.transfer_refuse(actor=actor, transfer=sent, reason="", on=TODAY, at=AT)
        done = people.transfer_refuse(actor=actor, transfer=sent, reason="未到本地报到", on=TODAY, at=AT)
    assert (done.state, done.decision_note) == ("refused", "未到本地报到")
    assert homes(cast.zhao) == [(cast.first_group.pk, factories.JOINED, None)]
    assert trail().latest("id").unit_id == cast.first_group.pk


def test_withdrawing_is_the_senders(stage, cast: Cast, sent):
    with stage.acts(cast.zhou) as actor, pytest.raises(NotFound):
        people.transfer_withdraw(actor=actor, transfer=sent, reason="不再调动", on=TODAY, at=AT)
    with stage.acts(cast.wang) as actor:
        assert (
            people.transfer_withdraw(actor=actor, transfer=sent, reason="不再调动", on=TODAY, at=AT).state
            == "withdrawn"
        )
    send(stage, cast.wang, cast.zhao, cast.community)


def test_nothing_is_sent_or_received_ahead_of_its_day(stage, cast: Cast, sent):
    with pytest.raises(errors.TransferAhead):
        receive(stage, cast.zhou, sent, TODAY + DAY, at=AT)
    with pytest.raises(errors.TransferAhead):
        send(stage, cast.wang, cast.qian, cast.other_branch, on=TODAY + DAY)
    assert stage.entries() == ["org.transfer_sent"]
