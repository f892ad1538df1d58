"""Where to connect and as whom."""

import dataclasses
from collections.abc import Mapping

import psycopg
from psycopg import conninfo

from xuezuo.config.postgres.errors import DatabaseProblem

CONNECT_SECONDS = 10
_OWN_FIELDS = frozenset({"host", "port", "dbname", "user", "password"})


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """A database and a role on it.

    Attributes:
        host: a host name or address, or the folder of a Unix socket.
        port: as text, the way libpq takes it.
        options: further libpq parameters such as `sslmode`.
    """

    host: str
    port: str
    dbname: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def with_(self, *, dbname: str | None = None, user: str | None = None, password: str | None = None) -> "Target":
        """Return the same server with another database or role."""
        return dataclasses.replace(
            self,
            dbname=self.dbname if dbname is None else dbname,
            user=self.user if user is None else user,
            password=self.password if password is None else password,
        )

    @property
    def conninfo(self) -> str:
        """The libpq connection string, password included: never log it."""
        return conninfo.make_conninfo(
            host=self.host,
            port=self.port,
            dbname=self.dbname,
            user=self.user,
            password=self.password or None,
            **dict(self.options),
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same for libpq programs (`pg_dump`), so that no password shows in the process list."""
        names = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
        result = {"PGHOST": self.host, "PGPORT": self.port, "PGDATABASE": self.dbname, "PGUSER": self.user}
        if self.password:
            result["PGPASSWORD"] = self.password
        return result | {names[key]: value for key, value in self.options if key in names}

    def connect(self, *, autocommit: bool = True, seconds: int = CONNECT_SECONDS) -> psycopg.Connection:
        """Open a connection; `seconds` bounds the wait for each address of the host."""
        return psycopg.connect(self.conninfo, autocommit=autocommit, connect_timeout=seconds, client_encoding="utf8")


def parse_url(url: str, name: str) -> Target:
    """Read `postgresql://user:password@host:port/database?sslmode=...`.

    Args:
        url: the value.
        name: the variable it came from, for the message.

    Raises:
        DatabaseProblem: when it is no such URL or names no user or database.
    """
    try:
        fields: Mapping[str, object] = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise DatabaseProblem(
            f"{name} 不是有效的 PostgreSQL 地址，应为 postgresql://用户:密码@主机:端口/库名。"
        ) from None
    for part, word in (("user", "用户"), ("dbname", "库名")):
        if not fields.get(part):
            raise DatabaseProblem(f"{name} 缺少{word}，应为 postgresql://用户:密码@主机:端口/库名。")
    return Target(
        host=str(fields.get("host") or "localhost"),
        port=str(fields.get("port") or "5432"),
        dbname=str(fields["dbname"]),
        user=str(fields["user"]),
        password=str(fields.get("password") or ""),
        options=tuple(sorted((key, str(value)) for key, value in fields.items() if key not in _OWN_FIELDS)),
    )
