"""Codes on paper with which members make their own log-in.

The secretary prints a sheet; only the hash of a code is kept. The code alone is not enough: the member also gives the
last four of the identity number or the member number, so a lost sheet opens nothing at once.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.movement import InvitationInvalid, InvitationNotOpen
from xuezuo.org.events import people as names
from xuezuo.org.models import Invitation, Member
from xuezuo.org.policies import MEMBER_INVITE
from xuezuo.org.queries.access import keeper_id
from xuezuo.org.queries.secrets import last_four
from xuezuo.org.services.people.checks import check_is_member, locked, require_member
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.accounts import services as accounts
from xuezuo.platform.accounts.models import Account
from xuezuo.platform.accounts.throttle import attempt_begin, attempt_succeeded
from xuezuo.platform.audit import services as audit
from xuezuo.platform.crypto import digest_of, new_code

VALID_DAYS: Final = 30
_PLACE_ATTEMPTS: Final = 60  # wrong codes from one address before it has to wait: offices share addresses


@dataclasses.dataclass(frozen=True, slots=True)
class Issued:
    """A code as it is printed, once: it cannot be shown again."""

    member: Member
    code: str
    expires_at: dt.datetime

    @property
    def printed(self) -> str:
        """The code in groups of four."""
        return "-".join(self.code[start : start + 4] for start in range(0, len(self.code), 4))


@dataclasses.dataclass(frozen=True, slots=True)
class Proof:
    """What a stranger with a sheet gives: the code, the second factor, and from where (the address of the network)."""

    code: str
    check: str
    address: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NewLogin:
    """The user name (empty = made from the member number) and password the member chooses."""

    username: str
    password: str


@audit.use_case("org.invitation_issue")
def invitation_issue(*, actor: Actor, members: Sequence[Member], at: dt.datetime) -> list[Issued]:
    """Make a one-time code for each member, valid for 30 days; earlier open codes of the same member are revoked.

    Raises:
        NotFound, Forbidden: one of them is not the actor's to invite.
        MemberEnded: one of them is no longer a member.
    """
    issued = []
    for member in members:
        keeper = require_member(actor, MEMBER_INVITE, member, civil_date(at))
        check_is_member(locked(member), civil_date(at))
        _open_ones(member, at).update(revoked_at=at)
        one = Issued(member, new_code(), at + dt.timedelta(days=VALID_DAYS))
        invitation = Invitation.objects.create(
            uid=new_id(),
            member=member,
            code_hash=digest_of(one.code),
            created_at=at,
            created_by=actor.account_id,
            expires_at=one.expires_at,
        )
        _record(names.INVITATION_ISSUED, actor, invitation, keeper, at)
        issued.append(one)
    return issued


@audit.use_case("org.invitation_revoke")
def invitation_revoke(*, actor: Actor, member: Member, at: dt.datetime) -> None:
    """Make the open code of a member worthless.

    Raises:
        NotFound, Forbidden: not the actor's member to invite.
        InvitationNotOpen: there is none.
    """
    keeper = require_member(actor, MEMBER_INVITE, member, civil_date(at))
    invitation = _open_ones(member, at).first()
    if invitation is None:
        raise InvitationNotOpen
    invitation.revoked_at = at
    invitation.save(update_fields=["revoked_at"])
    _record(names.INVITATION_REVOKED, actor, invitation, keeper, at)


def member_join(*, proof: Proof, login: NewLogin, at: dt.datetime) -> Account:
    """Open the member's own log-in with a code; a member who has one already gets a new password.

    Wrong tries are counted and stay counted when this raises, so it is no use case of its own: the caller lets the
    request's transaction commit.

    Raises:
        InvitationInvalid: the code or the second factor is wrong, or the code was used, expired or revoked.
        LoginLocked: too many wrong tries.
        UsernameTaken, UsernameUnfit, PasswordWeak: choose again; the code stays good.
    """
    place = "join:" + hashlib.sha256(proof.address.encode()).hexdigest()[:32]
    attempt_begin(place, at=at, allowed=_PLACE_ATTEMPTS)
    with acting_as(SYSTEM):
        invitation = Invitation.objects.filter(code_hash=digest_of(proof.code)).select_related("member").first()
        if invitation is None:
            raise InvitationInvalid
        attempt_begin(f"invite:{invitation.pk}", at=at)
        if not _is_open(invitation, at) or not _matches(invitation.member, proof.check):
            raise InvitationInvalid
        for subject in (place, f"invite:{invitation.pk}"):
            attempt_succeeded(subject)
        return _join(invitation, login, at)


@audit.use_case("org.member_join")
def _join(invitation: Invitation, login: NewLogin, at: dt.datetime) -> Account:
    member = locked(invitation.member)
    used = _open_ones(member, at).filter(pk=invitation.pk).update(used_at=at)
    if not used:
        raise InvitationInvalid
    actor = Actor(member_id=member.pk, label=member.number, is_system=True)
    if member.account is not None:
        if not member.account.is_active:
            raise InvitationInvalid
        account = accounts.password_set(actor=actor, account=member.account, password=login.password, at=at)
    else:
        username = login.username.strip() or f"dy{member.number}"
        account = accounts.account_create(actor=actor, username=username, password=login.password, at=at)
        member.account = account
        member.save(update_fields=["account"])
    _record(names.MEMBER_JOINED, actor, invitation, keeper_id(member.pk, civil_date(at)), at)
    return account


def _open_ones(member: Member, at: dt.datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(member=member, used_at=None, revoked_at=None, expires_at__gt=at)


def _is_open(invitation: Invitation, at: dt.datetime) -> bool:
    return invitation.used_at is None and invitation.revoked_at is None and at < invitation.expires_at


def _matches(member: Member, text: str) -> bool:
    given = squeeze(text).upper()
    return bool(given) and given in {member.number.upper(), last_four(member)}


def _record(name: str, actor: Actor, invitation: Invitation, keeper: int | None, at: dt.datetime) -> None:
    audit.record(
        name,
        actor=actor,
        subject=("org.invitation", invitation.uid),
        member_uid=invitation.member.uid,
        unit_id=keeper,
        at=at,
    )
