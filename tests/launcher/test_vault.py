"""Passwords and keys of an installation."""

import os
import threading

import pytest

from xuezuo.config.postgres import vault
from xuezuo.config.postgres.errors import DatabaseProblem


def test_they_are_made_once_and_kept(tmp_path):
    made = vault.ensure(tmp_path / "data")
    assert set(made) == {*vault.PASSWORDS, *vault.KEYS}
    assert len(set(made.values())) == len(made)
    assert vault.ensure(tmp_path / "data") == made
    assert (tmp_path / "data" / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_what_an_older_release_did_not_know_is_added(tmp_path):
    vault.write(tmp_path, {"field_key": "kept"})
    assert vault.ensure(tmp_path)["field_key"] == "kept"
    assert vault.read(tmp_path)["lookup_key"]


def test_processes_that_start_together_agree(tmp_path):
    found: list[dict[str, str]] = []
    threads = [threading.Thread(target=lambda: found.append(vault.ensure(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_spoilt_file_is_named_and_left_alone(tmp_path, content):
    (tmp_path / "secrets.json").write_text(content)
    with pytest.raises(DatabaseProblem, match=r"secrets\.json"):
        vault.ensure(tmp_path)
    assert (tmp_path / "secrets.json").read_text() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseProblem, match="不能使用数据文件夹"):
        vault.ensure(tmp_path / "file" / "data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_somebody_elses_file_is_named(tmp_path):
    (tmp_path / "secrets.json").touch(mode=0o000)
    with pytest.raises(DatabaseProblem, match="建立它的用户"):
        vault.read(tmp_path)
