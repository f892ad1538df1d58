"""The embedded server through its life: started, shared, killed, found in odd states."""

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from tests.launcher.conftest import MEMORY, cluster_in

from xuezuo.config.postgres import creation, identity, processes, vault
from xuezuo.config.postgres.cluster import Cluster
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.processes import server_pid
from xuezuo.config.postgres.sockets import socket_folder

SOME = 20  # numbers that are acknowledged before the server is killed
JOIN = """
import os, sys, time
from pathlib import Path
from xuezuo.config.postgres.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]), os.environ)
cluster.join()
print("joined", flush=True)
sys.stdin.read()
cluster.leave()
"""


@pytest.fixture
def cluster(data_dir: Path) -> Iterator[Cluster]:
    cluster = cluster_in(data_dir)
    cluster.join()
    yield cluster
    cluster.leave()


def one(cluster: Cluster, query: str) -> object:
    with cluster.superuser.connect() as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]


def kill_server(data_dir: Path) -> int:
    pid = server_pid(data_dir / "postgres")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_fresh_folder(made):
    assert (made / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert made.stat().st_mode & 0o777 == 0o700
    assert server_pid(made / "postgres") is None  # stopped by its last user
    assert not (made / "postgres" / "postmaster.pid").exists()


def test_what_the_server_is_like(cluster):
    assert one(cluster, "SHOW listen_addresses") == ""
    assert one(cluster, "SHOW server_encoding") == "UTF8"
    assert one(cluster, "SHOW fsync") == "on"
    assert one(cluster, "SHOW log_min_error_statement") == "panic"
    assert one(cluster, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'") == 0


def test_a_wrong_password_is_refused(cluster):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        cluster.superuser.with_(password="x").connect()


def test_users_share_the_server_and_the_last_one_stops_it(cluster, data_dir):
    second = cluster_in(data_dir)
    second.join()
    pid = server_pid(data_dir / "postgres")
    cluster.leave()
    assert server_pid(data_dir / "postgres") == pid
    assert one(second, "SELECT 1") == 1
    second.leave()
    assert server_pid(data_dir / "postgres") is None


def test_processes_that_start_together_share_one_server(data_dir):
    command = [sys.executable, "-c", JOIN, str(data_dir)]
    users = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(3)]
    assert all(user.stdout is not None and user.stdout.readline() == b"joined\n" for user in users)
    assert (data_dir / "postgres.log").read_text().count("database system is ready") == 2  # once when it was made
    for user in users:
        user.communicate()
    assert server_pid(data_dir / "postgres") is None


def test_the_server_outlives_a_killed_starter_and_serves_the_next(data_dir):
    with subprocess.Popen(
        [sys.executable, "-c", JOIN, str(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as starter:
        assert starter.stdout is not None
        starter.stdout.readline()
        pid = server_pid(data_dir / "postgres")
        starter.kill()
    assert server_pid(data_dir / "postgres") == pid
    cluster = cluster_in(data_dir)
    cluster.join()
    assert server_pid(data_dir / "postgres") == pid
    cluster.leave()
    assert server_pid(data_dir / "postgres") is None


def test_a_killed_server_is_started_again_and_nothing_acknowledged_is_lost(cluster, data_dir):
    cluster.watch()
    with cluster.superuser.connect() as connection:
        connection.execute("CREATE TABLE kept (n int)")
        killer, acknowledged = threading.Thread(target=kill_server, args=[data_dir]), []
        for number in write_until_the_end(connection):
            acknowledged.append(number)
            if number == SOME:
                killer.start()  # while this goes on writing
    killer.join()
    deadline = time.monotonic() + 120
    while not answers(cluster) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert len(acknowledged) > SOME
    with cluster.superuser.connect() as connection:
        kept = {n for (n,) in connection.execute("SELECT n FROM kept")}
    assert kept >= set(acknowledged)
    assert len(kept) <= len(acknowledged) + 1  # the one under way may have been committed too


def write_until_the_end(connection: psycopg.Connection) -> Iterator[int]:
    """Yield each number that the server has confirmed as committed."""
    for number in itertools.count():
        try:
            connection.execute("INSERT INTO kept VALUES (%s)", [number])
        except psycopg.OperationalError:
            return
        yield number


def answers(cluster: Cluster) -> bool:
    try:
        return one(cluster, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def test_a_number_that_now_belongs_to_another_program_does_no_harm(data_dir):
    cluster = cluster_in(data_dir)
    cluster.join()
    kill_server(data_dir)
    pid_file = data_dir / "postgres" / "postmaster.pid"
    pid_file.write_text("\n".join([str(os.getpid()), *pid_file.read_text().split("\n")[1:]]))
    lock = cluster.sockets / ".s.PGSQL.5432.lock"
    lock.write_text("\n".join([str(os.getpid()), *lock.read_text().split("\n")[1:]]))
    again = cluster_in(data_dir)
    again.join()
    assert one(again, "SELECT 1") == 1
    again.leave()
    cluster.leave()


def test_a_creation_that_was_killed_is_done_anew(data_dir):
    (data_dir / "postgres").rename(data_dir / "postgres.new")
    cluster = cluster_in(data_dir)
    cluster.join()
    assert one(cluster, "SELECT 1") == 1
    cluster.leave()


def test_data_of_another_major_version_are_refused(data_dir):
    (data_dir / "postgres" / "PG_VERSION").write_text("14\n")
    with pytest.raises(DatabaseProblem, match="PostgreSQL 14"):
        cluster_in(data_dir).join()


def test_a_server_that_cannot_start_says_why(data_dir):
    with pytest.raises(DatabaseProblem, match="no_such_setting"):
        cluster_in(data_dir, "no_such_setting=1").join()


def test_secrets_of_another_folder_are_refused(data_dir):
    vault.write(data_dir, {"superuser_password": "another"})
    with pytest.raises(DatabaseProblem, match=r"secrets\.json"):
        cluster_in(data_dir).join()
    assert server_pid(data_dir / "postgres") is None


def test_a_deep_folder_gets_a_short_socket(made, tmp_path):
    deep = tmp_path / ("很深的文件夹" * 6) / "data"
    shutil.copytree(made, deep)
    cluster = cluster_in(deep)
    cluster.join()
    assert len(os.fsencode(cluster.sockets)) < 90
    assert one(cluster, "SELECT 1") == 1
    cluster.leave()
    shutil.rmtree(cluster.sockets)


def test_a_forked_child_does_not_stop_the_server(cluster, data_dir):
    child = os.fork()
    if child == 0:
        cluster.leave()
        os._exit(0)
    os.waitpid(child, 0)
    assert one(cluster, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to be somebody else")
class TestRoot:
    @pytest.mark.usefixtures("cluster")
    def test_a_user_namespace_keeps_the_owner_of_the_files(self, data_dir):
        if not identity.choose(data_dir / "postgres").prefix:
            pytest.skip("this kernel allows no user namespaces")
        assert (data_dir / "postgres" / "postmaster.pid").stat().st_uid == 0

    def test_without_a_namespace_another_account_takes_over(self, monkeypatch):
        monkeypatch.setattr(identity, "_namespace", tuple)
        with tempfile.TemporaryDirectory(prefix="xz", dir=MEMORY) as folder:
            Path(folder).chmod(0o755)
            data_dir = Path(folder) / "data"
            cluster = cluster_in(data_dir)
            cluster.join()
            assert one(cluster, "SELECT 1") == 1
            assert (data_dir / "postgres").stat().st_uid != 0
            cluster.leave()
            cluster = cluster_in(data_dir)
            cluster.join()
            cluster.leave()

    def test_with_neither_it_says_so(self, monkeypatch, tmp_path):
        monkeypatch.setattr(identity, "_namespace", tuple)
        monkeypatch.setattr(identity, "accounts", list)
        with pytest.raises(DatabaseProblem, match="root"):
            cluster_in(tmp_path).join()

    def test_without_a_known_account_there_is_no_namespace(self, monkeypatch):
        monkeypatch.setattr(identity, "accounts", list)
        assert identity._namespace() == ()


class TestSocketFolder:
    @pytest.fixture
    def deep(self, monkeypatch, tmp_path):
        """A data folder too deep for a socket; the short folder would be made in `tmp_path / "r"`."""
        short = Path(tempfile.mkdtemp(prefix="xz", dir=MEMORY))
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(short))
        yield tmp_path / ("d" * 100)
        shutil.rmtree(short)

    def test_it_is_always_the_same(self, deep):
        assert socket_folder(deep) == socket_folder(deep)
        assert socket_folder(deep) != socket_folder(deep / "other")

    def test_a_near_one_is_in_the_data_folder(self):
        assert socket_folder(Path("/srv/xuezuo")) == Path("/srv/xuezuo/run")

    def test_one_that_somebody_else_has_made_is_refused(self, deep):
        socket_folder(deep).touch()
        with pytest.raises(DatabaseProblem, match="不属于当前用户"):
            socket_folder(deep)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders away")
    def test_the_servers_own_account_may_have_it(self, deep):
        folder = socket_folder(deep)
        folder.mkdir()
        os.chown(folder, identity.accounts()[0].pw_uid, -1)
        assert socket_folder(deep) == folder
        os.chown(folder, 54321, -1)
        with pytest.raises(DatabaseProblem):
            socket_folder(deep)


def test_a_folder_that_cannot_be_written_is_told_with_initdbs_words(tmp_path, monkeypatch):
    monkeypatch.setattr(creation, "_arguments", lambda *_: ["--no-such-option"])
    with pytest.raises(DatabaseProblem, match="no-such-option"):
        cluster_in(tmp_path / "data").join()


def test_a_server_that_hangs_is_stopped_the_hard_way(cluster, data_dir, monkeypatch):
    monkeypatch.setattr(processes, "_FAST_SECONDS", 0.5)
    with cluster.superuser.connect():
        os.kill(server_pid(data_dir / "postgres"), signal.SIGSTOP)
        threading.Timer(1.5, os.kill, [server_pid(data_dir / "postgres"), signal.SIGCONT]).start()
        cluster.leave()
    assert server_pid(data_dir / "postgres") is None
