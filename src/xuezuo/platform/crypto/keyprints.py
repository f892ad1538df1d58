"""Whether this installation's keys are those of its database.

A database that meets the wrong keys (a copied `DATABASE_URL`, a restored folder without `secrets.json`) must be told
apart before anything is read or sealed: values would not open, and equal numbers would no longer be found equal.
Plain SQL on the table of `models.KeyPrint`: the command line asks before it may import models.
"""

import dataclasses
import hashlib
import hmac
from typing import Final

from django.conf import settings
from django.db import connection

FIELD: Final = "field"
LOOKUP: Final = "lookup"


@dataclasses.dataclass(frozen=True, slots=True)
class Mismatch:
    """A key of the database that is not among those at hand; both as fingerprints."""

    use: str
    stored: str
    present: str


def fingerprint(secret: str) -> str:
    """Return 16 hexadecimal digits that tell a key from others."""
    return hmac.new(secret.encode(), b"xuezuo key fingerprint", hashlib.sha256).hexdigest()[:16]


def mismatches() -> list[Mismatch]:
    """Compare the keys at hand with those of the database; a former field key that still opens is no mismatch."""
    known = {
        FIELD: [settings.FIELD_KEY, *settings.FIELD_KEYS_OLD],
        LOOKUP: [settings.LOOKUP_KEY],
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT use, fingerprint FROM crypto_keyprint")
        stored = dict(cursor.fetchall())
    found = []
    for use, secrets in known.items():
        prints = [fingerprint(secret) for secret in secrets]
        if use in stored and stored[use] not in prints:
            found.append(Mismatch(use, stored[use], prints[0]))
    return found


def remember_keys() -> None:
    """Write down the keys at hand for uses that have none yet: the database's first meeting with them."""
    with connection.cursor() as cursor:
        for use, secret in ((FIELD, settings.FIELD_KEY), (LOOKUP, settings.LOOKUP_KEY)):
            text = "INSERT INTO crypto_keyprint (use, fingerprint) VALUES (%s, %s) ON CONFLICT (use) DO NOTHING"
            cursor.execute(text, [use, fingerprint(secret)])


def field_key_changed() -> None:
    """Write down the present field key: everything is sealed with it now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO crypto_keyprint (use, fingerprint) VALUES (%s, %s)"
            " ON CONFLICT (use) DO UPDATE SET fingerprint = excluded.fingerprint",
            [FIELD, fingerprint(settings.FIELD_KEY)],
        )
