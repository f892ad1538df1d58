"""Tells PostgreSQL at each transaction, and at each change inside one, on whose behalf it works.

Settings are local to the transaction: a connection that is used again starts with nothing, and nothing means no rows.
The scope is compared before every statement, so that a statement never runs with the scope of somebody else. A scope
that has changed travels in front of the statement, in the same message: if it cannot be set, the statement is not run,
and it costs no round trip. Outside a transaction PostgreSQL makes one message one transaction.
"""

import contextlib
import functools
import re
import select
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg import Copy
from psycopg.pq import TransactionStatus

from xuezuo.platform.db import scope

type Key = tuple[str, str, str]
_NOTHING: Key = ("", "", "none")
_PUSHED: Final = re.compile(
    r"\ASELECT set_config\('xuezuo\.member', .*?, true\), set_config\('role', .*?, true\); ", re.DOTALL
)


class ScopedCursor(base.Cursor):
    """A cursor whose COPY, which passes by the statement wrappers, has the scope of the actor too."""

    def __init__(self, *args: object, push: Callable[[], None], **keywords: object) -> None:
        super().__init__(*args, **keywords)
        self._push = push

    @contextlib.contextmanager
    def copy(self, *args: object, **keywords: object) -> Iterator[Copy]:
        """Set the scope, then copy."""
        self._push()
        with super().copy(*args, **keywords) as copy:  # type: ignore[misc]  # missing in the stubs
            yield copy

    def stream(self, *args: object, **keywords: object) -> Iterator[object]:
        """Set the scope, then read row by row."""
        self._push()
        yield from super().stream(*args, **keywords)  # type: ignore[misc]  # missing in the stubs


class ScopedOperations(DatabaseOperations):
    """Shows in logs the statement alone."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """Return what was run, without the scope in front of it."""
        said = super().last_executed_query(cursor, sql, params)
        return said and _PUSHED.sub("", said)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows which scope its running transaction has."""

    ops_class = ScopedOperations
    _applied: Key | None = _NOTHING  # None = unknown

    def __init__(self, settings_dict: dict[str, object], alias: str = "default") -> None:
        """Add the check to every statement of this connection."""
        super().__init__(settings_dict, alias)
        self.execute_wrappers.append(self._before_statement)

    def get_new_connection(self, conn_params: dict[str, object]) -> object:
        """Connect; see `ScopedCursor`."""
        made = super().get_new_connection(conn_params)
        made.cursor_factory = functools.partial(ScopedCursor, push=self._push_alone)
        return made

    def create_cursor(self, name: str | None = None) -> object:
        """Check the scope here for a cursor of the server, which takes one statement and no more."""
        if name:
            self._push_alone()
        return super().create_cursor(name)

    def is_usable(self) -> bool:
        """Tell whether the connection still stands, at the beginning of each request, mostly without a round trip.

        A server that has gone away has closed its end, and has said so: then there is something to read.
        """
        if self.connection is not None and not self.connection.closed:
            line = select.poll()
            line.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
            if not line.poll(0):
                return True
        return bool(super().is_usable())

    def _before_statement(
        self, execute: Callable[..., object], sql: object, params: object, many: bool, context: Mapping[str, Any]
    ) -> object:
        wanted, cursor = self._key(), context["cursor"]
        if wanted == self._applied or self._is_broken():
            return execute(sql, params, many, context)
        if many or not isinstance(sql, str) or not isinstance(cursor.cursor, ScopedCursor):
            with self._scoped():
                return execute(sql, params, many, context)
        push = _push(wanted)
        self._applied = None
        found = execute(f"{push if params is None else push.replace('%', '%%')}; {sql}", params, many, context)
        cursor.nextset()  # past the answer of the push
        self._applied = _NOTHING if self.autocommit else wanted
        return found

    @contextlib.contextmanager
    def _scoped(self) -> Iterator[None]:
        """Set the scope by a statement of its own; outside a transaction, make one for the block."""
        with contextlib.ExitStack() as own:
            if self.autocommit:
                own.enter_context(self.wrap_database_errors)
                own.enter_context(self.connection.transaction())
                self.connection.execute(_push(self._key()))
            else:
                self._push_alone()
            yield

    def _push_alone(self) -> None:
        wanted = self._key()
        if self.autocommit or wanted == self._applied or self._is_broken():
            return
        with self.wrap_database_errors:
            self.connection.execute(_push(wanted))
        self._applied = wanted

    def _is_broken(self) -> bool:
        return bool(self.connection.info.transaction_status == TransactionStatus.INERROR)

    def _key(self) -> Key:
        now = scope.current()
        if now is None:
            return _NOTHING
        member = "" if now.member_id is None else str(now.member_id)
        if now.whole_tree:
            return member, "", str(self.settings_dict["ALL_ROLE"])
        return member, f"{{{','.join(map(str, now.nodes))}}}" if now.nodes else "", "none"

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # missing in the stubs
        self._applied = _NOTHING

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # missing in the stubs
        self._applied = _NOTHING

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]  # missing in the stubs
        self._applied = _NOTHING

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # missing in the stubs
        self._applied = None  # PostgreSQL went back to what was set at the savepoint


@functools.lru_cache(maxsize=1024)
def _push(key: Key) -> str:
    """Return the statement that sets the scope: numbers, and the name of a role."""
    member, nodes, role = (words.replace("'", "''") for words in key)
    return (
        f"SELECT set_config('xuezuo.member', '{member}', true), set_config('xuezuo.nodes', '{nodes}', true),"
        f" set_config('role', '{role}', true)"
    )
