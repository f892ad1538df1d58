"""Time the reads people wait for, on an installation filled by `bench.city`: wall time, CPU, queries.

uv run python -m bench.reads --data /tmp/city
"""

import argparse
import datetime as dt
import os
import time
from collections.abc import Callable
from pathlib import Path

RUNS = 3


def measure(name: str, work: Callable[[], object]) -> None:
    """Print the median of a few runs after one warm-up, with the number of queries."""
    from django.db import connection, reset_queries, transaction  # noqa: PLC0415  # Django is set up by the session

    walls, cpus, servers = [], [], []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    for number in range(RUNS + 1):
        reset_queries()
        with transaction.atomic():
            wall, cpu, server = time.perf_counter(), time.process_time(), server_seconds(pid)
            work()
            if number:
                servers.append(server_seconds(pid) - server)
                walls.append(time.perf_counter() - wall)
                cpus.append(time.process_time() - cpu)
    queries = len(connection.queries)
    wall, cpu, server = (sorted(times)[RUNS // 2] * 1000 for times in (walls, cpus, servers))
    print(f"{name:44} wall {wall:8.1f} ms  client CPU {cpu:6.1f} ms  server CPU {server:7.0f} ms  {queries:3} queries")


def server_seconds(pid: int) -> float:
    """Return the CPU seconds that a local PostgreSQL process has used; Linux counts them in nanoseconds."""
    return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9


def reads() -> None:
    """Measure status, this month, standing and roll-ups at each level of the city."""
    from xuezuo.duties.queries.choices import month_of, unit_duties  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.duties.queries.standing import shown_duties, standing  # noqa: PLC0415  # the same
    from xuezuo.duties.queries.status import unit_status  # noqa: PLC0415  # the same
    from xuezuo.duties.queries.this_month import month_board, this_month  # noqa: PLC0415  # the same
    from xuezuo.org.queries.tree import unit_row  # noqa: PLC0415  # the same
    from xuezuo.reports.queries.rollup import rollup  # noqa: PLC0415  # the same
    from xuezuo.reports.types import Held, Scope  # noqa: PLC0415  # the same

    on = dt.date(2025, 11, 20)
    month = month_of("2025-10", on)
    branch, town, county, city = (unit_row(code, on) for code in ("C0101000000", "C0101", "C01", "C"))
    year = (dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    measure("this month of a branch", lambda: this_month(branch.id, month, on))
    measure("its page, with what was missed", lambda: month_board(branch.id, month, on))
    measure("status of a branch, with its members", lambda: unit_status(branch.id, on))
    measure("status of a branch, without members", lambda: unit_status(branch.id, on, duties=unit_duties()))
    for name, unit in (("town", town), ("county", county), ("city", city)):
        measure(f"standing of a {name}: meetings", lambda unit=unit: standing(unit, month, on, shown_duties("")))
    measure("standing of the city: states", lambda: standing(city, month, on, shown_duties("states")))
    for held in Held:
        for name, unit in (("branch", branch), ("town", town), ("county", county), ("city", city)):
            scope = Scope(unit.id, *year, held, on)
            measure(f"roll-up of a {name}, a year, {held}", lambda scope=scope: rollup(scope, duties=unit_duties()))
    measure("roll-up of the city with members' hours", lambda: rollup(Scope(city.id, *year, Held.THEN, on)))


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    arguments = parser.parse_args()
    os.environ["XUEZUO_DATA"] = arguments.data
    os.environ["XUEZUO_DEBUG"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezuo.config.settings"
    from xuezuo.config.cli.registry import Needs  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.config.cli.session import session  # noqa: PLC0415  # the same

    with session(Needs.WATCHED):
        reads()


if __name__ == "__main__":
    main()
