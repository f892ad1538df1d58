"""Time secret ballots over HTTP on an installation of their own: a hall of 100, 2,000 in a minute, kill -9, a recount.

    uv run python -m bench ballots --data /tmp/ballots [hall many kill recount]

hall: 100 members log in by the form, read the ballot, vote 3 of 5, and the poll is closed and counted; many: 2,000
members vote within a minute, none lost, none double; kill: server and database are killed (-9) while 100 vote, started
again, and every voter goes on as a browser does: nothing lost, nothing double; recount: `xuezuo verify-ballots` on a
published list of 175,955 ballots. The voters' arithmetic, done on their own devices in life, is done here beforehand as
far as it can be; what is left of it is part of the time.
"""

import argparse
import asyncio
import base64
import contextlib
import dataclasses
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from bench import exam_world as world
from bench.exam_client import Browser, Member, expect

if TYPE_CHECKING:
    from xuezuo.review.ballots.exchange.voter import Voter
    from xuezuo.review.ballots.models import Poll

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    PORT = probe.getsockname()[1]  # free a moment ago
PARTS = ("hall", "many", "kill", "recount")
CANDIDATES = 5
SEATS = 3
MEMBERS = 2000
HALL = 100
LIST = 175_955
HANDS = 16  # people who press at the same moment
TOKEN = '"token": "'


@dataclasses.dataclass
class Box:
    """An open poll and the ballots its voters have filled in."""

    poll: "Poll"
    voters: list["Voter"]
    first: bytes

    def path(self, name: str = "") -> str:
        """Return an address of the poll."""
        return f"/review/ballots/{self.poll.uid}/{name}"


def prepare() -> None:
    """Make a branch of 2,000 members with log-ins, once."""
    from xuezuo.org.models import Unit  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.org.tests.factories import MemberSpec, UnitSpec, members, units  # noqa: PLC0415  # the same
    from xuezuo.org.types import UnitKind  # noqa: PLC0415  # the same

    if not Unit.objects.filter(code="B01").exists():
        made = units(UnitSpec("B", "投票党委", UnitKind.COMMITTEE), UnitSpec("B01", "投票支部", UnitKind.BRANCH, "B"))
        members([MemberSpec(made["B01"], f"选民{n}", f"C{n:05}") for n in range(MEMBERS)])


def open_poll(count: int) -> Box:
    """Open a poll to the first `count` members and fill in their ballots."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.org.models import Member as Person  # noqa: PLC0415  # the same
    from xuezuo.org.models import Unit  # noqa: PLC0415  # the same
    from xuezuo.platform.access import SYSTEM  # noqa: PLC0415  # the same
    from xuezuo.review.ballots import services  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.exchange.keyring import PublicKeys  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.exchange.voter import Voter  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.services.layout import form_of, post_pass  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.types import APPROVAL, ItemSpec, PollSpec  # noqa: PLC0415  # the same

    items = tuple(ItemSpec(f"候选人{n}", APPROVAL) for n in range(CANDIDATES))
    unit = Unit.objects.get(code="B01").pk
    spec = PollSpec(unit, "election", f"{count} 人投票", "electronic", items, most_yes=SEATS)
    poll = services.poll_prepare(actor=SYSTEM, spec=spec, at=clock.now())
    people = list(Person.objects.filter(number__startswith="C").order_by("number").values_list("pk", flat=True)[:count])
    poll = services.poll_open(actor=SYSTEM, poll=poll, entitled=people, at=clock.now())
    form, keys = form_of(poll), PublicKeys(poll.sign_key, poll.seal_key)
    return Box(poll, [Voter.fill_in(form, keys, marks()) for _ in range(count)], post_pass(poll))


def marks() -> list[list[str]]:
    """Choose three of five."""
    chosen = random.sample(range(CANDIDATES), SEATS)
    return [["yes" if n in chosen else "no"] for n in range(CANDIDATES)]


async def vote(browser: Browser, box: Box, mine: "Voter") -> None:
    """Read the ballot, have it signed, put it in; once more after a lost line, as the page does."""
    status, page, _ = await browser.get(box.path("vote/"))
    expect(status, 200, "ballot")
    token = page.decode().split(TOKEN)[1].split('"')[0]
    values = {"csrfmiddlewaretoken": token, "blinded": base64.b64encode(mine.blinded).decode()}
    status, said, _ = await browser.post(box.path("sign/"), values)
    expect(status, 200, "signature")
    envelope = box.first + mine.close(base64.b64decode(json.loads(said)["signature"]))
    status, *_ = await browser.ask("POST", box.path("put/"), envelope, "application/octet-stream", cookies=False)
    expect(status, 204, "box")


async def together(works: list[Callable[[], Awaitable[None]]]) -> None:
    """Do everything, sixteen at a time."""
    turn = asyncio.Semaphore(HANDS)

    async def one(work: Callable[[], Awaitable[None]]) -> None:
        async with turn:
            await work()

    await asyncio.gather(*(one(work) for work in works))


def close(box: Box) -> str:
    """Close the poll and compare what was counted with what was filled in."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.platform.access import SYSTEM  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.exchange.form import read  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.models import Receipt  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.services import poll_close  # noqa: PLC0415  # the same

    result = poll_close(actor=SYSTEM, poll=box.poll, at=clock.now())
    wanted: Counter[int] = Counter()
    for mine in box.voters:
        filled = read(mine.form, mine.prepared[32:])
        wanted.update(place for place, mark in enumerate(filled.marks) if mark == ("yes",))
    counted = {place: item.counts["yes"] for place, item in enumerate(result.items)}
    receipts = set(Receipt.objects.filter(poll=box.poll).values_list("code", flat=True))
    lost = len({mine.receipt for mine in box.voters} - receipts)
    right = counted == dict(wanted) and len(receipts) == result.returned == result.valid
    sums = "right" if right else "WRONG"
    return f"{result.returned} counted, {lost} lost, {result.returned - len(receipts)} double, sums {sums}"


def cpu_now(data: str, pid: int) -> float:
    """Return the CPU seconds of server and database so far."""
    return world.cpu_of(pid) + world.cpu_of(world.postmaster(data))


async def warm(box: Box, cookies: list[dict[str, str]]) -> None:
    """Have every thread of the server import what it needs."""
    await asyncio.gather(*(Browser(PORT, cookie).get(box.path()) for cookie in cookies))
    await asyncio.gather(*(Browser(PORT).get("/accounts/login/") for _ in cookies))


def hall(data: str, pid: int) -> None:
    """Print how long a hall of 100 needs, log-in and tally included."""
    names, box = world.log_ins(MEMBERS)[:HALL], open_poll(HALL)

    async def all_of_it(name: str, mine: "Voter") -> None:
        browser = Browser(PORT)
        await Member(browser).log_in(name, world.PASSWORD, box.path("vote/"))
        await vote(browser, box, mine)
        browser.close()

    works = [lambda n=name, m=mine: all_of_it(n, m) for name, mine in zip(names, box.voters, strict=True)]
    asyncio.run(warm(box, world.sessions(world.log_ins(MEMBERS)[HALL : HALL + HANDS])))
    begun, cpu = time.perf_counter(), cpu_now(data, pid)
    asyncio.run(together(works))
    voted, spent = time.perf_counter(), cpu_now(data, pid) - cpu
    told = close(box)
    done = time.perf_counter()
    print(f"hall of {HALL}: log in and vote {SEATS} of {CANDIDATES} {voted - begun:.2f} s, tally {done - voted:.2f} s,")
    print(f"  together {done - begun:.2f} s (CPU of server and database {spent:.2f} s); {told}", flush=True)


def many(data: str, pid: int) -> None:
    """Print how long 2,000 ballots need."""
    cookies, box = world.sessions(world.log_ins(MEMBERS)), open_poll(MEMBERS)

    async def one(cookie: dict[str, str], mine: "Voter") -> None:
        browser = Browser(PORT, cookie)
        await vote(browser, box, mine)
        browser.close()

    works = [lambda c=cookie, m=mine: one(c, m) for cookie, mine in zip(cookies, box.voters, strict=True)]
    begun, cpu = time.perf_counter(), cpu_now(data, pid)
    asyncio.run(together(works))
    voted, spent = time.perf_counter(), cpu_now(data, pid) - cpu
    told = close(box)
    print(f"{MEMBERS} ballots in {voted - begun:.1f} s (CPU of server and database {spent:.1f} s),")
    print(f"  tally {time.perf_counter() - voted:.1f} s; {told}", flush=True)


def kill(data: str, _pid: int) -> None:
    """Kill everything while 100 vote; go on; compare."""
    cookies, box = world.sessions(world.log_ins(MEMBERS)[:HALL]), open_poll(HALL)
    left = list(zip(cookies, box.voters, strict=True))
    dice = random.Random()

    async def one(cookie: dict[str, str], mine: "Voter") -> None:
        browser = Browser(PORT, cookie)
        with contextlib.suppress(OSError, SystemExit, asyncio.IncompleteReadError):
            await asyncio.sleep(dice.random() * 2)
            await vote(browser, box, mine)
            left.remove((cookie, mine))
        browser.close()

    async def run(process: int) -> None:
        voting = asyncio.create_task(together([lambda c=c, m=m: one(c, m) for c, m in list(left)]))
        await asyncio.sleep(1.2)
        for pid in (*world.tree_of(process), *world.tree_of(world.postmaster(data))):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await voting

    with contextlib.suppress(ProcessLookupError), world.server(data, PORT) as process:
        asyncio.run(run(process.pid))
    cut = len(left)
    with world.server(data, PORT):
        asyncio.run(together([lambda c=c, m=m: one(c, m) for c, m in list(left)]))
        from django.db import connections  # noqa: PLC0415  # Django is set up by the session

        connections.close_all()
        print(f"killed while {HALL} voted: {cut} were cut off and went on, {len(left)} could not; {close(box)}")


def signed_lines(pem: str, form: object, count: int) -> list[tuple[str, str]]:
    """Return `count` signed ballots with their receipts, as a published list writes them."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415  # in a process of its own
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415  # the same
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415  # the same

    from xuezuo.review.ballots.exchange import blind, envelope, listing  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.exchange import form as forms  # noqa: PLC0415  # the same

    key, how = load_pem_private_key(pem.encode(), None), padding.PSS(padding.MGF1(hashes.SHA384()), blind.SALT)
    found = []
    for _ in range(count):
        message = forms.write(form, marks())
        prepared = blind.prepare(message)
        signature = key.sign(prepared, how, hashes.SHA384())
        found.append((listing.ballot_line(prepared[:32].hex(), message, signature), envelope.new_receipt()))
    return found


def verified(path: Path) -> str:
    """Recount the list as people do and tell what it took."""
    command = [sys.executable, "-m", "xuezuo.config.cli", "verify-ballots", str(path)]
    memory = 0
    with tempfile.TemporaryFile("w+") as said:
        begun, process = time.perf_counter(), subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            status = Path(f"/proc/{process.pid}/status").read_text("ascii", "replace")
            memory = max([memory, *(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))])
            time.sleep(0.1)
        _, ended, used = os.wait4(process.pid, 0)
        spent, cpu = time.perf_counter() - begun, used.ru_utime + used.ru_stime
        said.seek(0)
        words = said.read().strip()[-60:]
    return f"{spent:.1f} s (CPU {cpu:.1f} s, {memory // 1024} MB), exit {os.waitstatus_to_exitcode(ended)}: {words}"


def recount(data: str, _pid: int) -> None:
    """Write a list of 175,955 ballots and time its recount."""
    import uuid  # noqa: PLC0415  # only here

    from xuezuo.review.ballots.exchange import form as forms  # noqa: PLC0415  # Django is set up
    from xuezuo.review.ballots.exchange import keyring, listing  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.exchange.counting import Tally  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.types import ItemResult, PollResult  # noqa: PLC0415  # the same
    from xuezuo.review.ballots.words import result_to_json  # noqa: PLC0415  # the same

    poll, folder = uuid.uuid4(), Path(data)
    form = forms.Form(str(poll), (forms.Line(("yes", "no", "abstain")),) * CANDIDATES, most_yes=SEATS)
    keys = keyring.make(folder, poll)
    pem = (folder / "ballots" / f"{poll}.sign.pem").read_text("ascii")
    keyring.destroy(folder, poll)
    parts = [LIST // 2, LIST - LIST // 2]
    with ProcessPoolExecutor(2) as pool:
        found = [one for part in pool.map(signed_lines, [pem] * 2, [form] * 2, parts) for one in part]
    tally, ballots = Tally(form), sorted(line for line, _ in found)
    for line in ballots:
        tally.add(line.split('"message":"')[1].split('","signature"')[0].replace('\\"', '"').encode())
    body = [*ballots, *(listing.receipt_line(code) for code in sorted(code for _, code in found))]
    names = [f"候选人{n}" for n in range(CANDIDATES)]
    items = tuple(
        ItemResult(one.position, names[one.position - 1], None, one.counts, one.abstained)
        for one in tally.sheet().items
    )
    result = PollResult(poll, LIST, LIST, LIST, LIST, 0, items)
    labels = [{"label": name, "choices": {"yes": "赞成", "no": "不赞成", "abstain": "弃权"}} for name in names]
    head = {"title": "重新计票", "key": keys.sign, "form": listing.form_to_json(form), "labels": labels, "paper": None}
    head |= {"result": result_to_json(result)}
    first = listing.head_line(head, listing.digest(head, body))
    path = folder / "list.jsonl"
    path.write_text("".join(f"{line}\n" for line in (first, *body)), "utf-8")
    told = verified(path)
    print(f"recount of {LIST} ballots ({path.stat().st_size // 1_000_000} MB): {told}")
    path.unlink()


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

    parts = {"hall": hall, "many": many, "kill": kill, "recount": recount}
    with session(Needs.WATCHED):
        prepare()
        served = [part for part in arguments.parts if part in {"hall", "many"}]
        if served:
            with world.server(arguments.data, PORT) as process:
                for part in served:
                    parts[part](arguments.data, process.pid)
        for part in ("recount", "kill"):
            if part in arguments.parts:
                parts[part](arguments.data, 0)


if __name__ == "__main__":
    sys.exit(main())
