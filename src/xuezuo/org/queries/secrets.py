"""Opening, masking and finding sealed numbers. Opening is for services that record it, and for masking."""

import dataclasses
import re
from typing import Final

from django.db.models import Q

from xuezuo.kernel.text import masked, squeeze
from xuezuo.org.models import Member, MemberIdentity
from xuezuo.platform.crypto import bound, lookup_hash, unseal

FIELDS = ("id_number", "phone")
_ID_NUMBER: Final = re.compile(r"[1-9][0-9]{16}[0-9Xx]")
_PHONE: Final = re.compile(r"1[3-9][0-9]{9}|\+[0-9]{6,15}")
_BLANKS: Final = re.compile(r"[\s-]")
# Anywhere in a text: what follows or precedes may have been pasted along. Old identity numbers had 15 digits.
_WITHIN: Final = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{17}[0-9Xx]|[0-9]{15}|(\+?86)?1[3-9][0-9]{9}|\+[0-9]{6,15})(?![0-9])"
)


@dataclasses.dataclass(frozen=True, slots=True)
class MaskedIdentity:
    """What a page may show; empty = nothing stored."""

    id_number: str = ""
    phone: str = ""


def id_number_key(number: str) -> bytes:
    """Return under which key an identity number is found."""
    return lookup_hash(number.upper(), purpose="id_number")


def phone_key(number: str) -> bytes:
    """Return under which key a phone is found."""
    return lookup_hash(number, purpose="phone")


def holds_secret(text: str) -> bool:
    """Tell whether a text looks as if it held an identity number or a phone.

    Such a text is not searched for by an address: it would stay in the browser's history and in access logs.
    """
    return _WITHIN.search(_BLANKS.sub("", squeeze(text))) is not None


def secret_q(text: str) -> Q | None:
    """Return the condition on members for a whole identity number or phone; None when the text is neither.

    A member number of the same shape is found, too.
    """
    typed = _BLANKS.sub("", squeeze(text))
    if _ID_NUMBER.fullmatch(typed):
        return Q(identity__id_number_hash=id_number_key(typed)) | Q(number=typed)
    if _PHONE.fullmatch(typed):
        return Q(identity__phone_hash=phone_key(typed)) | Q(number=typed)
    return None


def opened(member: Member) -> dict[str, str]:
    """Return the stored numbers in full, by field; missing ones are left out.

    Raises:
        Unreadable: the key is missing or a value was tampered with.
    """
    stored = MemberIdentity.objects.filter(member=member).values(*FIELDS).first() or {}
    return {
        field: unseal(value, place=bound("org.identity", field, member.uid))
        for field, value in stored.items()
        if value is not None
    }


def masked_identity(member: Member) -> MaskedIdentity:
    """Return identity number and phone with the middle hidden."""
    plain = opened(member)
    return MaskedIdentity(
        id_number=masked(plain.get("id_number", ""), head=3, tail=4),
        phone=masked(plain.get("phone", ""), head=3, tail=2),
    )


def last_four(member: Member) -> str:
    """Return the last four characters of the identity number in capitals; empty when none is stored."""
    return opened(member).get("id_number", "")[-4:]
