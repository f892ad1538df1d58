"""Sealing, keys that rotate, tampering, keyed hashes."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.platform.crypto import Unreadable, bound, digest_of, is_current, lookup_hash, new_code, seal, unseal

PLACE = bound("org.identity", "id_number", uuid.UUID(int=7))


@pytest.fixture(autouse=True)
def keys(settings):
    settings.FIELD_KEY = "first key"
    settings.FIELD_KEYS_OLD = []
    settings.FIELD_CIPHER = "aes"
    settings.LOOKUP_KEY = "lookup"


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_what_was_sealed_opens_again(settings, cipher):
    settings.FIELD_CIPHER = cipher
    sealed = seal("110101199003078515", place=PLACE)
    assert b"1101" not in sealed
    assert unseal(memoryview(sealed), place=PLACE) == "110101199003078515"
    assert is_current(sealed)


def test_the_same_text_never_looks_the_same():
    assert seal("13800138000", place=PLACE) != seal("13800138000", place=PLACE)


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
@pytest.mark.parametrize("position", [0, 1, 6, 17, -1])
def test_a_changed_byte_is_noticed(settings, cipher, position):
    settings.FIELD_CIPHER = cipher
    value = bytearray(seal("13800138000", place=PLACE))
    value[position] ^= 1
    with pytest.raises(Unreadable):
        unseal(bytes(value), place=PLACE)


def test_a_value_does_not_open_in_another_row_or_column():
    sealed = seal("13800138000", place=PLACE)
    for place in (
        bound("org.identity", "phone", uuid.UUID(int=7)),
        bound("org.identity", "id_number", uuid.UUID(int=8)),
    ):
        with pytest.raises(Unreadable):
            unseal(sealed, place=place)


def test_a_former_key_still_opens_and_is_not_current(settings):
    sealed = seal("13800138000", place=PLACE)
    settings.FIELD_KEY, settings.FIELD_KEYS_OLD = "second key", ["first key"]
    assert unseal(sealed, place=PLACE) == "13800138000"
    assert not is_current(sealed)
    assert is_current(seal("x", place=PLACE))


def test_without_the_key_nothing_opens(settings):
    sealed = seal("13800138000", place=PLACE)
    settings.FIELD_KEY = "another key"
    with pytest.raises(Unreadable):
        unseal(sealed, place=PLACE)


def test_the_cipher_may_change_and_old_values_stay(settings):
    sealed = seal("13800138000", place=PLACE)
    settings.FIELD_CIPHER = "sm4"
    assert unseal(sealed, place=PLACE) == "13800138000"
    assert not is_current(sealed)


@given(st.binary(max_size=80))
def test_rubbish_is_refused(value):
    with pytest.raises(Unreadable):
        unseal(value, place=PLACE)


def test_equal_values_have_equal_hashes_for_one_purpose_and_key_only(settings):
    phone = lookup_hash("13800138000", purpose="phone")
    assert phone == lookup_hash("13800138000", purpose="phone")
    assert phone != lookup_hash("13800138000", purpose="id_number")
    assert phone != lookup_hash("13800138001", purpose="phone")
    settings.LOOKUP_KEY = "other"
    assert phone != lookup_hash("13800138000", purpose="phone")


def test_codes_are_read_without_case_and_separators():
    code = new_code()
    assert len(code) == 12
    assert not set(code) & set("0O1ILU")
    assert digest_of(code) == digest_of(f" {code[:4].lower()}-{code[4:8]} {code[8:]}")
    assert new_code() != code
