"""Time the import and export of deeds on an installation filled by `bench.city`: one year of meetings per branch.

    uv run python -m bench.deeds --data /tmp/city --share 1

Writes a JSON Lines file with twelve meetings a branch for a share of the branches (1 = 104,592 meetings and 2.1 million
lines of attendance at scale 1), imports it, imports it again (nothing changes), exports everything. Prints wall time,
CPU of the client and of the server's process for the connection, and the client's peak memory.
"""

import argparse
import datetime as dt
import json
import os
import resource
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

YEAR = 2024


def lines(share: float) -> Iterator[str]:
    """Give the lines: every branch, every month; two of twenty members absent or on leave."""
    from xuezuo.org.models import Affiliation, Unit  # noqa: PLC0415  # Django is set up by the session

    branches = list(Unit.objects.filter(kind="branch").order_by("code").values_list("id", "code"))
    for unit_id, code in branches[: int(len(branches) * share)]:
        homes = Affiliation.objects.filter(unit_id=unit_id).values_list("member__number", flat=True)
        numbers = sorted(homes)
        for month in range(1, 13):
            day = dt.date(YEAR, month, 1 + unit_id % 27)
            people = [{"member": number, "status": "present"} for number in numbers[:-2]]
            people.append({"member": numbers[-2], "status": "leave", "reason": "外出"})
            yield json.dumps(
                {
                    "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{code}{day}")),
                    "kind": "theme_day" if month % 3 else "general_meeting",
                    "unit": code,
                    "date": day.isoformat(),
                    "minutes": 90,
                    "parts": ["lecture"] if month % 3 == 1 else [],
                    "topic": "学习",
                    "recorded_on": day.isoformat(),
                    "attendance": people,
                },
                ensure_ascii=False,
            )


def measure(name: str, work: Callable[[], object]) -> None:
    """Print what the work cost."""
    from django.db import connection, transaction  # noqa: PLC0415  # the same

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = int(cursor.fetchone()[0])
        started, cpu, server = time.perf_counter(), time.process_time(), server_cpu(backend)
        result = work()
        before_commit = server_cpu(backend) - server
    # The deferred checks of keys run with the commit: on the same connection, after the last look above.
    wall, client = time.perf_counter() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name:10} {result}\n{'':10} wall {wall:.1f} s, client CPU {client:.1f} s, server CPU before commit"
        f" {before_commit:.1f} s, client peak {peak} MB",
        flush=True,
    )


def server_cpu(backend: int) -> float:
    """Return the CPU seconds of the server's process so far."""
    ticks = subprocess.run(["cat", f"/proc/{backend}/stat"], check=True, capture_output=True, text=True).stdout.rsplit(
        ") ", 1
    )[1]
    fields = ticks.split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(folder: Path, share: float) -> None:
    """Write, import, import again, export."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.life.services.exchange import DeedFile, deeds_export, deeds_import  # noqa: PLC0415  # the same
    from xuezuo.platform.access import current_actor  # noqa: PLC0415  # the same

    path = folder / "bench-deeds.jsonl"
    with path.open("w", encoding="utf-8") as out:
        count = sum(out.write(line + "\n") > 0 for line in lines(share))
    print(f"{count} meetings, {path.stat().st_size / 1e6:.0f} MB", flush=True)

    def load() -> str:
        report = deeds_import(actor=current_actor(), file=DeedFile(path, path.name), at=clock.now())
        return f"created {report.created}, unchanged {report.unchanged}, errors {report.errors}"

    def save() -> str:
        with (folder / "bench-deeds-out.jsonl").open("wb") as out:
            return f"{deeds_export(actor=current_actor(), out=out, at=clock.now())} exported"

    for name, work in (("import", load), ("again", load), ("export", save)):
        measure(name, work)


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    arguments = parser.parse_args()
    os.environ["XUEZUO_DATA"] = str(arguments.data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezuo.config.settings"
    from xuezuo.config.cli.registry import Needs  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.config.cli.session import session  # noqa: PLC0415  # the same

    with session(Needs.WATCHED):
        run(arguments.data, arguments.share)


if __name__ == "__main__":
    main()
