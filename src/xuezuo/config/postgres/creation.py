"""Making the data folder of the embedded server."""

import os
import shutil
import subprocess
from pathlib import Path

from xuezuo.config.postgres.binaries import Binaries
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.identity import Identity
from xuezuo.config.postgres.target import Target

_BUILTIN_SINCE = 17  # from here on C.UTF-8 is PostgreSQL's own: the same order on every system
_CHECKSUMS_BY_DEFAULT_SINCE = 18
_SETTINGS = """
# Written by xuezuo when the folder was made; change or add below as you like.
timezone = 'UTC'
log_timezone = 'UTC'
jit = off                        # compiling costs more than it saves on short queries
work_mem = 16MB
random_page_cost = 1.1           # solid-state disks
log_min_error_statement = panic  # statements hold personal data: they never reach the log
log_error_verbosity = terse      # "Key (name)=(...) already exists" neither
"""


def data_version(folder: Path) -> int | None:
    """Return the major version of the data in `folder`; None when there are no data."""
    try:
        return int((folder / "PG_VERSION").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def create(folder: Path, programs: Binaries, runs_as: Identity, superuser: Target) -> None:
    """Run `initdb` beside `folder` and move the result there: a crash leaves nothing that looks finished.

    Raises:
        DatabaseProblem: when `initdb` fails; its words are in the message.
    """
    draft = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password_file = Path(superuser.host) / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(superuser.password, encoding="ascii")
    try:
        for path in (draft, password_file):
            runs_as.give(path)
        done = subprocess.run(  # noqa: S603  # CONFIG: a program of the administrator's choice, no shell
            [*runs_as.prefix, programs.path("initdb"), *_arguments(draft, programs.major, password_file, superuser)],
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            user=runs_as.user,
            group=runs_as.group,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        )
    finally:
        password_file.unlink()
    if done.returncode != 0:
        raise DatabaseProblem(f"不能在 {folder.parent} 建立数据库：\n{done.stdout}{done.stderr}")
    with (draft / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(_SETTINGS)
    draft.rename(folder)


def _arguments(folder: Path, major: int, password_file: Path, superuser: Target) -> list[str]:
    result = [
        f"--pgdata={folder}",
        f"--username={superuser.user}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
    ]
    if major >= _BUILTIN_SINCE:
        result += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    else:
        result += ["--locale=C.UTF-8"]
    return result if major >= _CHECKSUMS_BY_DEFAULT_SINCE else [*result, "--data-checksums"]
