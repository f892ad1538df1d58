"""Embedded server or `DATABASE_URL`: the one decision, made from the environment without touching anything."""

import dataclasses
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from pathlib import Path

from xuezuo.config.postgres import vault
from xuezuo.config.postgres.cluster import PORT, Cluster
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.roles import Roles, create_owner_and_database, ensure_serving_roles, grant
from xuezuo.config.postgres.sockets import socket_folder
from xuezuo.config.postgres.target import Target, parse_url

DATABASE = "xuezuo"
OWNER = "xuezuo_owner"
APP = "xuezuo_app"
ALL = "xuezuo_all"
_LABEL = b"xuezuo application role v1:"  # changing it changes every derived password


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """Which database, and as whom.

    Attributes:
        owner: how the owner connects: migrates, backs up.
        app: how the application connects: serves.
        roles: the names of the serving roles.
        cluster: the embedded server; None = somebody else's server.
    """

    owner: Target
    app: Target
    roles: Roles
    cluster: Cluster | None

    def prepare(self) -> None:
        """Make roles and (embedded) the database where they are missing; the server has to run.

        Raises:
            DatabaseProblem: when the server refuses.
        """
        if self.cluster is None:
            ensure_serving_roles(self.owner, self.app, self.roles)
            return
        create_owner_and_database(self.cluster.superuser, self.owner)
        ensure_serving_roles(self.cluster.superuser.with_(dbname=self.owner.dbname), self.app, self.roles)

    def grant(self) -> None:
        """Give the serving roles what they need; after each migrating."""
        grant(self.owner, self.roles)


def choose(environ: Mapping[str, str], data_dir: Path, options: Sequence[str] = ()) -> Choice:
    """Read `DATABASE_URL`, `XUEZUO_APP_DATABASE_URL`, `XUEZUO_APP_ROLE`; without a URL the server is embedded.

    Args:
        environ: the environment variables.
        data_dir: the installation's folder.
        options: settings for the embedded server.

    Raises:
        DatabaseProblem: when a URL cannot be meant.
    """
    app_role = environ.get("XUEZUO_APP_ROLE") or APP
    all_role = ALL if app_role == APP else f"{app_role}_all"
    if url := environ.get("DATABASE_URL"):
        return _external(environ, parse_url(url, "DATABASE_URL"), app_role, all_role)
    known = vault.read(data_dir)
    owner = Target(str(socket_folder(data_dir)), PORT, DATABASE, OWNER, known.get("owner_password", ""))
    app = owner.with_(user=app_role, password=known.get("app_password", ""))
    return Choice(owner, app, Roles(app_role, all_role, app.password), Cluster(data_dir, environ, options))


def _external(environ: Mapping[str, str], owner: Target, app_role: str, all_role: str) -> Choice:
    if url := environ.get("XUEZUO_APP_DATABASE_URL"):
        app = parse_url(url, "XUEZUO_APP_DATABASE_URL")
        if app.user == owner.user:
            raise DatabaseProblem("XUEZUO_APP_DATABASE_URL 与 DATABASE_URL 不能是同一个用户：行级保护对所有者无效。")
        names = Roles(app.user, ALL if app.user == APP else f"{app.user}_all", "")
        return Choice(owner, app, names, None)
    if not owner.password:
        raise DatabaseProblem("DATABASE_URL 没有密码，无法推导应用角色的密码：请设置 XUEZUO_APP_DATABASE_URL。")
    password = hmac.new(owner.password.encode(), _LABEL + app_role.encode(), hashlib.sha256).hexdigest()
    return Choice(owner, owner.with_(user=app_role, password=password), Roles(app_role, all_role, password), None)
