"""Opening, masking and finding sealed numbers. Opening is for services that record it, and for masking."""

import dataclasses

from xuezuo.kernel.text import masked
from xuezuo.org.models import Member, MemberIdentity
from xuezuo.platform.crypto import bound, lookup_hash, unseal

FIELDS = ("id_number", "phone")


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
