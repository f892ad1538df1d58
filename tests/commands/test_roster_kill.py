"""`kill -9` in the middle of an import leaves nothing, and the same file is then imported as if nothing had been."""

import json
import os
import pty
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from xuezuo.org.tests.roster.books import Book, member

COMMAND = [sys.executable, "-m", "xuezuo.config.cli"]
MEMBERS = 4_000


@pytest.fixture
def environ() -> Iterator[dict[str, str]]:
    """The environment of an installation of its own."""
    with tempfile.TemporaryDirectory(prefix="xz") as folder:
        Path(folder).chmod(0o755)
        yield {**os.environ, "XUEZUO_DATA": f"{folder}/data", "DJANGO_SETTINGS_MODULE": "xuezuo.config.settings"}


def xuezuo(environ: dict[str, str], *words: str) -> dict[str, object]:
    done = subprocess.run([*COMMAND, *words, "--json"], env=environ, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def kill_while(environ: dict[str, str], words: list[str], step: str) -> None:
    """Start the subcommand on a terminal and kill it as soon as it says that it is at `step`."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([*COMMAND, *words], env=environ, stderr=theirs, stdout=subprocess.DEVNULL) as running:
        os.close(theirs)
        seen = b""
        while step.encode() not in seen:
            chunk = os.read(ours, 4096)
            assert chunk, seen.decode()
            seen += chunk
        running.send_signal(signal.SIGKILL)
    os.close(ours)


def test_nothing_is_left(environ: dict[str, str], tmp_path: Path) -> None:
    book = Book()
    book.members += [member(f"K{n}", ("B1", "B2")[n % 2], 姓名=f"党员{n}") for n in range(MEMBERS)]
    file = str(book.csv(tmp_path / "roster"))
    checked = xuezuo(environ, "import", "roster", file, "--dry-run")
    kill_while(environ, ["import", "roster", file], "写入党员")
    again = xuezuo(environ, "import", "roster", file)
    assert (checked["new"], again["new"], again["unchanged"], again["applied"]) == (MEMBERS + 12, MEMBERS + 12, 0, 1)
