"""Time exams on an installation filled by `bench.city`: one exam, saves and pages at once, a common start, grading.

    uv run python -m bench exams --data /tmp/city [cost load start grade kill]

cost: CPU of a whole exam of 20 answers from log-in to result on the running server, step by step; load: 200 saves and
50 pages a second for half a minute; start: 1,000 members begin at the same moment; grade: 180,000 sittings are handed
in by the clock and graded; kill: the server and its database are killed (-9) while members save, and every answer that
was acknowledged must be there afterwards. CPU is that of the processes of server and PostgreSQL, not of this client.
"""

import argparse
import asyncio
import contextlib
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable
from functools import partial

from bench import exam_world as world
from bench.exam_client import Browser, Member, expect

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    PORT = probe.getsockname()[1]  # free a moment ago
SAVES = 5  # of a member who answers 20 questions within five minutes
BATCH = 5  # exams between two readings of the clocks; the least of the batches is that of the idlest moment
SAVE_RATE, VIEW_RATE, SECONDS = 200, 50, 30
PARTS = ("cost", "load", "start", "grade", "kill")


class Meter:
    """CPU seconds of server and database since it was made."""

    def __init__(self, data: str, server: int) -> None:
        self.pids = (server, world.postmaster(data))
        self.begun, self.wall = self.now(), time.perf_counter()

    def now(self) -> tuple[float, ...]:
        """Return both."""
        return tuple(world.cpu_of(pid) for pid in self.pids)

    def spent(self) -> tuple[float, float]:
        """Return seconds of Python and of PostgreSQL since the last time."""
        now = self.now()
        python, database = (after - before for after, before in zip(now, self.begun, strict=True))
        self.begun = now
        return python, database


def said(place: int, value: int) -> list[object]:
    """Return an answer as the screen gives it."""
    return ["为人民服务"] if world.KINDS[place] == "fill_in" else [value]


async def one_exam(username: str, exam: str) -> None:
    """Sit an exam from the log-in to the result."""
    member = Member(Browser(PORT))
    await member.log_in(username, world.PASSWORD, exam)
    await sit(member, exam)


async def sit(member: Member, exam: str) -> None:
    """Start, save four answers at a time, hand in with the last ones, read the result."""
    await member.begin(exam)
    for first in range(0, 20, 20 // SAVES):
        given = {str(place): said(place, place % 2) for place in range(first, first + 20 // SAVES)}
        status = await member.save(given, hand_in=first + 20 // SAVES == 20)
        expect(status, 200, "save")
    status, *_ = await member.browser.get(f"{member.sitting}result/")
    expect(status, 200, "result")
    member.browser.close()


def cost(data: str, pid: int) -> None:
    """Print the CPU of whole exams, and of the steps one by one."""
    count = 15
    exam = f"/study/exams/sit/{world.make_exam('一次考学').uid}/"
    names = world.log_ins(1300)
    cookies = world.sessions(names[200:400])

    async def run(work: Callable[[int], Awaitable[None]], first: int) -> None:
        for number in range(first, first + BATCH):
            await work(number)

    async def log_in(number: int) -> None:
        browser = Browser(PORT)
        await Member(browser).log_in(names[100 + number], world.PASSWORD, exam)
        browser.close()

    sitters = [Member(Browser(PORT, cookie)) for cookie in cookies]
    steps: list[tuple[str, Callable[[int], Awaitable[object]], int]] = [
        ("whole exam, log-in to result", lambda n: one_exam(names[n], exam), count),
        ("  log-in (Argon2id 19 MiB x 2)", log_in, count),
        ("  exam without log-in", lambda n: sit(sitters[n], exam), 20),
        ("  start: rules, start, paper", lambda n: sitters[100 + n].begin(exam), 40),
        ("  one save", lambda n: sitters[100 + n % 40].save({str(n % 18): [n % 2]}), 100),
        ("  paper read again", lambda n: sitters[100 + n % 40].browser.get(sitters[100 + n % 40].sitting), 40),
        ("  handing in", lambda n: sitters[100 + n].save({}, hand_in=True), 40),
        ("  result page", lambda n: sitters[100 + n].browser.get(f"{sitters[100 + n].sitting}result/"), 40),
        ("  my exams", lambda n: sitters[100 + n].browser.get("/study/exams/mine/"), 40),
    ]
    asyncio.run(one_exam(names[99], exam))  # warm
    asyncio.run(run(lambda n: one_exam(names[n], exam), 90))
    meter = Meter(data, pid)
    for name, work, times in steps:
        one, spent = fresh(work, sitters), []
        for first in range(0, times, BATCH):
            meter.spent()
            asyncio.run(run(one, first))
            spent.append([1000 * seconds / BATCH for seconds in meter.spent()])
        least, middle = min(spent, key=sum), sorted(spent, key=sum)[len(spent) // 2]
        python, database = least
        shown = f"{sum(least):6.1f} ms CPU (Python {python:5.1f}, PostgreSQL {database:5.1f})"
        print(f"{name:34} {shown}; middle of {len(spent)} batches {sum(middle):6.1f}", flush=True)


def fresh(work: Callable[[int], Awaitable[object]], sitters: list[Member]) -> Callable[[int], Awaitable[None]]:
    """Let each event loop open connections of its own."""

    async def run(number: int) -> None:
        await work(number)
        for member in sitters:
            member.browser.close()

    return run


class Traffic:
    """Requests at planned moments; each latency counts from its moment, waiting included."""

    def __init__(self) -> None:
        self.begun = time.perf_counter() + 0.5
        self.errors: list[object] = []
        self.tasks: list[asyncio.Task[float]] = []

    def plan(self, after: float, work: Callable[[], Awaitable[object]]) -> asyncio.Task[float]:
        """Send at this many seconds from the beginning."""
        self.tasks.append(asyncio.create_task(self._send(self.begun + after, work)))
        return self.tasks[-1]

    async def _send(self, at: float, work: Callable[[], Awaitable[object]]) -> float:
        await asyncio.sleep(max(at - time.perf_counter(), 0))
        try:
            answer = await work()
            status = answer[0] if isinstance(answer, tuple) else answer
            if status != 200:
                self.errors.append(status)
        except OSError as problem:
            self.errors.append(repr(problem))
        return time.perf_counter() - at


def load(data: str, pid: int) -> None:
    """Keep up a rate of saves and of page views at once."""
    exam = f"/study/exams/sit/{world.make_exam('许多人').uid}/"
    members = [Member(Browser(PORT, cookie)) for cookie in world.sessions(world.log_ins(1300)[300:700])]
    asyncio.run(_load(members, exam, lambda: Meter(data, pid)))


async def _load(members: list[Member], exam: str, measure: Callable[[], Meter]) -> None:
    for member in members:
        await member.begin(exam)
    pool = [Browser(PORT, member.browser.cookies) for member in members]
    traffic, meter, own = Traffic(), measure(), time.process_time()
    saved = [
        traffic.plan(n / SAVE_RATE, partial(members[n % len(members)].save, {str(n // len(members) % 18): [n % 2]}))
        for n in range(SAVE_RATE * SECONDS)
    ]
    viewed = [
        traffic.plan(
            n / VIEW_RATE,
            partial(pool[n % len(pool)].get, (exam, "/study/exams/mine/", members[n % len(members)].sitting)[n % 3]),
        )
        for n in range(VIEW_RATE * SECONDS)
    ]
    await asyncio.gather(*traffic.tasks)
    wall = time.perf_counter() - traffic.begun
    python, database, client = (seconds / wall for seconds in (*meter.spent(), time.process_time() - own))
    errors = f"{len(traffic.errors)} errors {traffic.errors[:3]}"
    print(f"{len(saved) / wall:.0f} saves/s and {len(viewed) / wall:.0f} pages/s for {wall:.0f} s, {errors}")
    for name, tasks in (("saves", saved), ("pages", viewed)):
        print(f"  {name}: " + percentiles([task.result() for task in tasks]))
    print(f"  CPU: Python {python:.2f}, PostgreSQL {database:.2f}, client {client:.2f} cores")


def percentiles(times: list[float]) -> str:
    """Name the middle, the 95th of a hundred and the longest."""
    ordered = sorted(times)
    shown = (("p50", ordered[len(ordered) // 2]), ("p95", ordered[int(len(ordered) * 0.95)]), ("most", ordered[-1]))
    return ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in shown)


def start(data: str, pid: int, *, count: int = 1000) -> None:
    """Let `count` members open the rules, begin and read the paper at the same moment."""
    exam = f"/study/exams/sit/{world.make_exam('同时开始').uid}/"
    members = [Member(Browser(PORT, cookie)) for cookie in world.sessions(world.log_ins(1300)[300 : 300 + count])]

    async def run() -> None:
        meter, begun, took = Meter(data, pid), time.perf_counter(), []

        async def one(member: Member) -> None:
            await member.begin(exam)
            took.append(time.perf_counter() - begun)

        found = await asyncio.gather(*(one(member) for member in members), return_exceptions=True)
        errors = [repr(one) for one in found if one is not None]
        python, database = meter.spent()
        print(f"{count} members at once, three requests each: {len(errors)} errors {errors[:3]}; {percentiles(took)}")
        each = (python + database) / count * 1000
        print(f"  {each:.1f} ms CPU each (Python {python:.1f} s, PostgreSQL {database:.1f} s)")

    asyncio.run(run())


def grade(data: str, _pid: int, *, count: int = 180_000) -> None:
    """Hand in and grade `count` sittings whose time is over, in one call."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.platform.access import SYSTEM, acting_as  # noqa: PLC0415  # the same
    from xuezuo.platform.db.upkeep import refresh_statistics  # noqa: PLC0415  # the same
    from xuezuo.study.exams.models import Result  # noqa: PLC0415  # the same
    from xuezuo.study.exams.services.grading import result_compute  # noqa: PLC0415  # the same
    from xuezuo.study.exams.services.submitting import sittings_close  # noqa: PLC0415  # the same

    exam = world.make_exam("全市")
    world.fill_sittings(exam, count)
    refresh_statistics()
    ids = list(exam.sittings.values_list("pk", flat=True))
    with acting_as(SYSTEM):
        for name, work in (
            ("handed in and graded", lambda: sittings_close(actor=SYSTEM, at=clock.now())),
            ("graded again, nothing changes", lambda: result_compute(sitting_ids=ids, at=clock.now())),
        ):
            pid, begun, cpu = world.postmaster(data), time.perf_counter(), time.process_time()
            server = world.cpu_of(pid)
            done = work()
            wall, cpu, server = time.perf_counter() - begun, time.process_time() - cpu, world.cpu_of(pid) - server
            print(f"{name}: {done} sittings in {wall:.1f} s (CPU: Python {cpu:.1f} s, PostgreSQL {server:.1f} s)")
        print(f"  results with marks: {Result.objects.filter(sitting__exam=exam, marks__isnull=False).count()}")


def kill(data: str, _pid: int) -> None:
    """Kill everything while members save, begin again, and look for each answer that was acknowledged."""
    exam = f"/study/exams/sit/{world.make_exam('停电').uid}/"
    members = [Member(Browser(PORT, cookie)) for cookie in world.sessions(world.log_ins(1300)[300:340])]

    async def save_until(member: Member, end: float) -> None:
        dice = random.Random(id(member))
        with contextlib.suppress(OSError):
            while time.perf_counter() < end:
                await member.save({str(dice.randrange(18)): [dice.randrange(2)]})
                await asyncio.sleep(dice.random() / 20)

    async def run(process: int) -> None:
        for member in members:
            await member.begin(exam)
        savers = [asyncio.create_task(save_until(member, time.perf_counter() + 10)) for member in members]
        await asyncio.sleep(4)
        for one in (*world.tree_of(process), *world.tree_of(world.postmaster(data))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        await asyncio.gather(*savers)

    with contextlib.suppress(ProcessLookupError), world.server(data, PORT) as process:
        asyncio.run(run(process.pid))
    with world.server(data, PORT):
        lost = asyncio.run(missing(members))
    count = sum(len(member.given) for member in members)
    print(f"killed while {len(members)} members saved: {count} acknowledged answers, {lost} lost")


async def missing(members: list[Member]) -> int:
    """Count acknowledged answers that the paper does not show."""
    import json  # noqa: PLC0415  # only here

    from bench.exam_client import STATE  # noqa: PLC0415  # the same

    lost = 0
    for member in members:
        member.browser.close()
        _, page, _ = await member.browser.get(member.sitting)
        shown = json.loads(STATE.search(page)[1])["answers"]
        lost += sum(shown.get(place, [None])[0] != answer for place, answer in member.given.items())
    return lost


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("parts", nargs="*", default=PARTS, choices=(*PARTS, []))
    arguments = parser.parse_args()
    os.environ["XUEZUO_DATA"] = arguments.data
    os.environ["DJANGO_SETTINGS_MODULE"] = "xuezuo.config.settings"
    from xuezuo.config.cli.registry import Needs  # noqa: PLC0415  # settings are read when it is imported
    from xuezuo.config.cli.session import session  # noqa: PLC0415  # the same

    parts = {"cost": cost, "load": load, "start": start, "grade": grade, "kill": kill}
    with session(Needs.WATCHED):
        served = [part for part in arguments.parts if part in {"cost", "load", "start"}]
        if served:
            with world.server(arguments.data, PORT) as process:
                for part in served:
                    parts[part](arguments.data, process.pid)
        for part in ("grade", "kill"):
            if part in arguments.parts:
                parts[part](arguments.data, 0)


if __name__ == "__main__":
    sys.exit(main())
