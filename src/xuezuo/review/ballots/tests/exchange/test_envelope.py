"""Envelopes have one length and one key; keys are files that go away."""

import os
import stat
import time
import uuid

import pytest

from xuezuo.review.ballots.exchange import envelope, keyring
from xuezuo.review.ballots.exchange.envelope import Content, Cut, EnvelopeFault

POLL = uuid.UUID("01900000-0000-7000-8000-000000000001")
CUT = Cut(str(POLL), 256, 128)


@pytest.fixture
def keys(data_folder):
    return keyring.make(data_folder, POLL)


def content(message: bytes = b"yes") -> Content:
    return Content(os.urandom(32), message, os.urandom(256), envelope.new_receipt())


def test_closed_and_opened(keys, data_folder):
    inside = content()
    closed = envelope.close(CUT, keyring.seal_key(keys.seal), inside)
    assert envelope.open_up(CUT, keyring.opener(data_folder, POLL), closed) == inside


def test_all_envelopes_have_one_length(keys):
    key = keyring.seal_key(keys.seal)
    lengths = {len(envelope.close(CUT, key, content(b"x" * size))) for size in (0, 1, 127, 128)}
    assert lengths == {CUT.whole}
    with pytest.raises(EnvelopeFault):
        envelope.close(CUT, key, content(b"x" * 129))


def test_changed_or_foreign_envelopes_stay_closed(keys, data_folder):
    closed = envelope.close(CUT, keyring.seal_key(keys.seal), content())
    mine = keyring.opener(data_folder, POLL)
    wrong = [closed[:-1], b"\x02" + closed[1:], closed[:-1] + bytes([closed[-1] ^ 1]), b"\x01" + bytes(len(closed) - 1)]
    for other in wrong:
        with pytest.raises(EnvelopeFault):
            envelope.open_up(CUT, mine, other)
    with pytest.raises(EnvelopeFault):
        envelope.open_up(Cut("another poll", 256, 128), mine, closed)


def test_keys_are_for_the_server_only_and_are_destroyed(keys, data_folder):
    paths = sorted((data_folder / "ballots").iterdir())
    assert [stat.S_IMODE(path.stat().st_mode) for path in paths] == [0o600, 0o600]
    assert stat.S_IMODE((data_folder / "ballots").stat().st_mode) == 0o700
    assert keyring.signer(data_folder, POLL).public_key() == keyring.sign_key(keys.sign)
    keyring.destroy(data_folder, POLL)
    keyring.destroy(data_folder, POLL)
    assert not list((data_folder / "ballots").iterdir())
    for ask in (keyring.signer, keyring.opener):
        with pytest.raises(keyring.NoKeys):
            ask(data_folder, POLL)


def test_keys_are_made_once(keys, data_folder):
    with pytest.raises(FileExistsError):
        keyring.make(data_folder, POLL)


def test_left_over_keys_are_swept(keys, data_folder):
    keyring.destroy_others(data_folder, [POLL], time.time() + 60)
    keyring.destroy_others(data_folder, [], time.time() - 60)
    assert keyring.signer(data_folder, POLL)
    keyring.destroy_others(data_folder, [], time.time() + 60)
    assert not list((data_folder / "ballots").iterdir())


def test_a_key_of_another_kind_is_refused(keys):
    with pytest.raises(ValueError, match="RSA"):
        keyring.sign_key(keys.seal)
    with pytest.raises(ValueError, match="curve"):
        keyring.seal_key(keys.sign)
