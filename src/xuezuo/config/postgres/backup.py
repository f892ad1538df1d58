"""Backup into one file, and back: all of it or nothing."""

import datetime as dt
import math
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from xuezuo.config.postgres import archive, vault
from xuezuo.config.postgres.binaries import Binaries, find
from xuezuo.config.postgres.choice import Choice
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.roles import connect
from xuezuo.review.ballots.exchange import keyring

_WAIT = "10s"  # for other users of the tables that are replaced
# Written by pg_dump >= 17, unknown to servers before.
_UNKNOWN_TO_OLD_SERVERS = b"SET transaction_timeout = 0;\n"
_EMPTY = """
SELECT NOT EXISTS (
    SELECT FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
"""
_HEAD = f"""BEGIN;
SET LOCAL lock_timeout = '{_WAIT}';
SET LOCAL client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
_PLAIN = ("--no-owner", "--no-acl", "--file=-")
_STRICT = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--output={os.devnull}", "--file=-")


def backup(choice: Choice, data_dir: Path, file: Path, *, release: str, at: dt.datetime, with_keys: bool = True) -> int:
    """Write database, attachments and keys to `file`; the database must answer, and may be in use.

    Args:
        choice: which database.
        data_dir: the installation's folder.
        file: replaced in one step once the backup is complete.
        release: the version of xuezuo.
        at: the present instant.
        with_keys: whether the keys that open secret fields go into the same file.

    Returns:
        The size in bytes.

    Raises:
        DatabaseProblem: when `pg_dump` fails; its words are in the message.
    """
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".backup-") as folder:
        dump = archive.dump_in(Path(folder))
        arguments = ["--format=custom", "--no-owner", "--no-acl", "--file", str(dump)]
        _run([_programs(choice).path("pg_dump"), *arguments], choice, "备份没有完成")
        known = vault.read(data_dir)
        keys = {name: known[name] for name in vault.KEYS if name in known} if with_keys else {}
        manifest = archive.Manifest(release, at.astimezone(dt.UTC).isoformat(), archive.digest(dump))
        archive.pack(file, manifest, dump=dump, keys=keys, files=data_dir / archive.FILES)
    return file.stat().st_size


def restore(choice: Choice, data_dir: Path, file: Path, *, force: bool = False) -> archive.Manifest:
    """Put a backup in place of what is there: one transaction for the database, files added before, keys set after.

    Args:
        choice: which database; it must answer.
        data_dir: the installation's folder.
        file: the backup.
        force: replace a database that holds something.

    Raises:
        DatabaseProblem: when the file is no sound backup, the database is not empty (without `force`) or in use, or
            restoring fails; nothing has changed then but for attachments that nothing refers to.
    """
    choice.prepare()
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=".restore-") as folder:
        manifest, keys = archive.unpack(file, Path(folder))
        if not force and not _is_empty(choice):
            raise DatabaseProblem("数据库不是空的，没有恢复。要用备份替换全部现有数据，请加 --force。")
        _add_files(Path(folder) / archive.FILES, data_dir / archive.FILES)
        _replace_database(choice, archive.dump_in(Path(folder)))
    # Ballots put in since the backup are gone, and their voters could have a second one signed: without its keys a poll
    # that was running can only be made void and repeated.
    keyring.destroy_others(data_dir, (), math.inf)
    if keys:
        former = vault.read(data_dir)
        shutil.copy2(data_dir / vault.FILE_NAME, data_dir / f"{vault.FILE_NAME}.before-restore")
        vault.write(data_dir, former | keys)
    choice.grant()
    return manifest


def _is_empty(choice: Choice) -> bool:
    with connect(choice.owner) as connection:
        return connection.execute(_EMPTY).fetchone() == (True,)


def _add_files(source: Path, target: Path) -> None:
    """Add attachments; they are named by their content, so a file that is there is the same file."""
    for path in source.rglob("*") if source.is_dir() else ():
        place = target / path.relative_to(source)
        if path.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)


def _replace_database(choice: Choice, dump: Path) -> None:
    programs = _programs(choice)
    with tempfile.TemporaryFile() as said:
        with (
            _start([programs.path("pg_restore"), *_PLAIN, str(dump)], said, stdout=subprocess.PIPE) as reader,
            _start([programs.path("psql"), *_STRICT], said, stdin=subprocess.PIPE, choice=choice) as writer,
        ):
            is_done = _pump(reader, writer)
        if not is_done or writer.returncode != 0:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise DatabaseProblem(f"恢复没有完成，数据库保持原样（如果网站正在运行，请先停止它）：\n{words}")


def _pump(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> bool:
    """Send the script on, within one transaction; tells whether it was complete.

    COMMIT is sent last and by us: if this process is killed, `psql` meets the end of its input and commits nothing.
    """
    if reader.stdout is None or writer.stdin is None:
        raise TypeError("both ends have to be pipes")
    try:
        writer.stdin.write(_HEAD.encode())
        is_head = True  # before the first row of data, which might look like anything
        for line in reader.stdout:
            is_head = is_head and not line.startswith(b"COPY ")
            if not (is_head and line == _UNKNOWN_TO_OLD_SERVERS):
                writer.stdin.write(line)
        if is_complete := reader.wait() == 0:
            writer.stdin.write(b"COMMIT;\n")
        writer.stdin.close()
    except BrokenPipeError:
        reader.kill()
        return False
    return is_complete


def _start(
    command: list[str],
    said: IO[bytes],
    *,
    stdin: int | None = None,
    stdout: int | None = None,
    choice: Choice | None = None,
) -> subprocess.Popen[bytes]:
    environ = None if choice is None else _environment(choice)
    return subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=said, env=environ)  # noqa: S603  # CONFIG: programs of the server


def _programs(choice: Choice) -> Binaries:
    if choice.cluster is not None:
        return choice.cluster.programs()
    with connect(choice.owner) as connection:
        major = connection.info.server_version // 10000
    try:
        return find(os.environ, wanted=major)
    except DatabaseProblem:
        programs = find(os.environ)
    if programs.major < major:
        raise DatabaseProblem(
            f"服务器是 PostgreSQL {major}，而 pg_dump 是 {programs.major}：请安装 PostgreSQL {major} 的客户端。"
        )
    return programs


def _environment(choice: Choice) -> Mapping[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | choice.owner.environment


def _run(command: list[str], choice: Choice, failure: str) -> None:
    done = subprocess.run(  # noqa: S603  # CONFIG: programs that came with the server
        command, env=_environment(choice), capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode != 0:
        raise DatabaseProblem(f"{failure}：\n{done.stderr.strip()}")
