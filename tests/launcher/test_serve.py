"""`xuezuo serve` as people run it: it answers, survives the death of its parts, and ends without leaving anything."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def port() -> int:
    """A port below those that connections of other tests are given, for another one in each worker."""
    for number in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as free, contextlib.suppress(OSError):
            free.bind(("127.0.0.1", number))
            return number
    raise AssertionError("no free port")


@contextlib.contextmanager
def serving(data: Path, port: int, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("XUEZUO_", "DATABASE_URL"))}
    command = [sys.executable, "-m", "xuezuo.config.cli", "serve", "--data", str(data), "--port", str(port), *words]
    with (data / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, stderr=log, env=environment | {"DJANGO_SETTINGS_MODULE": ""})
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(180)


def status(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=60) as answer:
            return int(answer.status)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return 0


def wait_until(what, seconds: float = 900.0) -> bool:
    """Wait for long: a loaded machine makes the whole schema first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.2)
    return False


def is_running(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:  # it may end between any two looks
        return False


def children(of: int) -> dict[int, str]:
    """Return process id -> command line of the direct children."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((place / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            if parent == of:
                found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def test_serves_survives_and_ends(data_dir, port):
    with serving(data_dir, port) as process:
        assert wait_until(lambda: status(port) == 200), (data_dir / "serve.log").read_text("utf-8")
        web = next(pid for pid, words in children(process.pid).items() if "granian" in words)
        workers = children(web)
        os.kill(web, signal.SIGKILL)
        assert wait_until(lambda: any("granian" in w for p, w in children(process.pid).items() if p != web))
        assert wait_until(lambda: status(port) == 200)
        gone = wait_until(lambda: not [pid for pid in workers if is_running(pid)])
        assert gone, "workers of a killed server hold the port for ever"
        left = {**children(process.pid)}
        process.send_signal(signal.SIGTERM)
        assert process.wait(180) == 0
    assert wait_until(lambda: not [pid for pid in left if is_running(pid)])
    assert status(port) == 0


def test_refuses_unsafe_settings(tmp_path, port):
    environment = os.environ | {"XUEZUO_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "", "XUEZUO_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "xuezuo.config.cli", "serve", "--port", str(port)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert ended.returncode == 1
    assert "xuezuo.E001" in ended.stderr
    assert not (tmp_path / "postgres").exists(), "refused before anything is started"
