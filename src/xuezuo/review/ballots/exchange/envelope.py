"""Envelopes: a signed ballot and its receipt, closed with the poll's second key; all of one poll have one length.

    01 | 65 bytes: the sender's point on P-256, made for this envelope | AES-256-GCM of the content, 16 bytes of tag
    content: 2 bytes: length of the message | prefix 32 | signature | receipt 10 | message, zeros up to the room

The AES key comes from ECDH by HKDF-SHA256; `info` names the poll and the point. It is used once, so the nonce is zero.
"""

import base64
import dataclasses
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from xuezuo.review.ballots.exchange.blind import PREFIX

VERSION: Final = b"\x01"
POINT: Final = 65
TAG: Final = 16
RECEIPT: Final = 10
_SIZE: Final = 2
_NONCE: Final = bytes(12)
_INFO: Final = b"xuezuo envelope 1 "
_GROUP: Final = 4


class EnvelopeFault(Exception):
    """Not an envelope of this poll, or changed on its way."""


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What lies in an envelope; `receipt` is the code its voter keeps."""

    prefix: bytes
    message: bytes
    signature: bytes
    receipt: str


@dataclasses.dataclass(frozen=True, slots=True)
class Cut:
    """How the envelopes of a poll are cut: uid of the poll, bytes of a signature, room for the message."""

    poll: str
    signature: int
    room: int

    @property
    def content(self) -> int:
        """Bytes inside."""
        return _SIZE + PREFIX + self.signature + RECEIPT + self.room

    @property
    def whole(self) -> int:
        """Bytes of a closed envelope."""
        return len(VERSION) + POINT + self.content + TAG


def new_receipt() -> str:
    """Return a random receipt, 80 bits in four groups of four signs."""
    return receipt_text(os.urandom(RECEIPT))


def receipt_text(code: bytes) -> str:
    """Write a receipt as people read it: A-Z and 2-7 in groups of four."""
    text = base64.b32encode(code).decode()
    return "-".join(text[n : n + _GROUP] for n in range(0, len(text), _GROUP))


def close(cut: Cut, key: ec.EllipticCurvePublicKey, content: Content) -> bytes:
    """Return the closed envelope.

    Raises:
        EnvelopeFault: the message is longer than the room.
    """
    if len(content.message) > cut.room:
        raise EnvelopeFault("the message is too long")
    receipt = base64.b32decode(content.receipt.replace("-", ""))
    inside = len(content.message).to_bytes(_SIZE) + content.prefix + content.signature + receipt
    inside += content.message.ljust(cut.room, b"\x00")
    mine = ec.generate_private_key(ec.SECP256R1())
    point = mine.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return VERSION + point + _cipher(cut, mine.exchange(ec.ECDH(), key), point).encrypt(_NONCE, inside, None)


def open_up(cut: Cut, key: ec.EllipticCurvePrivateKey, envelope: bytes) -> Content:
    """Return what lies in the envelope.

    Raises:
        EnvelopeFault: wrong length, wrong poll, or changed.
    """
    point = envelope[len(VERSION) : len(VERSION) + POINT]
    if len(envelope) != cut.whole or not envelope.startswith(VERSION):
        raise EnvelopeFault("another length or version")
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        cipher = _cipher(cut, key.exchange(ec.ECDH(), theirs), point)
        inside = cipher.decrypt(_NONCE, envelope[len(VERSION) + POINT :], None)
    except (ValueError, InvalidTag):
        raise EnvelopeFault("cannot be opened") from None
    size, rest = int.from_bytes(inside[:_SIZE]), inside[_SIZE:]
    at = PREFIX + cut.signature
    if size > cut.room:
        raise EnvelopeFault("the message is longer than its room")
    message = rest[at + RECEIPT :][:size]
    return Content(rest[:PREFIX], message, rest[PREFIX:at], receipt_text(rest[at : at + RECEIPT]))


def _cipher(cut: Cut, shared: bytes, point: bytes) -> AESGCM:
    info = _INFO + cut.poll.encode() + point
    return AESGCM(HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(shared))
