"""Which keys a database belongs to."""

import pytest
from pytest_django.fixtures import Settings

from xuezuo.platform.crypto import Unreadable, check_known, seal
from xuezuo.platform.crypto.keyprints import field_key_changed, fingerprint, mismatches, remember_keys

pytestmark = pytest.mark.django_db


def test_the_first_keys_stay_and_others_are_named(settings: Settings) -> None:
    assert mismatches() == []
    remember_keys()
    first, lookup = settings.FIELD_KEY, settings.LOOKUP_KEY
    settings.FIELD_KEY, settings.LOOKUP_KEY = "f" * 32, "l" * 32
    remember_keys()
    found = {one.use: (one.stored, one.present) for one in mismatches()}
    assert found == {
        "field": (fingerprint(first), fingerprint("f" * 32)),
        "lookup": (fingerprint(lookup), fingerprint("l" * 32)),
    }
    assert first not in str(found)


def test_a_former_field_key_still_opens_until_everything_is_sealed_anew(settings: Settings) -> None:
    remember_keys()
    settings.FIELD_KEYS_OLD = [settings.FIELD_KEY]
    settings.FIELD_KEY = "f" * 32
    assert mismatches() == []
    field_key_changed()
    settings.FIELD_KEYS_OLD = []
    assert mismatches() == []


def test_a_sealed_value_tells_whether_its_key_is_here(settings: Settings) -> None:
    value = seal("441299198005060023", place="here")
    check_known(value)
    settings.FIELD_KEY = "f" * 32
    with pytest.raises(Unreadable):
        check_known(value)
