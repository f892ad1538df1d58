"""Roles, database and grants.

Three roles: the owner migrates and backs up; the application role serves, owns nothing and sees only what row-level
security shows its actor; the all role sees every row. The application role is a member of the all role but inherits
nothing from it: programs of the house take it up inside one transaction with `SET LOCAL ROLE`.
"""

import dataclasses

import psycopg
from psycopg import sql

from xuezuo.config.postgres.binaries import MINIMUM
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.target import Target

_INHERIT_PER_GRANT_SINCE = 160000
_ONE_AT_A_TIME = "SELECT pg_advisory_lock(75001)"  # until the connection closes
_AUDIT = "audit_entry"  # may be added to and read, never changed


@dataclasses.dataclass(frozen=True, slots=True)
class Roles:
    """The names of the roles that serve, and how the application role logs in.

    Attributes:
        app: the application role.
        all: the role that sees every row.
        password: the application role's; empty = somebody else looks after it.
    """

    app: str
    all: str
    password: str


def create_owner_and_database(superuser: Target, owner: Target) -> None:
    """Make the owner's role and the database on the embedded server; what exists stays."""
    with connect(superuser) as connection:
        connection.execute(_ONE_AT_A_TIME)
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", owner.user):
            _create_login(connection, owner.user, owner.password)
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", owner.dbname):
            statement = "CREATE DATABASE {} OWNER {} TEMPLATE template0"
            connection.execute(sql.SQL(statement).format(sql.Identifier(owner.dbname), sql.Identifier(owner.user)))


def ensure_serving_roles(administrator: Target, app: Target, roles: Roles) -> None:
    """Make the application role and the all role where they are missing, and check what they may do.

    Args:
        administrator: the embedded server's superuser, or the owner of `DATABASE_URL`.
        app: how the application role connects.
        roles: their names.

    Raises:
        DatabaseProblem: with the SQL for the database's administrator when a privilege is missing, and when the
            application role could see around row-level security.
    """
    with connect(administrator) as connection:
        if connection.info.server_version < MINIMUM * 10000:
            raise DatabaseProblem(
                f"数据库服务器是 PostgreSQL {connection.info.server_version // 10000}，需要 {MINIMUM}+。"
            )
        connection.execute(_ONE_AT_A_TIME)
        try:
            _create_missing(connection, roles)
            if roles.password and not _may_connect(app):
                _set_password(connection, roles.app, roles.password)
        except psycopg.errors.InsufficientPrivilege:
            raise DatabaseProblem(_request(connection, roles)) from None
        _refuse_strong(connection, roles)
    if not _may_connect(app):
        raise DatabaseProblem(f"应用角色 {app.user} 不能连接数据库：请检查 XUEZUO_APP_DATABASE_URL 或 pg_hba.conf。")


def grant(owner: Target, roles: Roles) -> None:
    """Give the serving roles what they need on everything that migrations have made."""
    serving = sql.SQL(", ").join([sql.Identifier(roles.app), sql.Identifier(roles.all)])
    statements = [
        "GRANT USAGE ON SCHEMA public TO {roles}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {roles}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {roles}",
        "REVOKE ALL ON django_migrations FROM {roles}",
        "GRANT SELECT ON django_migrations TO {roles}",
    ]
    with connect(owner) as connection, connection.transaction():
        if _exists(connection, "SELECT 1 FROM pg_class WHERE oid = to_regclass(%s)", _AUDIT):
            statements.append(f"REVOKE UPDATE, DELETE ON {_AUDIT} FROM {{roles}}")
        for statement in statements:
            connection.execute(sql.SQL(statement).format(roles=serving))


def connect(target: Target) -> psycopg.Connection:
    """Open a connection.

    Raises:
        DatabaseProblem: when the server cannot be reached or refuses; the password is not in the message.
    """
    try:
        return target.connect()
    except psycopg.OperationalError as error:
        place = f"{target.user}@{target.host}:{target.port}/{target.dbname}"
        raise DatabaseProblem(f"不能连接数据库 {place}：{str(error).strip()}") from None


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None


def _may_connect(target: Target) -> bool:
    try:
        target.connect().close()
    except psycopg.OperationalError:
        return False
    return True


def _create_missing(connection: psycopg.Connection, roles: Roles) -> None:
    known = "SELECT 1 FROM pg_roles WHERE rolname = %s"
    if not _exists(connection, known, roles.all):
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(roles.all)))
    if not _exists(connection, known, roles.app):
        _create_login(connection, roles.app, roles.password)
    member = "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles u ON u.oid = m.member"
    if connection.execute(
        f"{member} WHERE r.rolname = %s AND u.rolname = %s".encode(), [roles.all, roles.app]
    ).fetchone():
        return
    with_inherit = " WITH INHERIT FALSE" if connection.info.server_version >= _INHERIT_PER_GRANT_SINCE else ""
    statement = sql.SQL("GRANT {} TO {}" + with_inherit)
    connection.execute(statement.format(sql.Identifier(roles.all), sql.Identifier(roles.app)))


def _create_login(connection: psycopg.Connection, name: str, password: str) -> None:
    connection.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(sql.Identifier(name)))
    _set_password(connection, name, password)


def _set_password(connection: psycopg.Connection, name: str, password: str) -> None:
    # Hashed here: a clear password in a statement could end up in the server's log.
    hashed = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(hashed)))


def _refuse_strong(connection: psycopg.Connection, roles: Roles) -> None:
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls, rolinherit, oid = (SELECT datdba FROM pg_database WHERE datname = "
        "current_database()) FROM pg_roles WHERE rolname = %s",
        [roles.app],
    ).fetchone()
    if row is None or row[0] or row[1] or row[2]:
        raise DatabaseProblem(
            f"应用角色 {roles.app} 权限过大（超级用户、BYPASSRLS、INHERIT 或所有者），行级保护对它无效。请执行：\n"
            f"  ALTER ROLE {roles.app} NOSUPERUSER NOBYPASSRLS NOINHERIT;"
        )


def _request(connection: psycopg.Connection, roles: Roles) -> str:
    quoted = [sql.Identifier(name).as_string(connection) for name in (roles.all, roles.app)]
    with_inherit = " WITH INHERIT FALSE" if connection.info.server_version >= _INHERIT_PER_GRANT_SINCE else ""
    return (
        "数据库用户没有建立角色的权限。请数据库管理员执行一次：\n"
        f"  CREATE ROLE {quoted[0]} NOLOGIN;\n"
        f"  CREATE ROLE {quoted[1]} LOGIN NOINHERIT PASSWORD '自定密码';\n"
        f"  GRANT {quoted[0]} TO {quoted[1]}{with_inherit};\n"
        f"然后设置 XUEZUO_APP_DATABASE_URL=postgresql://{roles.app}:自定密码@主机:端口/库名 再试。"
    )
