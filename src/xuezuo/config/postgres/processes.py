"""Looking at, and ending, the server's process."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_FAST_SECONDS = 60.0
_LINES = 15


def server_pid(folder: Path) -> int | None:
    """Return the process id of the server that runs on the data in `folder`, or None.

    A number alone proves nothing: after a crash or a restart of a container it may belong to any other program.
    """
    pid = _recorded(folder / "postmaster.pid")
    return pid if pid is not None and os.fsencode(folder) in _command(pid) else None


def set_aside_foreign_pid(folder: Path, socket_lock: Path) -> None:
    """Let a new server start although the crashed one's number now belongs to another program.

    Only the number in `postmaster.pid` is replaced, by one that nobody has: the file also names the shared memory by
    which PostgreSQL recognizes children of the crashed server that are still writing. The caller knows that no server
    runs.
    """
    pid_file = folder / "postmaster.pid"
    pid = _recorded(pid_file)
    if pid is not None and _command(pid):
        lines = pid_file.read_text(encoding="utf-8").split("\n")
        pid_file.write_text("\n".join([str(_free_pid()), *lines[1:]]), encoding="utf-8")
    socket_lock.unlink(missing_ok=True)


def end(pid: int, folder: Path, with_signal: signal.Signals) -> None:
    """Stop the server and wait for it; after a minute the hard way, which its recovery at the next start mends."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, with_signal)
        deadline = time.monotonic() + _FAST_SECONDS
        while server_pid(folder) == pid:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGQUIT)
            time.sleep(0.02)


def log_tail(log: Path) -> str:
    """Return the last lines of the server's messages."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES:])


def _recorded(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _command(pid: int) -> bytes:
    """Return the command line of a process; empty when there is none (a zombie has none either)."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return b""
    listed = subprocess.run(  # noqa: S603  # CONFIG: fixed program, a number as argument
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False
    )
    return listed.stdout


def _free_pid() -> int:
    gone = subprocess.Popen([sys.executable, "-I", "-S", "-c", ""])  # CONFIG: own interpreter
    gone.wait()
    return gone.pid
