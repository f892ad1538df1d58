"""Sessions in Django's table, each deed on one in one statement.

Django's own store asks whether a new key is free, writes the empty session at once and again with the response, and
wraps each write in a transaction. Here a new session gets its key at once and its row with the response; that a key is
taken shows when the row is made.
"""

import datetime as dt

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, SessionBase, UpdateError
from django.db import connection
from django.utils.crypto import get_random_string

SEEN = "seen_at"  # the instant, in seconds, to which the expiry was last moved
_KEY_LENGTH = 32
_LOAD = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"
_CHANGE = "UPDATE django_session SET session_data = %s, expire_date = %s WHERE session_key = %s"
_MAKE = """
INSERT INTO django_session (session_data, expire_date, session_key) VALUES (%s, %s, %s)
    ON CONFLICT (session_key) DO NOTHING
"""


class SessionStore(db.SessionStore):
    """One session; `SESSION_ENGINE` names this module."""

    _is_new = False  # it has a key, and no row yet

    def load(self) -> dict[str, object]:
        """Read the session; without a row the key is forgotten."""
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [self.session_key])
            row: tuple[str] | None = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def create(self) -> None:
        """Take a new key of 165 random bits; `save` makes the row."""
        self._session_key = get_random_string(_KEY_LENGTH, VALID_KEY_CHARS)
        self._get_session(no_load=True)  # type: ignore[attr-defined]  # missing in the stubs
        self.modified = self._is_new = True

    def save(self, must_create: bool = False) -> None:
        """Write the session.

        Raises:
            CreateError: the key of a new session is taken.
            UpdateError: the session has been ended meanwhile.
        """
        if self.session_key is None:
            self.create()
        makes = must_create or self._is_new
        data = self.encode(self._get_session(no_load=makes))  # type: ignore[attr-defined]  # the same
        with connection.cursor() as cursor:
            cursor.execute(_MAKE if makes else _CHANGE, [data, self.get_expiry_date(), self.session_key])
            is_done = cursor.rowcount == 1
        if not is_done:
            raise CreateError if makes else UpdateError
        self._is_new = False


def touch(session: SessionBase, at: dt.datetime, *, idle_seconds: int) -> None:
    """Move the expiry of a session in use, at most every tenth of the idle time: reading pages writes no sessions."""
    now = int(at.timestamp())
    if now - session.get(SEEN, 0) >= idle_seconds // 10:
        session[SEEN] = now
