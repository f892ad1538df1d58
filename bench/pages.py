"""Time pages of a city filled by `bench.city`, in one process without a network: CPU of Python and of PostgreSQL, size.

    uv run python -m bench.pages --data /tmp/city

A secretary's and an organizer's log-in are made in the installation if they are missing.
"""

import argparse
import os
import time
from collections.abc import Iterator

from bench.reads import server_seconds

RUNS = 9


def pages() -> Iterator[tuple[str, str, str]]:
    """Yield who, what, and the address."""
    from django.urls import reverse  # noqa: PLC0415  # Django is set up by the session

    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.org.queries.tree import unit_row  # noqa: PLC0415  # the same

    branch, town, city = (unit_row(code, clock.today()) for code in ("C0101000000", "C0101", "C"))
    yield "secretary", "home", "/"
    yield "secretary", "branch: this month", reverse("duties:month", args=[branch.uid])
    yield "secretary", "branch: the unit's page", reverse("org:unit-detail", args=[branch.uid])
    yield "secretary", "branch: activities", reverse("life:activity-list")
    yield "secretary", "branch: the year", reverse("duties:year", args=[branch.uid])
    yield "secretary", "record a meeting (form)", reverse("life:activity-record") + f"?unit={branch.uid}"
    yield "organizer", "town: how branches stand", reverse("duties:standing", args=[town.uid])
    yield "organizer", "city: how 8,885 units stand", reverse("duties:standing", args=[city.uid])
    yield "organizer", "city: the tree", reverse("org:unit-list")


def logins() -> dict[str, object]:
    """Return the accounts of the secretary of one branch and of an organizer of the city."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.org.models import Member, Post, Unit  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.platform.accounts.models import Account  # noqa: PLC0415  # the same
    from xuezuo.platform.db.ranges import date_range  # noqa: PLC0415  # the same

    found = {}
    for name, number in (("secretary", "C0101000000-01"), ("organizer", "C0101000000-04")):
        member = Member.objects.get(number=number)
        if member.account is None:
            member.account = Account.objects.create(username=name, password="!", created_at=clock.now())
            member.save(update_fields=["account"])
            if name == "organizer":
                day = clock.today().replace(month=1, day=1)
                unit = Unit.objects.get(code="C")
                Post.objects.create(member=member, unit=unit, kind=name, title="组织员", during=date_range(day))
        found[name] = member.account
    return found


def measure() -> None:
    """Print the median of a few runs of each page after a warm-up."""
    from django.db import connection  # noqa: PLC0415  # Django is set up by the session
    from django.test import Client  # noqa: PLC0415  # the same

    accounts = logins()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    for who, what, url in list(pages()):
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(accounts[who])
        runs = []
        for _ in range(RUNS + 1):
            wall, cpu, server = time.perf_counter(), time.process_time(), server_seconds(pid)
            answer = client.get(url)
            runs.append((time.process_time() - cpu, server_seconds(pid) - server, time.perf_counter() - wall))
        cpu, server, wall = (sorted(column)[RUNS // 2] * 1000 for column in zip(*runs[1:], strict=True))
        size = len(answer.content) / 1000
        print(
            f"{what:30} {answer.status_code}  CPU {cpu:6.1f} ms  server CPU {server:6.1f} ms  wall {wall:7.1f} ms"
            f"  {size:6.1f} kB"
        )


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
        measure()


if __name__ == "__main__":
    main()
