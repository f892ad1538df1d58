"""Import rosters of growing size into fresh installations: CPU seconds of client and PostgreSQL, peak memory.

uv run python -m bench.import_roster DIVISIONS.csv [--scales 0.25 0.5 1] [--again]

Per row the figures must stay level: nothing may grow faster than the file. `--again` also imports each file a second
time (nothing changes) and exports it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-m", "xuezuo.config.cli"]
TICK = os.sysconf("SC_CLK_TCK")


def postgres_seconds(data: Path) -> float:
    """Return the CPU seconds of the server of a data folder, with all of its processes that are or were."""
    pid = int((data / "postgres" / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    total = 0
    for one in [str(pid), *children]:
        fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        total += sum(map(int, fields[11:15] if one == str(pid) else fields[11:13]))
    return total / TICK


def run(data: Path, *words: str) -> tuple[float, float, float, int, dict[str, object]]:
    """Run a subcommand; return wall, client CPU and server CPU seconds, peak memory in MB, what it answered."""
    before, began = postgres_seconds(data), time.monotonic()
    environ = {**os.environ, "XUEZUO_DATA": str(data)}
    with subprocess.Popen([*COMMAND, *words, "--json"], env=environ, stdout=subprocess.PIPE) as process:
        out = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{words}: exit code {process.returncode}")
    client = usage.ru_utime + usage.ru_stime
    wall, server = time.monotonic() - began, postgres_seconds(data) - before
    return wall, client, server, usage.ru_maxrss // 1024, json.loads(out) if out else {}


def show(what: str, rows: int, found: tuple[float, float, float, int, dict[str, object]]) -> None:
    """Print one line."""
    wall, client, server, memory, _ = found
    per_row = (client + server) * 1e6 / rows
    print(
        f"{what:24} {rows:8} rows  client {client:6.1f}  PostgreSQL {server:6.1f}  CPU {client + server:6.1f} s"
        f"  {per_row:5.0f} us/row  peak {memory:4} MB  wall {wall:6.1f} s",
        flush=True,
    )


def measure(divisions: Path, scale: float, *, again: bool) -> None:
    """Make a city of this scale and import it into a fresh installation."""
    with tempfile.TemporaryDirectory(prefix="xz") as folder:
        Path(folder).chmod(0o755)
        data, file = Path(folder) / "data", Path(folder) / "city.xlsx"
        maker = [sys.executable, "-m", "tools.city_roster", str(divisions), str(file), "--scale", str(scale)]
        subprocess.run(maker, check=True, stdout=subprocess.DEVNULL)
        environ = {**os.environ, "XUEZUO_DATA": str(data)}
        # The server stays up in between, held by a worker that has nothing to do.
        subprocess.run([*COMMAND, "migrate"], env=environ, check=True, capture_output=True)
        with subprocess.Popen([*COMMAND, "worker"], env=environ) as holder:
            while not (data / "postgres" / "postmaster.pid").exists():
                time.sleep(0.2)
            time.sleep(5)
            found = run(data, "import", "roster", str(file))
            rows = int(str(found[4]["rows"]))
            show(f"import {scale:g}x", rows, found)
            if again:
                show(f"import {scale:g}x again", rows, run(data, "import", "roster", str(file)))
                show(f"export {scale:g}x", rows, run(data, "export", "roster", str(Path(folder) / "out.xlsx")))
            holder.terminate()


def main() -> None:
    """Measure each scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("divisions", type=Path)
    parser.add_argument("--scales", type=float, nargs="+", default=[0.25, 0.5, 1.0])
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_args()
    for scale in arguments.scales:
        measure(arguments.divisions, scale, again=arguments.again)


if __name__ == "__main__":
    main()
