"""Keeps child processes running until this process is told to stop.

Each child dies with its parent (Linux: `PR_SET_PDEATHSIG`), so that a killed `serve` leaves no one behind who holds
the port. Why not multiprocessing: a fork of a process with Django, threads and locks may never wake up.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

_RESTART_SECONDS = 2.0
_STOP_SECONDS = 15.0
_POLL_SECONDS = 0.5
# Between fork and exec (preexec_fn) a lock of another thread could hang the child, so it is done after exec.
_DIE_WITH_PARENT = """
import ctypes, os, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


class Supervisor:
    """Runs commands side by side."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        """Describe what to run; nothing starts before `run`.

        Args:
            commands: arguments for this Python (`["-m", "granian", ...]`).
        """
        self._commands = [list(command) for command in commands]
        self._children: dict[int, subprocess.Popen[bytes]] = {}
        self._not_before: dict[int, float] = {}
        self._stopping = threading.Event()

    def run(self) -> None:
        """Start everything, start again what dies, return after SIGINT or SIGTERM when all have ended."""
        former = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            while not self._stopping.is_set():
                self._start_missing()
                self._stopping.wait(_POLL_SECONDS)
        finally:
            self._end_all()
            for number, handler in former.items():
                signal.signal(number, handler)

    def _stop(self, _number: int, _frame: object) -> None:
        self._stopping.set()

    def _start_missing(self) -> None:
        for index, command in enumerate(self._commands):
            child = self._children.get(index)
            if child is not None and child.poll() is None:
                continue
            if child is not None:
                _kill_group(child)  # its own children may have outlived it
            if time.monotonic() >= self._not_before.get(index, 0.0):
                self._not_before[index] = time.monotonic() + _RESTART_SECONDS
                self._children[index] = _start(command)

    def _end_all(self) -> None:
        for child in self._children.values():
            child.terminate()
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            _kill_group(child)


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the parent only, which then ends the children in order.
    return subprocess.Popen(  # noqa: S603  # CONFIG: this Python with arguments of the house
        [sys.executable, "-c", _DIE_WITH_PARENT, *arguments], start_new_session=True
    )
