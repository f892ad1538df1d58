"""CPU of signing in by QR code, per member of a branch in a city filled by `bench.city`: scan (GET), one tap (POST).

    uv run python -m bench sign_in --data /tmp/city

Makes log-ins for the members of one branch and, each round, a meeting of today that takes sign-ins.
"""

import argparse
import os
import time
import uuid
from collections.abc import Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

from bench.reads import server_seconds

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from xuezuo.platform.accounts.models import Account

BRANCH = "C0201000001"
ROUNDS = 4  # the first one warms up


def accounts() -> list["Account"]:
    """Return the log-ins of the members of a branch, made where they are missing."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.org.models import Member  # noqa: PLC0415  # the same
    from xuezuo.platform.accounts.models import Account  # noqa: PLC0415  # the same

    found = list(Member.objects.filter(number__startswith=f"{BRANCH}-").select_related("account"))
    for member in found:
        if member.account is None:
            member.account = Account.objects.create(username=member.number, password="!", created_at=clock.now())
            member.save(update_fields=["account"])
    return [member.account for member in found]


def meeting() -> uuid.UUID:
    """Return the uid of a new meeting of the branch, called for today."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.kernel.ids import new_id  # noqa: PLC0415  # the same
    from xuezuo.life.models import Activity  # noqa: PLC0415  # the same
    from xuezuo.life.types import ActivityKind, State  # noqa: PLC0415  # the same
    from xuezuo.org.models import Unit  # noqa: PLC0415  # the same

    return Activity.objects.create(
        uid=new_id(),
        unit=Unit.objects.get(code=BRANCH),
        kind=ActivityKind.GENERAL_MEETING,
        occurred_on=clock.today(),
        state=State.CALLED,
        created_at=clock.now(),
    ).uid


def clients() -> list["Client"]:
    """Return a browser of each member, logged in."""
    from django.test import Client  # noqa: PLC0415  # Django is set up by the session
    from django.urls import reverse  # noqa: PLC0415  # the same

    made = []
    for account in accounts():
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(account)
        client.get(reverse("life:activity-list"))  # moves the session's expiry, which happens once in a while
        made.append(client)
    return made


def sign_in(client: "Client", uid: uuid.UUID) -> Iterator[tuple[str, "HttpResponse"]]:
    """Do what a member does in the hall, and once too often."""
    from django.urls import reverse  # noqa: PLC0415  # Django is set up by the session

    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.life.services.signing import sign_in_ticket, sign_in_token  # noqa: PLC0415  # the same

    now = clock.now()
    address = reverse("life:sign-in", args=[uid])
    ticket = {"ticket": sign_in_ticket(uid, now)}
    scanned = reverse("life:sign-in-scan", args=[uid, sign_in_token(uid, now)])
    yield "scan", client.get(scanned)
    yield "tap", client.post(address, ticket)
    yield "tap again", client.post(address, ticket)


def measure() -> None:
    """Print the median per member of the rounds after the first."""
    from django.db import connection  # noqa: PLC0415  # Django is set up by the session

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    people = clients()
    runs: dict[str, list[tuple[float, float]]] = {}
    for number in range(ROUNDS):
        uid = meeting()
        for client in people:
            cpu, server = time.process_time(), server_seconds(pid)
            for name, answer in sign_in(client, uid):
                if answer.status_code != HTTPStatus.OK:
                    raise SystemExit(f"{name}: {answer.status_code}")
                run = time.process_time() - cpu, server_seconds(pid) - server
                if number:
                    runs.setdefault(name, []).append(run)
                cpu, server = time.process_time(), server_seconds(pid)
    for name, rows in runs.items():
        client_cpu, server_cpu = (sorted(column)[len(rows) // 2] * 1000 for column in zip(*rows, strict=True))
        print(f"{name:10} CPU {client_cpu:5.1f} ms  server CPU {server_cpu:5.1f} ms  ({len(rows)} times)")


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
