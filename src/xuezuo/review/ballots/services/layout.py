"""How the ballot of a poll is laid out for browsers, envelopes and lists; where its private keys lie."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.exchange.envelope import Cut
from xuezuo.review.ballots.exchange.form import Form, Line
from xuezuo.review.ballots.models import Elector, Item, Poll
from xuezuo.review.ballots.queries.results import items_of

PASS: Final = 16  # bytes
COORDINATE: Final = 32


def data_folder() -> Path:
    """Return the data folder of this installation."""
    return Path(settings.DATA_DIR)


def form_of(poll: Poll, items: Sequence[Item] | None = None) -> Form:
    """Return the ballot of the poll as far as it decides what is valid."""
    items = items or items_of(poll)
    lines = tuple(Line(tuple(code for code, _ in one.choices), one.several) for one in items)
    standing = tuple(one.label for one in items) if poll.write_ins else ()
    return Form(str(poll.uid), lines, poll.most_yes, poll.write_ins, standing)


def cut_of(poll: Poll, form: Form) -> Cut:
    """Return how the envelopes of an electronic poll are cut."""
    bits = keyring.sign_key(poll.sign_key).key_size
    return Cut(form.poll, (bits + 7) // 8, form.room)


def post_pass(poll: Poll) -> bytes:
    """Return the word that the voting page puts in front of an envelope: the same for every voter of the poll.

    It keeps strangers from filling the box with rubbish and tells nobody apart.
    """
    return hmac.digest(settings.SECRET_KEY.encode(), b"ballots.post " + poll.uid.bytes, hashlib.sha256)[:PASS]


def web_keys(poll: Poll) -> dict[str, dict[str, str]]:
    """Return the public keys as JSON web keys (RFC 7517), which browsers read: `sign_key` and `seal_key`."""
    sign, seal = keyring.sign_key(poll.sign_key).public_numbers(), keyring.seal_key(poll.seal_key).public_numbers()
    return {
        "sign_key": {"kty": "RSA", "n": _base64(sign.n), "e": _base64(sign.e)},
        "seal_key": {"kty": "EC", "crv": "P-256", "x": _base64(seal.x, COORDINATE), "y": _base64(seal.y, COORDINATE)},
    }


def voting_data(poll: Poll, items: Sequence[Item], elector: Elector) -> dict[str, object]:
    """Return what the voting page's script needs; `taken` = this voter's ballot was signed before, somewhere."""
    form = form_of(poll, items)
    passed = base64.b64encode(post_pass(poll)).decode()
    words = "您的电子票已经在另一台设备或浏览器上取得。请用第一次投票时的那台设备和浏览器打开本页，选票会接着交上。"
    taken = words if elector.way else ""
    places = list(range(poll.write_ins))
    said = {
        "uid": form.poll,
        "write_in_places": places,
        "room": form.room,
        "most_yes": form.most_yes,
        "pass": passed,
        "taken": taken,
    }
    return {**said, **web_keys(poll)}


def _base64(number: int, length: int = 0) -> str:
    content = number.to_bytes(length or (number.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
