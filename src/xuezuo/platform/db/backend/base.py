"""Tells PostgreSQL at each transaction, and at each change inside one, on whose behalf it works.

Settings are local to the transaction: a connection that is used again starts with nothing, and nothing means no rows.
The scope is compared before every statement, so that a statement never runs with the scope of somebody else; it costs
a round trip only when it has changed. Outside a transaction each statement of an actor gets a transaction of its own.
"""

from collections.abc import Callable

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from xuezuo.platform.db import scope

type Key = tuple[str, str, str]
_NOTHING: Key = ("", "", "none")
_PUSH = (
    "SELECT set_config('xuezuo.member', %s, true), set_config('xuezuo.nodes', %s, true), set_config('role', %s, true)"
)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows which scope its running transaction has."""

    _applied: Key | None = _NOTHING  # None = unknown

    def __init__(self, settings_dict: dict[str, object], alias: str = "default") -> None:
        """Add the check to every statement of this connection."""
        super().__init__(settings_dict, alias)
        self.execute_wrappers.append(self._before_statement)

    def create_cursor(self, name: str | None = None) -> object:
        """Check the scope here too: `copy` on a cursor passes by the statement wrappers."""
        if not self.autocommit:
            self._push_scope(self._key())
        return super().create_cursor(name)

    def _before_statement(
        self, execute: Callable[..., object], sql: str, params: object, many: bool, context: object
    ) -> object:
        wanted = self._key()
        if not self.autocommit:
            self._push_scope(wanted)
        elif wanted != _NOTHING:
            with self.wrap_database_errors, self.connection.transaction():
                self.connection.execute(_PUSH, wanted)
                return execute(sql, params, many, context)
        return execute(sql, params, many, context)

    def _push_scope(self, wanted: Key) -> None:
        if wanted == self._applied or self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        with self.wrap_database_errors:
            self.connection.execute(_PUSH, wanted)
        self._applied = wanted

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
