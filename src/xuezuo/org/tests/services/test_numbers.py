"""Identity numbers and phones: sealed, masked, found by hash, unmasked on record."""

import datetime as dt

import pytest
from stdnum.cn import ric
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.errors import movement as errors
from xuezuo.org.errors.people import ReasonMissing
from xuezuo.org.models import MemberIdentity
from xuezuo.org.queries.secrets import MaskedIdentity, masked_identity
from xuezuo.org.services import people
from xuezuo.org.services.people import Secret
from xuezuo.org.tests.cast import Cast
from xuezuo.org.tests.services.conftest import AT
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.crypto import Unreadable


def number(born: str = "19560308", place: str = "110101", serial: str = "123") -> str:
    digits = place + born + serial
    return digits + ric.calc_check_digit(digits + "0")


def store(stage, by, member, **values):
    with stage.acts(by) as actor:
        people.identity_set(actor=actor, member=member, at=AT, **values)


def unmask(stage, by, member, secret=Secret.ID_NUMBER, reason="核对档案"):
    with stage.acts(by) as actor:
        return people.identity_unmask(actor=actor, member=member, secret=secret, reason=reason, at=AT)


def test_stored_sealed_and_shown_masked(stage, cast: Cast):
    store(stage, cast.wang, cast.zhao, id_number=number(), phone="138-0013 8000")
    with acting_as(SYSTEM):
        row = MemberIdentity.objects.values().get()
        assert masked_identity(cast.zhao) == MaskedIdentity("110***********" + number()[-4:], "138******00")
    assert not any(number().encode() in bytes(value) for value in row.values() if isinstance(value, bytes))
    assert trail().get().after == {"fields": "id_number phone"}


def test_one_can_be_set_or_removed_alone(stage, cast: Cast):
    store(stage, cast.wang, cast.zhao, id_number=number(), phone="13800138000")
    store(stage, cast.wang, cast.zhao, phone="")
    store(stage, cast.wang, cast.zhao)
    with acting_as(SYSTEM):
        assert masked_identity(cast.zhao).phone == ""
        assert masked_identity(cast.zhao).id_number


@pytest.mark.parametrize("bad", ["12345", number()[:-1] + "Y", number(born="19560309"), "１２３"])
def test_bad_identity_numbers(stage, cast: Cast, bad):
    with pytest.raises(errors.IdNumberBad):
        store(stage, cast.wang, cast.zhao, id_number=bad)


@pytest.mark.parametrize("bad", ["12345678901", "1380013800", "+12", "电话"])
def test_bad_phones(stage, cast: Cast, bad):
    with pytest.raises(errors.PhoneBad):
        store(stage, cast.wang, cast.zhao, phone=bad)


def test_one_person_one_number_even_out_of_sight(stage, cast: Cast):
    store(stage, cast.wang, cast.li, id_number=number(born="19800501"))
    with pytest.raises(errors.IdNumberTaken):
        store(stage, cast.zhou, cast.zhou, id_number=number(born="19800501"))


def test_unmasking_is_recorded_with_its_reason(stage, cast: Cast):
    store(stage, cast.wang, cast.zhao, id_number=number())
    assert unmask(stage, cast.wang, cast.zhao) == number()
    entry = trail().latest("id")
    assert (entry.name, entry.member_uid, entry.reason) == ("org.identity_unmasked", cast.zhao.uid, "核对档案")
    assert number() not in str(trail().values_list())


def test_unmasking_needs_reason_right_and_something_stored(stage, cast: Cast):
    with pytest.raises(errors.NothingStored):
        unmask(stage, cast.wang, cast.zhao)
    store(stage, cast.wang, cast.zhao, id_number=number())
    with pytest.raises(ReasonMissing):
        unmask(stage, cast.wang, cast.zhao, reason="看")
    for who, refusal in (("li", Forbidden), ("sun", Forbidden), ("zhou", NotFound)):
        with pytest.raises(refusal):
            unmask(stage, getattr(cast, who), cast.zhao)


def test_ones_own_numbers_need_no_reason(stage, cast: Cast):
    store(stage, cast.wang, cast.zhao, id_number=number())
    assert unmask(stage, cast.zhao, cast.zhao, reason="") == number()


def test_a_look_is_recorded_once_a_day(stage, cast: Cast):
    for at in (AT, AT + dt.timedelta(hours=3), AT + dt.timedelta(hours=14)):  # 10:00, 13:00, 0:00 the next day
        with stage.acts(cast.wang) as actor:
            people.member_view(actor=actor, member=cast.zhao, at=at)
    with stage.acts(cast.zhao) as actor:
        people.member_view(actor=actor, member=cast.zhao, at=AT)
    assert stage.entries() == ["org.member_viewed"] * 2


def test_a_new_key_seals_everything_again(stage, cast: Cast, settings):
    store(stage, cast.wang, cast.zhao, id_number=number(), phone="13800138000")
    settings.FIELD_KEYS_OLD, settings.FIELD_KEY = [settings.FIELD_KEY], "a new key"
    with acting_as(SYSTEM) as actor:
        assert people.identities_reseal(actor=actor, at=AT) == 1
        assert people.identities_reseal(actor=actor, at=AT) == 0
        settings.FIELD_KEYS_OLD = []
        assert masked_identity(cast.zhao).phone == "138******00"
        settings.FIELD_KEY = "lost"
        with pytest.raises(Unreadable):
            people.identities_reseal(actor=actor, at=AT)
