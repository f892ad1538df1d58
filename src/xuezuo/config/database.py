"""Which PostgreSQL, as which role: what Django and the commands need of `config.postgres`."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from xuezuo.config.postgres import vault
from xuezuo.config.postgres.choice import Choice, choose
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.target import Target

ENGINE = "xuezuo.platform.db.backend"


def django_databases(environ: Mapping[str, str], data_dir: Path) -> dict[str, dict[str, object]]:
    """Return Django's DATABASES for the role that `XUEZUO_DB_ROLE` names (app | owner).

    Raises:
        DatabaseProblem: when the variables cannot be meant.
    """
    role = environ.get("XUEZUO_DB_ROLE") or "app"
    if role not in {"app", "owner"}:
        raise DatabaseProblem(f"XUEZUO_DB_ROLE={role}：只能是 app 或 owner。")
    choice = choose(environ, data_dir)
    return {
        "default": {
            "ENGINE": ENGINE,
            **place(choice.owner if role == "owner" else choice.app),
            "ATOMIC_REQUESTS": True,
            "CONN_MAX_AGE": 300,
            "CONN_HEALTH_CHECKS": True,
            "ALL_ROLE": choice.roles.all,
        }
    }


@contextlib.contextmanager
def running(environ: Mapping[str, str], data_dir: Path, *, watch: bool = False) -> Iterator[Choice]:
    """Keep the database available inside the block: start or join the embedded server, and leave it afterwards.

    Call it before Django's settings are read: it makes the folder's `secrets.json`.

    Args:
        environ: the environment variables.
        data_dir: the installation's folder.
        watch: start the server again if it dies (long-running commands: `serve`, `worker`).

    Raises:
        DatabaseProblem: when the database cannot be used; the message is for the person.
    """
    vault.ensure(data_dir)
    choice = choose(environ, data_dir)
    if choice.cluster is None:
        yield choice
        return
    choice.cluster.join()
    try:
        if watch:
            choice.cluster.watch()
        choice.prepare()
        yield choice
    finally:
        choice.cluster.leave()


def migrate(choice: Choice, *, verbosity: int = 1) -> None:
    """Bring roles, schema and grants up to date, as the owner; Django has to be set up.

    Raises:
        DatabaseProblem: when the server refuses.
    """
    choice.prepare()
    migrate_schema(choice, verbosity=verbosity)


def ensure_schema(choice: Choice, announce: Callable[[str], None]) -> None:
    """Migrate an empty or embedded database; leave the upgrade of a server of somebody else's to its keeper.

    Raises:
        DatabaseProblem: when such a server has the schema of another release.
    """
    with as_role(choice.owner):
        executor = MigrationExecutor(connection)
        is_empty = not executor.loader.applied_migrations
        is_pending = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not is_pending:
        return
    if not is_empty and choice.cluster is None:
        raise DatabaseProblem("数据库结构属于另一个版本。请先备份，再执行 xuezuo migrate。")
    announce("正在建立数据库结构……" if is_empty else "正在升级数据库结构……")
    migrate(choice, verbosity=0)


def migrate_schema(choice: Choice, *, verbosity: int) -> None:
    """Bring schema and grants of a prepared database up to date."""
    with as_role(choice.owner):
        call_command("migrate", interactive=False, verbosity=verbosity)
    choice.grant()


@contextlib.contextmanager
def as_role(target: Target) -> Iterator[None]:
    """Have Django's connection log in as another role inside the block."""
    connection.close()
    former = dict(connection.settings_dict)
    connection.settings_dict.update(place(target))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(former)


def place(target: Target) -> dict[str, object]:
    """Return `target` in the words of Django's DATABASES."""
    return {
        "HOST": target.host,
        "PORT": target.port,
        "NAME": target.dbname,
        "USER": target.user,
        "PASSWORD": target.password,
        "OPTIONS": dict(target.options),
    }
