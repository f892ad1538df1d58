"""Authenticated encryption of short texts.

Form of a sealed value: cipher (1 byte) + key id (4 bytes) + nonce (12 bytes) + ciphertext with the tag (16 bytes).
The key id is a hash of the derived key, so nobody has to number keys.
"""

import dataclasses
import functools
import hashlib
import os
import uuid
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

AES: Final = 1
SM4: Final = 2
CIPHERS: Final = {"aes": AES, "sm4": SM4}
_KEY_BYTES: Final = {AES: 32, SM4: 16}
_ID: Final = 4
_NONCE: Final = 12
_TAG: Final = 16
_HEAD: Final = 1 + _ID + _NONCE


class Unreadable(Exception):
    """A sealed value cannot be opened: tampered with, moved to another place, or its key is missing."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Key:
    cipher: int
    id: bytes
    raw: bytes

    def encrypt(self, nonce: bytes, plain: bytes, place: bytes) -> bytes:
        if self.cipher == AES:
            return AESGCM(self.raw).encrypt(nonce, plain, place)
        encryptor = Cipher(algorithms.SM4(self.raw), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(place)
        return encryptor.update(plain) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, sealed: bytes, place: bytes) -> bytes:
        if self.cipher == AES:
            return AESGCM(self.raw).decrypt(nonce, sealed, place)
        body, tag = sealed[:-_TAG], sealed[-_TAG:]
        decryptor = Cipher(algorithms.SM4(self.raw), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(place)
        return decryptor.update(body) + decryptor.finalize()


@functools.lru_cache(maxsize=16)
def _derive(secret: str, cipher: int) -> _Key:
    """Derive a key of the cipher's length from the site's secret."""
    kdf = HKDF(hashes.SHA256(), _KEY_BYTES[cipher], salt=None, info=f"xuezuo field {cipher}".encode())
    raw = kdf.derive(secret.encode())
    return _Key(cipher, hashlib.sha256(b"xuezuo key id" + raw).digest()[:_ID], raw)


def _current() -> _Key:
    return _derive(settings.FIELD_KEY, CIPHERS[settings.FIELD_CIPHER])


def _key_of(cipher: int, key_id: bytes) -> _Key:
    if cipher in _KEY_BYTES:
        for secret in (settings.FIELD_KEY, *settings.FIELD_KEYS_OLD):
            key = _derive(secret, cipher)
            if key.id == key_id:
                return key
    raise Unreadable("no such key")


def bound(table: str, field: str, uid: uuid.UUID) -> str:
    """Name the place that a sealed value is bound to: table, field and the row's uid."""
    return f"{table}/{field}/{uid}"


def seal(plain: str, *, place: str) -> bytes:
    """Encrypt `plain` with the current key, bound to `place` (see `bound`)."""
    key, nonce = _current(), os.urandom(_NONCE)
    return bytes([key.cipher]) + key.id + nonce + key.encrypt(nonce, plain.encode(), place.encode())


def unseal(sealed: bytes | memoryview, *, place: str) -> str:
    """Decrypt what `seal` made for the same `place`, with the current or a former key.

    Raises:
        Unreadable: tampered with, from another place, or the key is not known here.
    """
    value = bytes(sealed)
    if len(value) < _HEAD + _TAG:
        raise Unreadable("too short")
    key = _key_of(value[0], value[1 : 1 + _ID])
    try:
        return key.decrypt(value[1 + _ID : _HEAD], value[_HEAD:], place.encode()).decode()
    except InvalidTag:
        raise Unreadable("does not open") from None


def check_known(sealed: bytes | memoryview) -> None:
    """Check by its head that a key for the value is at hand, without opening it.

    Raises:
        Unreadable: none is.
    """
    value = bytes(sealed)
    _key_of(value[0], value[1 : 1 + _ID])


def is_current(sealed: bytes | memoryview) -> bool:
    """Tell whether a value is sealed with the current cipher and key (else: open and seal it again)."""
    value, key = bytes(sealed), _current()
    return value[: 1 + _ID] == bytes([key.cipher]) + key.id
