"""Invitations: printed once, stored as a hash, one-time, two factors, counted tries."""

import datetime as dt

import pytest
from stdnum.cn import ric

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.errors import movement as errors
from xuezuo.org.models import Invitation, Member
from xuezuo.org.services import people
from xuezuo.org.services.people import Issued, NewLogin, Proof
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.org.tests.services.conftest import AT
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.accounts.errors import LoginLocked, PasswordWeak, UsernameTaken
from xuezuo.platform.accounts.models import Account

GOOD = NewLogin("新党员", "long enough 42")
ID_NUMBER = "11010119800501123"


@pytest.fixture
def member(cast: Cast) -> Member:
    """A member of the office branch without a log-in."""
    with acting_as(SYSTEM):
        return factories.member(cast.first_group, name="新党员", number="LC0200")


@pytest.fixture
def issued(stage, cast: Cast, member) -> Issued:
    return issue(stage, cast.wang, member)


def issue(stage, by, *members, at=AT):
    with stage.acts(by) as actor:
        return people.invitation_issue(actor=actor, members=members, at=at)[0]


def join(issued, check="LC0200", login=GOOD, at=AT, code=None):
    return people.member_join(proof=Proof(code or issued.printed, check, "192.0.2.1"), login=login, at=at)


def test_a_member_joins_with_code_and_number(stage, cast: Cast, member, issued):
    account = join(issued, check="lc0200")
    with acting_as(SYSTEM):
        member.refresh_from_db()
        assert member.account == account
    assert account.check_password(GOOD.password)
    assert stage.entries()[-2:] == ["accounts.account_created", "org.member_joined"]


def test_or_with_the_last_four_of_the_identity_number(stage, cast: Cast, member, issued):
    number = ID_NUMBER + ric.calc_check_digit(ID_NUMBER + "0")
    with stage.acts(cast.wang) as actor:
        people.identity_set(actor=actor, member=member, id_number=number, at=AT)
    assert join(issued, check=number[-4:])


def test_only_the_hash_is_kept(issued):
    with acting_as(SYSTEM):
        assert issued.code.encode() not in bytes(Invitation.objects.get().code_hash)


def test_without_a_user_name_one_is_made(issued):
    assert join(issued, login=NewLogin("", GOOD.password)).username == "dylc0200"


def test_it_works_once(issued):
    join(issued)
    with pytest.raises(errors.InvitationInvalid):
        join(issued)


def test_it_expires_after_thirty_days(issued):
    with pytest.raises(errors.InvitationInvalid):
        join(issued, at=AT + dt.timedelta(days=30))
    assert join(issued, at=AT + dt.timedelta(days=29, hours=23))


def test_a_new_sheet_makes_the_old_one_worthless(stage, cast: Cast, member, issued):
    second = issue(stage, cast.wang, member)
    with pytest.raises(errors.InvitationInvalid):
        join(issued)
    assert join(second)


def test_it_can_be_revoked(stage, cast: Cast, member, issued):
    with stage.acts(cast.wang) as actor:
        people.invitation_revoke(actor=actor, member=member, at=AT)
        with pytest.raises(errors.InvitationNotOpen):
            people.invitation_revoke(actor=actor, member=member, at=AT)
    with pytest.raises(errors.InvitationInvalid):
        join(issued)


@pytest.mark.parametrize("check", ["", "LC0001", "1234"])
def test_a_lost_sheet_alone_opens_nothing(issued, check):
    with pytest.raises(errors.InvitationInvalid):
        join(issued, check=check)
    assert not Account.objects.filter(username="新党员").exists()


def test_wrong_tries_are_counted(issued):
    for _ in range(5):
        with pytest.raises(errors.InvitationInvalid):
            join(issued, check="0000")
    with pytest.raises(LoginLocked):
        join(issued)
    assert join(issued, at=AT + dt.timedelta(minutes=30))


def test_so_are_wrong_codes_from_one_address(issued):
    for _ in range(60):
        with pytest.raises(errors.InvitationInvalid):
            join(issued, code="WRONG")
    with pytest.raises(LoginLocked):
        join(issued)


def test_a_refused_name_or_password_leaves_the_code_good(issued):
    with pytest.raises(UsernameTaken):
        join(issued, login=NewLogin("wang", GOOD.password))
    with pytest.raises(PasswordWeak):
        join(issued, login=NewLogin("新党员", "short"))
    assert join(issued)


def test_whoever_forgot_the_password_gets_a_new_one(stage, cast: Cast):
    account = cast.account(cast.zhao)
    again = issue(stage, cast.wang, cast.zhao)
    assert join(again, check="LC0003", login=NewLogin("ignored", "another long one")) == account
    account.refresh_from_db()
    assert account.username == "zhao"
    assert account.check_password("another long one")


def test_a_closed_account_is_not_opened_by_a_code(stage, cast: Cast):
    Account.objects.filter(pk=cast.account(cast.zhao).pk).update(is_active=False)
    with pytest.raises(errors.InvitationInvalid):
        join(issue(stage, cast.wang, cast.zhao), check="LC0003")


def test_only_secretary_and_organizer_invite(stage, cast: Cast, member):
    for who, refusal in (("li", Forbidden), ("zhao", Forbidden), ("zheng", NotFound), ("zhou", NotFound)):
        with pytest.raises(refusal):
            issue(stage, getattr(cast, who), member)
    assert issue(stage, cast.wu, member)
