"""Identity numbers and phones: stored sealed, shown masked, unmasked with a reason that the member can read."""

import datetime as dt
import re
from enum import StrEnum
from typing import Final

from stdnum.cn import ric

from xuezuo.kernel.clock import SHANGHAI, civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.movement import IdNumberBad, IdNumberTaken, NothingStored, PhoneBad
from xuezuo.org.events import people as names
from xuezuo.org.models import Member, MemberIdentity
from xuezuo.org.policies import MEMBER_CHANGE, MEMBER_UNMASK
from xuezuo.org.queries.access import keeper_id
from xuezuo.org.queries.secrets import id_number_key, opened, phone_key
from xuezuo.org.services.people.checks import clean_reason, require_member
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.audit.queries import has_entry
from xuezuo.platform.crypto import bound, seal

_ID_NUMBER: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}|\+[0-9]{6,15}")
OWN_LOOK: Final = "本人查看"


class Secret(StrEnum):
    """What is kept sealed of a member."""

    ID_NUMBER = "id_number"
    PHONE = "phone"


@audit.use_case("org.identity_set")
def identity_set(
    *, actor: Actor, member: Member, at: dt.datetime, id_number: str | None = None, phone: str | None = None
) -> None:
    """Store identity number and phone, sealed; None leaves one as it is, an empty text removes it.

    Raises:
        NotFound, Forbidden: not the actor's member to change.
        IdNumberBad, IdNumberTaken, PhoneBad: it cannot be right.
    """
    keeper = require_member(actor, MEMBER_CHANGE, member, civil_date(at))
    changed: dict[str, bytes | None] = {}
    if id_number is not None:
        changed |= _id_number_columns(member, id_number)
    if phone is not None:
        changed |= _phone_columns(member, phone)
    if not changed:
        return
    MemberIdentity.objects.update_or_create(member=member, defaults=changed)
    audit.record(
        names.IDENTITY_SET,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper,
        after={"fields": " ".join(name for name in changed if not name.endswith("_hash"))},
        at=at,
    )


@audit.use_case("org.identity_unmask")
def identity_unmask(*, actor: Actor, member: Member, secret: Secret, reason: str, at: dt.datetime) -> str:
    """Return a number in full, once, and record who looked and why; the member sees the entry.

    Raises:
        NotFound, Forbidden: not the actor's member to look at.
        ReasonMissing: somebody else's number without a reason.
        NothingStored: there is none.
    """
    if actor.member_id == member.pk and member.pk is not None:
        keeper, reason = None, OWN_LOOK
    else:
        keeper = require_member(actor, MEMBER_UNMASK, member, civil_date(at))
        reason = clean_reason(reason)
    plain = opened(member).get(secret)
    if plain is None:
        raise NothingStored
    audit.record(
        names.IDENTITY_UNMASKED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper,
        after={"field": secret},
        reason=reason,
        at=at,
    )
    return plain


@audit.use_case("org.member_view")
def member_view(*, actor: Actor, member: Member, at: dt.datetime) -> None:
    """Record that somebody looked at a member's page: once per viewer, member and civil day; not one's own."""
    if actor.member_id == member.pk or actor.is_system:
        return
    midnight = dt.datetime.combine(civil_date(at), dt.time(), SHANGHAI)
    if has_entry(names.MEMBER_VIEWED, account_id=actor.account_id, member_uid=member.uid, since=midnight):
        return
    audit.record(
        names.MEMBER_VIEWED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper_id(member.pk, civil_date(at)),
        at=at,
    )


def clean_id_number(text: str, born_on: dt.date) -> str:
    """Return an identity number in its one form.

    Raises:
        IdNumberBad: length or check digit is wrong (GB 11643-1999), or it names another day of birth.
    """
    number = squeeze(text).replace(" ", "").upper()
    # Not `ric.validate`: it also wants to know the place, and people were born in places that have been renamed.
    if not _ID_NUMBER.fullmatch(number) or ric.calc_check_digit(number) != number[-1]:
        raise IdNumberBad(problem="位数或校验码有误，请逐位核对")
    if number[6:14] != f"{born_on:%Y%m%d}":
        raise IdNumberBad(problem="号码中的出生日期与登记的出生日期不一致")
    return number


def _id_number_columns(member: Member, text: str) -> dict[str, bytes | None]:
    if not text.strip():
        return {"id_number": None, "id_number_hash": None}
    number = clean_id_number(text, member.born_on)
    key = id_number_key(number)
    with beyond_scope():
        if MemberIdentity.objects.filter(id_number_hash=key).exclude(member=member).exists():
            raise IdNumberTaken
    place = bound("org.identity", "id_number", member.uid)
    return {"id_number": seal(number, place=place), "id_number_hash": key}


def _phone_columns(member: Member, text: str) -> dict[str, bytes | None]:
    number = re.sub(r"[\s-]", "", squeeze(text))
    if not number:
        return {"phone": None, "phone_hash": None}
    if not _PHONE.fullmatch(number):
        raise PhoneBad
    return {
        "phone": seal(number, place=bound("org.identity", "phone", member.uid)),
        "phone_hash": phone_key(number),
    }
