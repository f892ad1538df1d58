"""Backup and restore of the launcher's own server and of somebody else's."""

import dataclasses
import datetime as dt
import os
import tarfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.launcher.conftest import ADDRESS

from xuezuo.config.postgres import archive, binaries, vault
from xuezuo.config.postgres import backup as backups
from xuezuo.config.postgres.backup import backup, restore
from xuezuo.config.postgres.choice import Choice, choose
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.review.ballots.exchange import keyring

AT = dt.datetime(2025, 6, 16, 8, tzinfo=dt.UTC)
TABLES = """
CREATE EXTENSION btree_gist;
CREATE TABLE django_migrations (id int);
CREATE TABLE member (id int PRIMARY KEY, name text, EXCLUDE USING gist (id WITH =));
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY member_all ON member TO xuezuo_all USING (true);
INSERT INTO member VALUES (1, 'COPY 王 '), (2, 'SET transaction_timeout = 0;');
"""


@pytest.fixture
def choice(data_dir: Path) -> Iterator[Choice]:
    choice = choose({"PATH": os.environ["PATH"]}, data_dir)
    assert choice.cluster is not None
    choice.cluster.join()
    choice.prepare()
    with choice.owner.connect() as owner:
        owner.execute(TABLES)
    choice.grant()
    attachment = data_dir / "files" / "ab" / "abcd"
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"minutes")
    yield choice
    choice.cluster.leave()


@pytest.fixture
def file(choice: Choice, data_dir: Path, tmp_path: Path) -> Path:
    file = tmp_path / "backup.tar"
    assert backup(choice, data_dir, file, release="0.1.0", at=AT) == file.stat().st_size
    return file


def names(choice: Choice, role: str = "owner") -> list[str]:
    target = choice.owner if role == "owner" else choice.app
    with target.connect() as connection:
        return [name for (name,) in connection.execute("SELECT name FROM member ORDER BY id")]


def change(choice: Choice) -> None:
    with choice.owner.connect() as owner:
        owner.execute("UPDATE member SET name = 'changed'")


def with_dump(tmp_path: Path, content: bytes) -> Path:
    """A sound backup of another dump."""
    dump = tmp_path / "forged.dump"
    dump.write_bytes(content)
    forged = tmp_path / "forged.tar"
    archive.pack(
        forged, archive.Manifest("0.1.0", "", archive.digest(dump)), dump=dump, keys={}, files=tmp_path / "none"
    )
    return forged


def test_a_backup_comes_back_whole(choice, data_dir, file):
    keys = vault.read(data_dir)
    change(choice)
    (data_dir / "files" / "ab" / "abcd").unlink()
    vault.write(data_dir, keys | {"field_key": "another"})
    manifest = restore(choice, data_dir, file, force=True)
    assert manifest.made_at == "2025-06-16T08:00:00+00:00"
    assert names(choice) == ["COPY 王 ", "SET transaction_timeout = 0;"]
    assert names(choice, "app") == []  # row-level security came back too
    assert (data_dir / "files" / "ab" / "abcd").read_bytes() == b"minutes"
    assert vault.read(data_dir) == keys
    assert (data_dir / "secrets.json.before-restore").stat().st_mode & 0o777 == 0o600


def test_the_file_is_for_its_maker_and_holds_no_password(choice, data_dir, file):
    assert file.stat().st_mode & 0o777 == 0o600
    content = file.read_bytes()
    known = vault.read(data_dir)
    assert known["field_key"].encode() in content
    assert all(known[name].encode() not in content for name in vault.PASSWORDS)
    assert list(file.parent.iterdir()) == [file]


def test_keys_of_running_polls_are_in_no_backup_and_end_with_a_restore(choice, data_dir, tmp_path):
    keyring.make(data_dir, uuid.UUID(int=1))
    file = tmp_path / "backup.tar"
    backup(choice, data_dir, file, release="0.1.0", at=AT)
    with tarfile.open(file) as found:
        assert not [name for name in found.getnames() if "ballots" in name or name.endswith(".pem")]
    assert b"PRIVATE KEY" not in file.read_bytes()
    restore(choice, data_dir, file, force=True)
    assert not list((data_dir / keyring.FOLDER).iterdir())


def test_keys_can_be_kept_apart(choice, data_dir, tmp_path):
    file = tmp_path / "without.tar"
    backup(choice, data_dir, file, release="0.1.0", at=AT, with_keys=False)
    assert vault.read(data_dir)["field_key"].encode() not in file.read_bytes()
    keys = vault.read(data_dir)
    restore(choice, data_dir, file, force=True)
    assert vault.read(data_dir) == keys


def test_a_filled_database_is_not_replaced_unasked(choice, data_dir, file):
    change(choice)
    with pytest.raises(DatabaseProblem, match="--force"):
        restore(choice, data_dir, file)
    assert names(choice) == ["changed", "changed"]


def test_an_empty_database_takes_it_unasked(choice, data_dir, file):
    with choice.owner.connect() as owner:
        owner.execute("DROP TABLE member, django_migrations; DROP EXTENSION btree_gist")
    restore(choice, data_dir, file)
    assert names(choice)[0] == "COPY 王 "


@pytest.mark.parametrize("content", [b"", b"no tar at all"])
def test_what_is_no_backup_is_refused(choice, data_dir, tmp_path, content):
    file = tmp_path / "x.tar"
    file.write_bytes(content)
    with pytest.raises(DatabaseProblem, match="不是 xuezuo 的备份"):
        restore(choice, data_dir, file, force=True)


def test_a_damaged_backup_is_refused(choice, data_dir, file):
    content = bytearray(file.read_bytes())
    content[4000] ^= 255
    file.write_bytes(content)
    with pytest.raises(DatabaseProblem, match="已损坏"):
        restore(choice, data_dir, file, force=True)


def test_a_dump_that_breaks_off_leaves_everything_as_it_was(choice, data_dir, file, tmp_path):
    with tarfile.open(file) as tar:
        dump = tar.extractfile("database.dump")
        assert dump is not None
        whole = dump.read()
    change(choice)
    with pytest.raises(DatabaseProblem, match="保持原样"):
        restore(choice, data_dir, with_dump(tmp_path, whole[:-400]), force=True)
    assert names(choice) == ["changed", "changed"]


def test_a_restore_that_is_killed_leaves_everything_as_it_was(choice, data_dir, file, monkeypatch):
    change(choice)

    def killed(reader, writer):
        writer.stdin.write(backups._HEAD.encode())
        writer.stdin.write(b"CREATE TABLE half (n int);\nCOPY half FROM stdin;\n1\n")
        writer.stdin.close()
        return False

    monkeypatch.setattr(backups, "_pump", killed)
    with pytest.raises(DatabaseProblem, match="保持原样"):
        restore(choice, data_dir, file, force=True)
    assert names(choice) == ["changed", "changed"]


def test_tables_in_use_are_not_waited_for_long(choice, data_dir, file, monkeypatch):
    monkeypatch.setattr(backups, "_HEAD", backups._HEAD.replace("10s", "100ms"))
    with choice.app.connect(autocommit=False) as app:
        app.execute("SELECT 1 FROM member")
        with pytest.raises(DatabaseProblem, match="请先停止"):
            restore(choice, data_dir, file, force=True)


def test_newer_programs_serve_an_older_server(choice, data_dir, file, debian, monkeypatch):
    programs = binaries.find({"PATH": ""})
    monkeypatch.setattr(backups, "find", lambda *_, **__: programs)
    with debian.connect() as admin:
        admin.execute("CREATE DATABASE moved")
    url = f"postgresql://postgres:{debian.password}@{ADDRESS}/moved"
    elsewhere = choose({"DATABASE_URL": url}, data_dir)
    restore(elsewhere, data_dir, file)
    assert names(elsewhere) == ["COPY 王 ", "SET transaction_timeout = 0;"]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), elsewhere.app.connect() as app:
        app.execute("DROP TABLE member")
    backup(elsewhere, data_dir, file, release="0.1.0", at=AT)
    restore(elsewhere, data_dir, file, force=True)
    with debian.connect() as admin:
        admin.execute("DROP DATABASE moved WITH (FORCE)")
        admin.execute("DROP ROLE xuezuo_app, xuezuo_all")


def test_a_backup_of_the_future_is_refused(choice, data_dir, file, tmp_path):
    manifest = archive.Manifest("9.0", "", "", format=archive.FORMAT + 1)
    archive.pack(tmp_path / "new.tar", manifest, dump=file, keys={}, files=tmp_path / "none")
    with pytest.raises(DatabaseProblem, match=r"9\.0"):
        restore(choice, data_dir, tmp_path / "new.tar", force=True)


def test_a_dump_that_fails_leaves_no_file(choice, data_dir, tmp_path):
    with choice.app.connect(autocommit=False):
        absent = dataclasses.replace(choice, owner=choice.owner.with_(dbname="absent"))
        with pytest.raises(DatabaseProblem, match="备份没有完成"):
            backup(absent, data_dir, tmp_path / "x.tar", release="0.1.0", at=AT)
    assert list(tmp_path.iterdir()) == []


def test_programs_older_than_the_server_are_refused(debian, monkeypatch, data_dir):
    def find(_environ, wanted=None):
        if wanted is not None:
            raise DatabaseProblem("none of that version")
        return binaries.Binaries(Path("/nowhere"), 14)

    monkeypatch.setattr(backups, "find", find)
    url = f"postgresql://postgres:{debian.password}@{ADDRESS}/postgres"
    with pytest.raises(DatabaseProblem, match="请安装 PostgreSQL 15"):
        backup(choose({"DATABASE_URL": url}, data_dir), data_dir, data_dir / "x.tar", release="0.1.0", at=AT)
