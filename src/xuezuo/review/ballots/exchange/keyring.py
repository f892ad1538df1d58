"""The private keys of a poll: two files in the data folder, readable by the server only, gone when the poll ends.

They are never in the database, so no dump and no backup has them: without them closed envelopes stay closed.
"""

import contextlib
import dataclasses
import os
import uuid
from collections.abc import Collection
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

# Forging matters only while the poll runs and its result may be contested; envelopes, which must stay closed for good,
# have the other key (P-256). 3072 bits would make the private operation three times as slow.
BITS: Final = 2048
EXPONENT: Final = 65537
FOLDER: Final = "ballots"
_OTHERS: Final = 0o077
_PEM: Final = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class NoKeys(Exception):
    """The private keys of the poll are not in the folder."""


@dataclasses.dataclass(frozen=True, slots=True)
class PublicKeys:
    """As they are stored and published: PEM."""

    sign: str
    seal: str


def make(data: Path, poll: uuid.UUID) -> PublicKeys:
    """Make the two pairs of a poll and write the private halves; returns the public ones."""
    sign = rsa.generate_private_key(public_exponent=EXPONENT, key_size=BITS)
    seal = ec.generate_private_key(ec.SECP256R1())
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(_sign_path(data, poll), sign.private_bytes(*_PEM))
    _write(_seal_path(data, poll), seal.private_bytes(*_PEM))
    _flush_folder(folder)
    return PublicKeys(_public(sign.public_key()), _public(seal.public_key()))


def _public(key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> str:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def signer(data: Path, poll: uuid.UUID) -> rsa.RSAPrivateKey:
    """Return the key that signs.

    Raises:
        NoKeys: it is not there.
    """
    key = _read(_sign_path(data, poll))
    if not isinstance(key, rsa.RSAPrivateKey):
        raise NoKeys
    return key


def opener(data: Path, poll: uuid.UUID) -> ec.EllipticCurvePrivateKey:
    """Return the key that opens envelopes.

    Raises:
        NoKeys: it is not there.
    """
    key = _read(_seal_path(data, poll))
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise NoKeys
    return key


def sign_key(pem: str) -> rsa.RSAPublicKey:
    """Return the public key by which signatures are checked.

    Raises:
        ValueError: no such key.
    """
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("no RSA key")  # the text is wrong, not the type of an argument
    return key


def seal_key(pem: str) -> ec.EllipticCurvePublicKey:
    """Return the public key with which envelopes are closed.

    Raises:
        ValueError: no such key.
    """
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise ValueError("no key on a curve")  # see above
    return key


def destroy(data: Path, poll: uuid.UUID) -> None:
    """Overwrite and remove the private keys of a poll; what is gone stays gone."""
    for path in _paths(data, poll):
        _destroy(path)


def destroy_others(data: Path, running: Collection[uuid.UUID], older_than: float) -> None:
    """Remove the keys of polls that do not run: left by a crash between the end of a poll and the end of its keys.

    Arguments as those of `others`.
    """
    for path in others(data, running, older_than):
        _destroy(path)


def others(data: Path, running: Collection[uuid.UUID], older_than: float) -> list[Path]:
    """Return the files of keys of polls that do not run.

    Args:
        data: the data folder.
        running: polls whose keys stay.
        older_than: seconds since the epoch; younger files may belong to a poll that is being opened.
    """
    names, found = {path.name for poll in running for path in _paths(data, poll)}, []
    for path in (data / FOLDER).glob("*.pem"):
        with contextlib.suppress(FileNotFoundError):  # somebody else was faster
            if path.name not in names and path.stat().st_mtime < older_than:
                found.append(path)
    return found


def is_complete(data: Path, poll: uuid.UUID) -> bool:
    """Tell whether both private keys of the poll are there and can be read."""
    try:
        signer(data, poll)
        opener(data, poll)
    except (NoKeys, OSError):
        return False
    return True


def is_open_to_others(data: Path) -> bool:
    """Tell whether other users of the machine may read the folder of keys, or one of them."""
    folder = data / FOLDER
    return folder.is_dir() and any(path.stat().st_mode & _OTHERS for path in (folder, *folder.glob("*.pem")))


def _paths(data: Path, poll: uuid.UUID) -> tuple[Path, Path]:
    return _sign_path(data, poll), _seal_path(data, poll)


def _sign_path(data: Path, poll: uuid.UUID) -> Path:
    return data / FOLDER / f"{poll}.sign.pem"


def _seal_path(data: Path, poll: uuid.UUID) -> Path:
    return data / FOLDER / f"{poll}.seal.pem"


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> object:
    try:
        # The server wrote it itself: checking its primes again would cost more than a signature.
        return load_pem_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    except (FileNotFoundError, ValueError):
        raise NoKeys from None


def _destroy(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
