"""One private PostgreSQL for all tests, through the product's own launcher, backend and roles.

The embedded server lies in .pytest_cache and is shared by all workers and all runs of this checkout; the last one
stops it. A template database is migrated once per state of models and migrations; each worker clones it and tests as
the application role, so row-level security holds in every test. `XUEZUO_TEST_DATABASE_URL` names another server (its
user must be allowed to create databases and roles). `--create-db` migrates anew.
"""

import contextlib
import dataclasses
import fcntl
import hashlib
import importlib.metadata
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from tests.settings import CACHE
from xuezuo.config import database
from xuezuo.config.postgres import vault
from xuezuo.config.postgres.choice import Choice, choose
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.target import Target

SOURCES = Path(__file__).resolve().parents[2] / "src" / "xuezuo"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=200")
KEEP_LOG = ("wal_keep_size=256MB",)  # a test reads the log while other workers force checkpoints
# Seals of minutes go by the clock of the database; tests live in other years and say what it shows, if anything.
CLOCK: LiteralString = """
CREATE OR REPLACE FUNCTION life_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(nullif(current_setting('xuezuo.test_clock', true), '')::timestamptz, '-infinity')
$$
"""


@dataclasses.dataclass(frozen=True)
class Server:
    """The server under test and who may make databases on it."""

    choice: Choice
    administrator: Target

    def on(self, dbname: str) -> Choice:
        return dataclasses.replace(
            self.choice, owner=self.choice.owner.with_(dbname=dbname), app=self.choice.app.with_(dbname=dbname)
        )


SERVER = pytest.StashKey[tuple[Server, str]]()  # with the name of the template


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Clone the migrated template for this worker and let Django connect to the clone as the application role."""
    server = _server()
    try:
        with django_db_blocker.unblock():
            template = _template(server, anew=request.config.getoption("create_db"))
        with _clone(server, template) as choice:
            _point_django_at(choice.app)
            request.config.stash[SERVER] = (server, template)
            TransactionTestCase._fixture_teardown = _emptier(choice.owner)  # type: ignore[method-assign]  # pytest-django offers no hook
            yield
            with django_db_blocker.unblock():
                connections.close_all()
    finally:
        if server.choice.cluster:
            server.choice.cluster.leave()


@pytest.fixture
def scratch_database(
    django_db_setup: None, request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[Choice]:
    """A further clone, for tests that change the schema; Django connects to it as the owner, as `migrate` does."""
    server, template = request.config.stash[SERVER]
    with django_db_blocker.unblock(), _clone(server, template, "scratch") as choice, database.as_role(choice.owner):
        yield choice


@contextlib.contextmanager
def _clone(server: Server, template: str, purpose: str = "main") -> Iterator[Choice]:
    name = f"test_{os.getpid()}_{purpose}"
    with server.administrator.connect() as admin:
        names = (name, template, server.choice.owner.user)
        _run(admin, "CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy", *names)
        try:
            yield server.on(name)
        finally:
            _run(admin, "DROP DATABASE {} WITH (FORCE)", name)


def _server() -> Server:
    if url := os.environ.get("XUEZUO_TEST_DATABASE_URL"):
        choice = choose({"DATABASE_URL": url}, CACHE)
        choice.prepare()
        return Server(choice, choice.owner)
    try:
        return _embedded()
    except DatabaseProblem:
        # Without fsync a power cut, and after an upgrade another version, spoil the folder.
        shutil.rmtree(CACHE / "data")
        return _embedded()


def _embedded() -> Server:
    vault.ensure(CACHE / "data")
    choice = choose(os.environ, CACHE / "data", FAST + KEEP_LOG)
    assert choice.cluster is not None
    choice.cluster.join()
    choice.prepare()
    return Server(choice, choice.cluster.superuser)


def _template(server: Server, *, anew: bool) -> str:
    """Return the name of a database that is migrated to the present state of the sources, making it when need be."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "template.lock").open("w") as lock, server.administrator.connect() as admin:
        fcntl.flock(lock, fcntl.LOCK_EX)
        name = f"template_{_fingerprint()}"
        found = admin.execute("SELECT datname, datistemplate FROM pg_database WHERE datname ~ '^template_'").fetchall()
        if (name, True) in found and not anew:
            return name
        for former, _ in found:
            _run(admin, "ALTER DATABASE {} IS_TEMPLATE false", former)
            _run(admin, "DROP DATABASE {} WITH (FORCE)", former)
        _sweep(admin)
        _run(admin, "CREATE DATABASE {} OWNER {} TEMPLATE template0", name, server.choice.owner.user)
        choice = server.on(name)
        _point_django_at(choice.app)
        database.migrate_schema(choice, verbosity=0)
        with choice.owner.connect() as owner:
            owner.execute(CLOCK)
        connections.close_all()
        _run(admin, "ALTER DATABASE {} IS_TEMPLATE true", name)
        return name


def _fingerprint() -> str:
    """Return a digest of everything that decides what migrating makes."""
    digest = hashlib.sha256(CLOCK.encode())
    wanted = ("models", "migrations", "apps.py", "rowsecurity", "postgres", "settings.py")
    for path in sorted(SOURCES.rglob("*.py")):
        if any(word in path.as_posix() for word in wanted):
            digest.update(path.as_posix().encode() + path.read_bytes())
    for package in ("django", "django-allauth", "procrastinate"):
        digest.update(importlib.metadata.version(package).encode())
    return digest.hexdigest()[:16]


def _sweep(admin: psycopg.Connection) -> None:
    """Drop the clones of runs that were killed."""
    for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+_'").fetchall():
        if not Path(f"/proc/{name.split('_')[1]}").exists():
            _run(admin, "DROP DATABASE {} WITH (FORCE)", name)


def _point_django_at(target: Target) -> None:
    connections.close_all()
    connections.databases["default"].update(database.place(target))


def _emptier(owner: Target) -> Callable[[TransactionTestCase], None]:
    """Return what empties the tables a transactional test has filled; rows that migrations made stay."""
    with owner.connect() as connection:
        seeded = frozenset(_filled(connection))

    def empty(_: TransactionTestCase) -> None:
        with owner.connect() as connection:
            if filled := [name for name in _filled(connection) if name not in seeded]:
                names = sql.SQL(", ").join(map(sql.Identifier, filled))
                connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))

    return empty


def _filled(connection: psycopg.Connection) -> list[str]:
    tables = [name for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return [name for name in tables if _has_rows(connection, name)]


def _has_rows(connection: psycopg.Connection, table: str) -> bool:
    found = connection.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(sql.Identifier(table))).fetchone()
    return found == (True,)


def _run(connection: psycopg.Connection, statement: LiteralString, *names: str) -> None:
    connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
