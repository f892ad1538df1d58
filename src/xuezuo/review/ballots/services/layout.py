"""How the ballot of a poll is laid out for browsers, envelopes and lists; where its private keys lie."""

import hashlib
import hmac
from pathlib import Path
from typing import Final

from django.conf import settings

from xuezuo.review.ballots.exchange import keyring
from xuezuo.review.ballots.exchange.envelope import Cut
from xuezuo.review.ballots.exchange.form import Form, Line
from xuezuo.review.ballots.models import Item, Poll
from xuezuo.review.ballots.queries.results import items_of

PASS: Final = 16  # bytes


def data_folder() -> Path:
    """Return the data folder of this installation."""
    return Path(settings.DATA_DIR)


def form_of(poll: Poll, items: list[Item] | None = None) -> Form:
    """Return the ballot of the poll as far as it decides what is valid."""
    lines = tuple(Line(tuple(code for code, _ in one.choices), one.several) for one in items or items_of(poll))
    return Form(str(poll.uid), lines, poll.most_yes, poll.write_ins)


def cut_of(poll: Poll, form: Form) -> Cut:
    """Return how the envelopes of an electronic poll are cut."""
    bits = keyring.sign_key(poll.sign_key).key_size
    return Cut(form.poll, (bits + 7) // 8, form.room)


def post_pass(poll: Poll) -> bytes:
    """Return the word that the voting page puts in front of an envelope: the same for every voter of the poll.

    It keeps strangers from filling the box with rubbish and tells nobody apart.
    """
    return hmac.digest(settings.SECRET_KEY.encode(), b"ballots.post " + poll.uid.bytes, hashlib.sha256)[:PASS]
