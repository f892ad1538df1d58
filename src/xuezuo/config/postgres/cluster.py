"""One data folder of the embedded server: create, start, join, recover, stop.

Any number of processes share a server. Each holds `users.lock` (shared) for its life; the last one to leave stops the
server. The kernel frees the lock of a process that was killed; a server without users keeps running and is joined by
the next one. Whoever starts or stops holds `server.lock` (exclusive), so that these never happen at the same time.
`postgres` runs in a session of its own: Ctrl-C in the terminal, or the death of its starter, does not reach it.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

import psycopg

from xuezuo.config.postgres import binaries, identity, vault
from xuezuo.config.postgres.creation import create, data_version
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.processes import end, log_tail, server_pid, set_aside_foreign_pid
from xuezuo.config.postgres.sockets import socket_folder
from xuezuo.config.postgres.target import Target

PORT = "5432"  # only the name of the socket: nothing listens on a network
SUPERUSER = "postgres"
_START_SECONDS = 120.0  # recovery after a crash may take this long
_STARTS = 3  # a crashed server's last children may hold its memory for a moment
_LOG_BYTES = 10_000_000
_WATCH_SECONDS = 0.5


class Cluster:
    """The embedded server of one data folder."""

    def __init__(self, data_dir: Path, environ: Mapping[str, str], options: Sequence[str] = ()) -> None:
        """Describe the server; nothing is touched before `join`.

        Args:
            data_dir: the installation's folder; the database lies in `postgres` below it.
            environ: the environment variables, for finding the programs.
            options: further `name=value` settings of the server (tests switch fsync off).
        """
        self.data_dir = data_dir
        self.folder = data_dir / "postgres"
        self.sockets = socket_folder(data_dir)
        self._environ = environ
        self._options = tuple(options)
        self._users: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._joined_by = 0
        self._left = threading.Event()

    @property
    def superuser(self) -> Target:
        """Where the server's superuser connects."""
        password = vault.read(self.data_dir).get("superuser_password", "")
        return Target(str(self.sockets), PORT, "postgres", SUPERUSER, password)

    @property
    def log(self) -> Path:
        """The server's messages."""
        return self.data_dir / "postgres.log"

    def programs(self) -> binaries.Binaries:
        """Return programs that fit the data folder.

        Raises:
            DatabaseProblem: when there are none, or none of the folder's major version.
        """
        return binaries.find(self._environ, wanted=data_version(self.folder))

    def join(self) -> None:
        """Become a user of the server, creating and starting it when need be; blocks until it answers.

        Raises:
            DatabaseProblem: when it cannot be created or started.
        """
        vault.ensure(self.data_dir)
        with self._alone():
            users = (self.data_dir / "users.lock").open("a")
            try:
                fcntl.flock(users, fcntl.LOCK_SH)
                self._run()
            except BaseException:
                self._release(users)
                raise
        self._users, self._joined_by = users, os.getpid()
        self._left.clear()

    def leave(self) -> None:
        """Stop being a user; the last one stops the server. Does nothing in a forked child or when not joined."""
        if self._users is None or self._joined_by != os.getpid():
            return
        self._left.set()
        with self._alone():
            self._release(self._users)
        self._users = None

    def watch(self) -> None:
        """Start a thread that starts the server again whenever it has died, until `leave`."""
        threading.Thread(target=self._watch, name="xuezuo-postgres-watch", daemon=True).start()

    def _watch(self) -> None:
        while not self._left.wait(_WATCH_SECONDS):
            if server_pid(self.folder) is None:
                with self._alone(), contextlib.suppress(DatabaseProblem):
                    if not self._left.is_set():
                        self._run()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.data_dir / "server.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _run(self) -> None:
        """Make sure that a server answers; the caller holds `server.lock`."""
        programs = self.programs()
        runs_as = identity.choose(self.folder)
        self.sockets.mkdir(parents=True, exist_ok=True, mode=0o700)
        runs_as.let_through(self.data_dir)
        runs_as.give(self.sockets)
        if data_version(self.folder) is None:
            create(self.folder, programs, runs_as, self.superuser)
        deadline, starts = time.monotonic() + _START_SECONDS, 0
        while not self._answers():
            if not self._is_alive():
                if starts == _STARTS:
                    raise DatabaseProblem(f"PostgreSQL 没有启动。{self.log} 的最后几行：\n{log_tail(self.log)}")
                time.sleep(starts * 0.5)
                self._process, starts = self._start(programs, runs_as), starts + 1
            if time.monotonic() > deadline:
                raise DatabaseProblem(f"PostgreSQL 在 {_START_SECONDS:.0f} 秒内没有就绪，请看 {self.log}。")
            time.sleep(0.02)

    def _is_alive(self) -> bool:
        child = self._process is not None and self._process.poll() is None
        return child or server_pid(self.folder) is not None

    def _answers(self) -> bool:
        if not (self.sockets / f".s.PGSQL.{PORT}").exists():
            return False
        try:
            self.superuser.connect(seconds=5).close()
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DatabaseProblem(
                    f"{self.data_dir / vault.FILE_NAME} 与数据文件夹中的数据库不符：请恢复与它同时备份的 secrets.json。"
                ) from None
            return False
        return True

    def _start(self, programs: binaries.Binaries, runs_as: identity.Identity) -> subprocess.Popen[bytes]:
        set_aside_foreign_pid(self.folder, self.sockets / f".s.PGSQL.{PORT}.lock")
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            shutil.move(self.log, self.log.with_suffix(".log.1"))
        settings = ("listen_addresses=", f"unix_socket_directories={self.sockets}", *self._options)
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603  # CONFIG: a program of the administrator's choice, no shell
                [
                    *runs_as.prefix,
                    *(programs.path("postgres"), "-D", str(self.folder)),
                    *(part for setting in settings for part in ("-c", setting)),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=runs_as.user,
                group=runs_as.group,
                cwd="/",
                env=server_environment(self._environ),
                start_new_session=True,
            )

    def _release(self, users: IO[str]) -> None:
        with users, contextlib.suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()
        if self._process is not None and self._process.poll() is None:
            self._process.returncode = 0  # it serves others: no longer this process's child to worry about

    def _stop(self) -> None:
        if (pid := server_pid(self.folder)) is not None:
            end(pid, self.folder, signal.SIGINT)
        if self._process is not None:
            self._process.wait()


def server_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` without libpq's variables, with messages in plain English: they are searched for words."""
    kept = {key: value for key, value in environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
