"""The command on somebody else's server, from the outside."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.launcher.conftest import ADDRESS

from xuezuo.config import database
from xuezuo.config.postgres.choice import Choice, choose
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.target import Target


@pytest.fixture
def foreign(debian: Target, data_dir: Path) -> Iterator[Choice]:
    """An empty database on Debian's server, its superuser as the owner."""
    with debian.connect() as admin:
        admin.execute("CREATE DATABASE whole")
    url = f"postgresql://postgres:{debian.password}@{ADDRESS}/whole"
    yield choose({"DATABASE_URL": url, "XUEZUO_APP_ROLE": "xuezuo_whole"}, data_dir)
    with debian.connect() as admin:
        admin.execute("DROP DATABASE whole WITH (FORCE)")
        admin.execute("DROP ROLE IF EXISTS xuezuo_whole, xuezuo_whole_all")


def xuezuo(choice: Choice, data_dir: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    owner = choice.owner
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("XUEZUO_", "DJANGO_"))} | {
        "DATABASE_URL": f"postgresql://{owner.user}:{owner.password}@{owner.host}/{owner.dbname}",
        "XUEZUO_APP_ROLE": choice.app.user,
        "XUEZUO_DATA": str(data_dir),
    }
    command = [sys.executable, "-m", "xuezuo.config.cli", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_migrate_makes_it_ready_and_psql_sees_nobody(foreign, data_dir):
    done = xuezuo(foreign, data_dir, "migrate", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    with foreign.owner.connect() as owner:
        owner.execute(
            "INSERT INTO org_member (uid, number, name, pinyin, initials, sex, nation, born_on, education, joined_on)"
            " VALUES (gen_random_uuid(), '1', '王', 'wang', 'w', 'male', '', '1980-01-01', '', '2001-01-01')"
        )
    with foreign.app.connect() as app:
        assert app.execute("SELECT count(*) FROM org_member").fetchone() == (0,)
        assert app.execute("SELECT count(*) FROM org_unit").fetchone() == (0,)
    with foreign.app.connect(autocommit=False) as app:
        app.execute("SET LOCAL ROLE xuezuo_whole_all")
        assert app.execute("SELECT count(*) FROM org_member").fetchone() == (1,)


def test_a_server_that_is_not_there_is_one_message(foreign, data_dir):
    away = Choice(foreign.owner.with_(dbname="away"), foreign.app, foreign.roles, None)
    done = xuezuo(away, data_dir, "migrate")
    assert done.returncode == 1
    assert "不能连接数据库" in done.stderr
    assert "Traceback" not in done.stderr


def test_django_connects_as_the_named_role(data_dir):
    as_app = database.django_databases({}, data_dir)["default"]
    as_owner = database.django_databases({"XUEZUO_DB_ROLE": "owner"}, data_dir)["default"]
    assert (as_app["USER"], as_owner["USER"]) == ("xuezuo_app", "xuezuo_owner")
    assert as_app["ATOMIC_REQUESTS"] is True
    with pytest.raises(DatabaseProblem, match="XUEZUO_DB_ROLE"):
        database.django_databases({"XUEZUO_DB_ROLE": "root"}, data_dir)


def test_keys_of_another_folder_are_refused_with_their_fingerprints(foreign, data_dir, tmp_path):
    assert xuezuo(foreign, data_dir, "migrate", "--json").returncode == 0
    assert xuezuo(foreign, data_dir, "export", "roster", str(tmp_path / "a.xlsx")).returncode == 0
    other = tmp_path / "other"
    for words in (("export", "roster", str(tmp_path / "b.xlsx")), ("backup", str(tmp_path / "b.tar")), ("migrate",)):
        refused = xuezuo(foreign, other, *words)
        assert refused.returncode == 1
        assert "Traceback" not in refused.stderr
        assert "不是这个数据库的密钥" in refused.stderr
        assert "加密密钥（field_key）在数据库中登记的指纹是" in refused.stderr
    assert not list(tmp_path.glob("b.*"))
    seen = xuezuo(foreign, other, "doctor", "--json")
    assert seen.returncode == 1
    assert "keys.foreign" in seen.stdout
