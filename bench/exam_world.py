"""(part of exams) An exam of 20 questions for the whole city, log-ins, running servers, processes and their CPU."""

import contextlib
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

PASSWORD = "long enough 42"  # for an installation of invented people
KINDS = ("single",) * 8 + ("multiple",) * 6 + ("true_false",) * 4 + ("fill_in",) * 2
KEYS = {"single": [1], "multiple": [0, 2, 3], "true_false": [True], "fill_in": [["为人民服务", "為人民服務"]]}
TICKS = os.sysconf("SC_CLK_TCK")


def make_exam(title: str, *, hours: float = 6):
    """Make a published exam of the city with 20 questions of 5 marks; it is open."""
    from xuezuo.kernel import clock  # noqa: PLC0415  # Django is set up by the session
    from xuezuo.kernel.ids import new_id  # noqa: PLC0415  # the same
    from xuezuo.org.models import Unit  # noqa: PLC0415  # the same
    from xuezuo.study.exams.models import Bank, Exam, PaperItem, Question, QuestionVersion  # noqa: PLC0415  # the same

    now, unit = clock.now(), Unit.objects.get(code="C")
    bank = Bank.objects.create(uid=new_id(), unit=unit, title=f"{title}{now:%H%M%S%f}", made_at=now)
    opens, closes = now - dt.timedelta(hours=2), now + dt.timedelta(hours=hours)
    exam = Exam.objects.create(
        uid=new_id(),
        unit=unit,
        title=title,
        mode="formal",
        opens_at=opens,
        closes_at=closes,
        minutes=60,
        attempts=2,
        pass_marks=6000,
        full_marks=10000,
        state="published",
        published_at=opens,
        made_at=opens,
    )
    for place, kind in enumerate(KINDS):
        question = Question.objects.create(uid=new_id(), bank=bank, number=str(place), kind=kind)
        options = (
            [f"第{place}题的选项{letter}，有一行字那么长" for letter in "ABCD"]
            if kind in {"single", "multiple"}
            else []
        )
        values = {
            "stem": f"第{place}题：下列关于党员义务的说法，正确的是哪一项？",
            "options": options,
            "key": KEYS[kind],
        }
        version = QuestionVersion.objects.create(question=question, number=1, made_at=opens, **values)
        PaperItem.objects.create(exam=exam, position=place, version=version, marks=500)
    return exam


def log_ins(count: int) -> list[str]:
    """Give `count` members a log-in with one password (hashed once) and return the usernames."""
    from django.contrib.auth.hashers import check_password, make_password  # noqa: PLC0415  # the same
    from django.db import connection, transaction  # noqa: PLC0415  # the same

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """
            WITH wanted AS (SELECT id, number FROM org_member WHERE account_id IS NULL AND number LIKE 'C%%'
                             ORDER BY id
                             LIMIT greatest(%s - (SELECT count(*) FROM org_member WHERE account_id > 0), 0)),
                 made AS (INSERT INTO accounts_account (username, password, is_active, is_admin, must_change_password,
                                                        created_at)
                          SELECT number, %s, TRUE, FALSE, FALSE, now() FROM wanted RETURNING id, username)
            UPDATE org_member m SET account_id = made.id FROM made WHERE made.username = m.number
            """,
            [count, make_password(PASSWORD)],
        )
        # other benches give log-ins with other passwords in the same folder
        cursor.execute("SELECT password FROM accounts_account GROUP BY password HAVING count(*) > 10")
        ours = [found for (found,) in cursor.fetchall() if check_password(PASSWORD, found)]
        cursor.execute(
            """SELECT m.number FROM org_member m JOIN accounts_account a ON a.id = m.account_id
                WHERE a.username = m.number AND a.password = ANY(%s) ORDER BY m.id LIMIT %s""",
            [ours, count],
        )
        return [number for (number,) in cursor.fetchall()]


def sessions(usernames: list[str]) -> list[dict[str, str]]:
    """Return the cookies of people who are logged in already."""
    from django.conf import settings  # noqa: PLC0415  # the same
    from django.test import Client  # noqa: PLC0415  # the same

    from xuezuo.platform.accounts.models import Account  # noqa: PLC0415  # the same

    found = []
    by_name = {account.username: account for account in Account.objects.filter(username__in=usernames)}
    for username in usernames:
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(by_name[username])
        found.append({settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value})
    return found


def fill_sittings(exam, count: int) -> None:
    """Write `count` running sittings whose time is over, each with its own order and its own answers."""
    from django.db import transaction  # noqa: PLC0415  # the same

    from xuezuo.kernel import clock  # noqa: PLC0415  # the same
    from xuezuo.kernel.ids import new_id  # noqa: PLC0415  # the same
    from xuezuo.org.models import Affiliation  # noqa: PLC0415  # the same
    from xuezuo.platform.db.bulk import bulk_insert, next_ids  # noqa: PLC0415  # the same

    homes = list(Affiliation.objects.filter(kind="formal").order_by("id").values_list("member_id", "unit_id"))
    versions = list(exam.items.order_by("position").values_list("version_id", flat=True))
    now, dice = clock.now(), random.Random(1)
    begun, due, day = now - dt.timedelta(minutes=90), now - dt.timedelta(minutes=30), clock.today()
    with transaction.atomic():
        ids = next_ids("exams_sitting", count)
        fields = "id uid exam_id member_id unit_id attempt occurred_on recorded_on state source items started_at due_at"
        rows = (
            (key, new_id(), exam.pk, *homes[place % len(homes)], 1 + place // len(homes), day, day, "started", "screen",
             json.dumps(shuffled(versions, dice)), begun, due, "")
            for place, key in enumerate(ids)
        )  # fmt: skip
        bulk_insert("exams_sitting", [*fields.split(), "void_reason"], rows)
        sheets = ((key, 5, json.dumps(answers(dice, begun), ensure_ascii=False), False) for key in ids)
        bulk_insert("exams_answersheet", ["sitting_id", "number", "answers", "was_offline"], sheets)


def shuffled(versions: list[int], dice: random.Random) -> list[list[object]]:
    """Return items in an order of their own, kinds kept together."""
    places = [*dice.sample(range(8), 8), *dice.sample(range(8, 14), 6), *dice.sample(range(14, 18), 4), 18, 19]
    orders = {"single": 4, "multiple": 4, "true_false": 0, "fill_in": 0}
    return [
        [versions[place], 500, [0, 1] if KINDS[place] == "true_false" else dice.sample(range(orders[KINDS[place]]), 4)]
        if KINDS[place] != "fill_in" else [versions[place], 500, []]
        for place in places
    ]  # fmt: skip


def answers(dice: random.Random, at: dt.datetime) -> dict[str, list[object]]:
    """Return a sheet: mostly right, spellings of their own."""
    when = int(at.timestamp() * 1000)
    words = ("为人民服务", "為人民服務", " 为人民服务。", f"不知道{dice.randrange(2000)}")
    found: dict[str, list[object]] = {}
    for place, kind in enumerate(KINDS):
        choices: dict[str, list[object]] = {
            "single": [dice.choice((0, 1, 1, 1, 2))],
            "multiple": dice.choice(([0, 2, 3], [0, 2], [1, 2, 3])),
            "true_false": [dice.choice((0, 0, 1))],
            "fill_in": [dice.choice(words)],
        }
        found[str(place)] = [choices[kind], when]
    return found


@contextlib.contextmanager
def server(data: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run `xuezuo serve` on the folder until the block ends."""
    command = [sys.executable, "-m", "xuezuo.config.cli", "serve", "--data", data, "--port", str(port), "--insecure"]
    process = subprocess.Popen([*command, "--no-worker"], start_new_session=True)  # this Python
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/"):
                break
            time.sleep(0.1)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        process.wait(30)


def tree_of(pid: int) -> list[int]:
    """Return a process and everything below it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a process, everything below it, and what below it has ended."""
    total = 0
    for one in tree_of(pid):
        with contextlib.suppress(OSError):
            stat = Path(f"/proc/{one}/stat").read_text(encoding="utf-8", errors="replace")
            total += sum(int(field) for field in stat.rpartition(")")[2].split()[11:15])
    return total / TICKS


def postmaster(data: str) -> int:
    """Return the process id of the folder's PostgreSQL."""
    (path,) = Path(data).glob("**/postmaster.pid")
    return int(path.read_text(encoding="ascii").split()[0])
