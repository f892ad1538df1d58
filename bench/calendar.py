"""Time a month's calendar on an installation filled by `bench.city`: each size of unit, p95 of many months.

    uv run python -m bench calendar --data /tmp/city

Budget: p95 <= 200 ms with 100,000 meetings. The whole page is timed, from the request to the bytes, in one process.
"""

import argparse
import os
import time
from collections.abc import Iterator

from bench.pages import logins
from bench.reads import server_seconds

RUNS = 40
BUDGET_MS = 200


def addresses() -> Iterator[tuple[str, str, str]]:
    """Yield who, what, and the address without the month."""
    from django.urls import reverse  # noqa: PLC0415  # Django is set up by the session

    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.org.queries.tree import unit_row  # noqa: PLC0415  # the same

    for who, what, code in (
        ("secretary", "branch", "C0101000000"),
        ("organizer", "town", "C0101"),
        ("organizer", "county", "C01"),
        ("organizer", "city", "C"),
    ):
        yield who, what, reverse("life:unit-calendar", args=[unit_row(code, clock.today()).uid])


def months() -> list[str]:
    """Return the months that have meetings, the fullest first."""
    from django.db import connection  # noqa: PLC0415  # Django is set up by the session

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_char(occurred_on, 'YYYY-MM') FROM life_activity GROUP BY 1 ORDER BY count(*) DESC LIMIT 12"
        )
        return [month for (month,) in cursor.fetchall()]


def measure() -> bool:
    """Print median and p95 of each; tell whether all are within the budget."""
    from django.db import connection  # noqa: PLC0415  # Django is set up by the session
    from django.test import Client  # noqa: PLC0415  # the same

    from xuezuo.life.models import Activity  # noqa: PLC0415  # the same

    accounts, filled = logins(), months()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    print(f"{Activity.objects.count()} activities, fullest month {filled[0]}")
    is_within = True
    for who, what, url in list(addresses()):
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(accounts[who])
        for query in ("", "&kind=theme_day", "&day={month}-15"):
            walls, cpus = [], []
            for run in range(RUNS + 1):
                month = filled[run % len(filled)]
                began, cpu, server = time.perf_counter(), time.process_time(), server_seconds(pid)
                answer = client.get(f"{url}?month={month}{query.format(month=month)}")
                walls.append((time.perf_counter() - began) * 1000)
                cpus.append((time.process_time() - cpu + server_seconds(pid) - server) * 1000)
            walls, cpus = sorted(walls[1:]), sorted(cpus[1:])
            p95 = walls[int(RUNS * 0.95) - 1]
            is_within &= p95 <= BUDGET_MS
            print(
                f"{what:8} {query or 'month':18} {answer.status_code}"
                f"  wall median {walls[RUNS // 2]:6.1f} p95 {p95:6.1f}"
                f"  CPU of both median {cpus[RUNS // 2]:6.1f} p95 {cpus[int(RUNS * 0.95) - 1]:6.1f} ms"
            )
    return is_within


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    arguments = parser.parse_args()
    os.environ["XUEZUO_DATA"] = arguments.data
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezuo.config.settings"
    from xuezuo.config.cli.registry import Needs  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.config.cli.session import session  # noqa: PLC0415  # the same

    with session(Needs.WATCHED):
        print("within the budget" if measure() else "OVER THE BUDGET")


if __name__ == "__main__":
    main()
