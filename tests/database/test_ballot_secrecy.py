"""A linkage attack on a closed poll: whole dump, row versions, the raw log of the database, the audit trail, the files.

Thirty members vote in a known order with known choices. The attacker pairs every order of voters that can be found
with every order of ballots that can be found, and looks for anything that a voter's traces and a ballot have in common.
Pairing must not do better than guessing. So that the attack is known to bite, it is first tried with what the design
takes away: the private key.
"""

import base64
import dataclasses
import logging
import os
import random
import re
import statistics
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connection
from django.test import Client
from tests.settings import CACHE
from tests.support.database import SERVER

from xuezuo.config.cli.serving import web_command
from xuezuo.config.postgres.binaries import find
from xuezuo.kernel import clock
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.accounts.models import Account
from xuezuo.review.ballots.errors import PollWrongState
from xuezuo.review.ballots.exchange import envelope, keyring
from xuezuo.review.ballots.exchange.form import read
from xuezuo.review.ballots.services import closing, poll_close
from xuezuo.review.ballots.services.layout import PASS, cut_of, form_of, post_pass
from xuezuo.review.ballots.tests import desk

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 30
PAGE, SHORT, LONG = 8192, 24, 40  # of the log of PostgreSQL: bytes of a page, of its header, of a segment's first
SIGMAS = 8  # of many comparisons; matches are few, so chance alone goes far beyond three


@pytest.fixture
def server(request, settings, tmp_path, transactional_db):
    settings.DATA_DIR = tmp_path
    found, _ = request.config.stash[SERVER]
    if not found.choice.cluster:
        pytest.skip("the log of a foreign server cannot be read")
    return found


@pytest.fixture
def owner(server):
    """The owner's connection to the test's database: row security does not bind it."""
    with server.on(str(connection.settings_dict["NAME"])).owner.connect() as opened:
        opened.autocommit = True
        yield opened


class Log:
    """The raw log of the database from one moment on, without the headers of its pages."""

    def __init__(self, server) -> None:
        self.server = server
        self.begun = self._now()

    def _now(self) -> str:
        with self.server.administrator.connect() as admin:
            admin.execute("SELECT pg_switch_wal()")
            found = admin.execute("SELECT (pg_walfile_name_offset(pg_current_wal_lsn())).file_name").fetchone()
            (folder,) = admin.execute("SHOW data_directory").fetchone()
            self.folder = Path(folder) / "pg_wal"
            return str(found[0])

    def read(self) -> bytes:
        """Return everything since it was made."""
        first, last = self.begun, self._now()
        names = sorted(path.name for path in self.folder.iterdir() if first <= path.name <= last)
        return b"".join(_without_headers((self.folder / name).read_bytes()) for name in names)


def _without_headers(segment: bytes) -> bytes:
    parts = [segment[LONG:PAGE]]
    parts += [segment[at + SHORT : at + PAGE] for at in range(PAGE, len(segment), PAGE)]
    return b"".join(parts)


def matches(voters: list[tuple[str, ...]], ballots: list[tuple[str, ...]]) -> int:
    return sum(a == b for a, b in zip(voters, ballots, strict=False))


def guessing(voters: list[tuple[str, ...]], ballots: list[tuple[str, ...]]) -> float:
    """How many matches so many standard deviations above guessing would be."""
    chance, shuffled, found = random.Random(1), list(ballots), []
    for _ in range(2000):
        chance.shuffle(shuffled)
        found.append(matches(voters, shuffled))
    return statistics.mean(found) + SIGMAS * statistics.stdev(found)


def rows(owner, query: str, *values: object) -> list[tuple]:
    return owner.execute(query, values).fetchall()


def test_nobody_can_put_a_ballot_beside_a_voter(server, owner, tmp_path):
    with acting_as(SYSTEM):
        cast = build_cast()
        people = desk.crowd(cast, VOTERS)
        poll = desk.opened_to(cast, people, most_yes=None)
    form, cut, dice = form_of(poll), cut_of(poll, form_of(poll)), random.Random()
    said = {one.member_id: [dice.choice(("yes", "no", "abstain")) for _ in range(3)] for one in people}
    dice.shuffle(people)
    log, receipts = Log(server), {}
    for one in people:
        mine = desk.voter(poll, said[one.member_id])
        desk.put(poll, mine.close(desk.sign_as(one, poll, mine)))
        receipts[one.member_id] = mine.receipt
    before = log.read()
    key = keyring.opener(tmp_path, poll.uid)
    kept = [bytes(content) for (content,) in rows(owner, "SELECT content FROM ballots_envelope ORDER BY ctid")]
    with acting_as(SYSTEM):
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    after = log.read()

    by_order = [tuple(said[one.member_id]) for one in people]
    opened = [read(form, envelope.open_up(cut, key, one).message).marks for one in kept]
    assert matches(by_order, [tuple(code for mark in ballot for code in mark) for ballot in opened]) == VOTERS, (
        "with the private key, order alone tells everything: the attack bites"
    )
    assert all(one[80:200] in before for one in kept), "the log does hold the closed envelopes"
    assert not list((tmp_path / "ballots").iterdir()), "the keys are gone"

    ballots = rows(owner, "SELECT id, prefix, message, signature, ctid::text, xmin::text FROM ballots_ballot")
    assert len(ballots) == VOTERS
    marks = {row[0]: tuple(code for mark in read(form, bytes(row[2])).marks for code in mark) for row in ballots}
    _no_order_tells(owner, poll, said, ballots, marks, after)
    _nothing_in_common(server, owner, ballots, receipts, before, after)


def _no_order_tells(owner, poll, said, ballots, marks, log) -> None:
    place = "SELECT member_id FROM ballots_elector WHERE poll_id = %s ORDER BY "
    voters = {
        how: [member for (member,) in rows(owner, place + how, poll.pk)]
        for how in ("id", "ctid", "xmin::text::bigint", "blinded", "member_id")
    }
    trail = "SELECT m.id FROM audit_entry a JOIN org_member m ON m.account_id = a.account_id"
    trail += " WHERE a.name = 'ballots.ballot_signed' ORDER BY a."
    voters |= {f"trail by {how}": [pk for (pk,) in rows(owner, trail + how)] for how in ("id", "at", "ctid")}
    assert all(len(found) == VOTERS for found in voters.values())
    orders = {
        "id": sorted(ballots, key=lambda row: row[0]),
        "ctid": sorted(ballots, key=lambda row: [int(part) for part in row[4].strip("()").split(",")]),
        "xmin": sorted(ballots, key=lambda row: (int(row[5]), row[0])),
        "log": sorted(ballots, key=lambda row: log.find(row[1].encode())),
        "signature": sorted(ballots, key=lambda row: bytes(row[3])),
        "message": sorted(ballots, key=lambda row: log.find(bytes(row[3])[:32])),
    }
    assert [row[1] for row in orders["id"]] == [row[1] for row in orders["log"]] == sorted(row[1] for row in ballots)
    for by, members in voters.items():
        for how, found in orders.items():
            for turned in (found, found[::-1]):
                mine, theirs = [tuple(said[pk]) for pk in members], [marks[row[0]] for row in turned]
                assert matches(mine, theirs) <= guessing(mine, theirs), f"voters by {by}, ballots by {how}"


def _nothing_in_common(server, owner, ballots, receipts, before: bytes, after: bytes) -> None:
    codes = [code for (code,) in rows(owner, "SELECT code FROM ballots_receipt ORDER BY id")]
    assert codes == sorted(receipts.values())
    head = bytes(ballots[0][2])[:57]  # with the poll: segments are used again and hold what other tests wrote
    assert head in after
    assert head not in before, "no ballot was written before the end"
    secret = [row[1].encode() for row in ballots] + [bytes.fromhex(row[1]) for row in ballots]
    secret += [bytes(row[3])[:24] for row in ballots] + [code.encode() for code in codes]
    assert not [one for one in secret if one in before], "neither prefix, signature nor receipt"
    logs = b"".join(path.read_bytes() for path in (CACHE / "data").glob("*.log*"))
    assert not [one for one in secret if one in logs]
    assert all(row[1].encode() in after for row in ballots), "the search does find what is there"
    assert b"PRIVATE KEY" not in after

    parts = _tables(server, owner)
    own = {"ballots_ballot", "ballots_receipt"}
    for name, part in parts.items():
        for row in ballots:
            assert (row[1] in part) == (name == "ballots_ballot")
        for code in codes:
            assert (code in part) == (name == "ballots_receipt")
    traces = [blinded for (blinded,) in rows(owner, "SELECT blinded FROM ballots_elector WHERE blinded <> ''")]
    traces += [str(uid) for (uid,) in rows(owner, "SELECT uid FROM org_member")]
    assert not [one for one in traces for name in own if one in parts[name]]
    assert "xuezuo ballot 1" not in "".join(part for name, part in parts.items() if name not in own)
    assert not parts["ballots_envelope"].splitlines()[1:], "no envelope is left"


def test_a_closing_that_is_cut_off_writes_the_same_ballots_again(server, owner, monkeypatch):
    """The log keeps what a killed connection has written: it must be the same, in the same order, each time."""
    with acting_as(SYSTEM):
        cast = build_cast()
        people = desk.crowd(cast, VOTERS)
        poll = desk.opened_to(cast, people, most_yes=None)
    *early, late = people
    for one in early:
        mine = desk.voter(poll, ("yes", "no", "abstain"))
        desk.put(poll, mine.close(desk.sign_as(one, poll, mine)))
    mine = desk.voter(poll, ("yes", "no", "no"))
    begun, log, wang = mine.close(desk.sign_as(late, poll, mine)), Log(server), cast.actor(cast.wang)
    real = closing.empty

    def killed(*values: object) -> None:
        real(*values)
        with server.administrator.connect() as admin:
            admin.execute("SELECT pg_terminate_backend(%s, 60000)", [connection.connection.info.backend_pid])

    monkeypatch.setattr(closing, "empty", killed)
    with pytest.raises(OperationalError):
        poll_close(actor=wang, poll=poll, at=desk.AT)
    connection.close()
    first = _ballots_in(log, poll)
    assert (len(set(first)), rows(owner, "SELECT id FROM ballots_ballot")) == (len(early), [])
    with pytest.raises(PollWrongState):
        desk.put(poll, begun)
    monkeypatch.setattr(closing, "empty", real)
    log = Log(server)
    assert poll_close(actor=wang, poll=poll, at=desk.AT).returned == len(early)
    assert _ballots_in(log, poll) == first == sorted(first)


def _ballots_in(log: Log, poll) -> list[bytes]:
    """Return the random bytes of the poll's ballots in the log, once each, in the order in which they were written."""
    message = f'["xuezuo ballot 1","{poll.uid}"'.encode()
    found = re.findall(rb"([0-9a-f]{64}).{1,8}" + re.escape(message), log.read(), re.DOTALL)
    return list(dict.fromkeys(found))


def _dump(server, owner) -> str:
    target = server.on(owner.info.dbname).owner
    command = [find(os.environ).path("pg_dump"), "--data-only"]
    environ = {**os.environ, **target.environment}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout


@dataclasses.dataclass(frozen=True)
class Line:
    """What a proxy in front of the server may write of a request."""

    address: str
    method: str
    path: str
    asked: int
    status: int
    answered: int


class Proxy:
    """Voters' browsers behind a proxy that writes an access log; each has an address, a name and a session."""

    def __init__(self, people) -> None:
        self.lines: list[Line] = []
        self.browsers = {one.member_id: Client(REMOTE_ADDR=f"10.77.0.{n}") for n, one in enumerate(people, 1)}
        self.member_at = {f"10.77.0.{n}": one.member_id for n, one in enumerate(people, 1)}
        for one in people:
            self.browsers[one.member_id].force_login(Account.objects.get(pk=one.account_id))

    def post(self, one, path: str, body, **how: object):
        answer = self.browsers[one.member_id].post(path, body, **how)
        address = self.browsers[one.member_id].defaults["REMOTE_ADDR"]
        size = len(body) if isinstance(body, bytes) else len(urlencode(body))
        self.lines.append(Line(address, "POST", path, size, answer.status_code, len(answer.content)))
        return answer

    def order(self, tail: str) -> list[int]:
        """Members in the order in which their addresses stand beside a path."""
        return [self.member_at[one.address] for one in self.lines if one.path.endswith(tail)]


def test_a_full_access_log_and_everything_the_server_says_tell_no_vote(server, owner, tmp_path, caplog):
    """Sessions, cookies and addresses on every request, as odd browsers and proxies send and keep them."""
    caplog.set_level(logging.DEBUG)
    with acting_as(SYSTEM):
        cast = build_cast()
        people = desk.crowd(cast, VOTERS)
        poll = desk.opened_to(cast, people, most_yes=None)
        proxy = Proxy(people)
    form, dice, at = form_of(poll), random.Random(), f"/review/ballots/{poll.uid}/"
    said = {one.member_id: [dice.choice(("yes", "no", "abstain")) for _ in range(3)] for one in people}
    filled = {one.member_id: desk.voter(poll, said[one.member_id]) for one in people}
    envelopes = {}
    for one in dice.sample(people, VOTERS):
        mine = filled[one.member_id]
        answer = proxy.post(one, f"{at}sign/", {"blinded": base64.b64encode(mine.blinded).decode()})
        envelopes[one.member_id] = post_pass(poll) + mine.close(base64.b64decode(answer.json()["signature"]))
    before = _tables(server, owner)
    for one in dice.sample(people, VOTERS):
        proxy.post(one, f"{at}put/", envelopes[one.member_id], content_type="application/octet-stream")
    after = _tables(server, owner)
    assert {name for name in after if after[name] != before[name]} == {"ballots_envelope"}, "putting in leaves no trace"
    one = people[0]
    for wrong in (b"", envelopes[one.member_id][:-1]):
        proxy.post(one, f"{at}put/", wrong, content_type="application/octet-stream")
    key, cut = keyring.opener(tmp_path, poll.uid), cut_of(poll, form)
    with acting_as(SYSTEM):
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=clock.now())
    proxy.post(one, f"{at}put/", envelopes[one.member_id], content_type="application/octet-stream")
    assert "找到了" in proxy.post(one, f"{at}list/", {"code": filled[one.member_id].receipt}).content.decode()

    ballots = rows(owner, "SELECT id, prefix, message, signature FROM ballots_ballot ORDER BY id")
    marks = [tuple(code for mark in read(form, bytes(row[2])).marks for code in mark) for row in ballots]
    puts = proxy.order("/put/")[:VOTERS]
    opened = [read(form, envelope.open_up(cut, key, envelopes[pk][PASS:]).message).marks for pk in puts]
    assert matches(_of(said, puts), [tuple(code for mark in ballot for code in mark) for ballot in opened]) == VOTERS, (
        "with the private key the access log tells everything: the attack bites"
    )
    _no_trace_tells(owner, said, marks, {"signed": proxy.order("/sign/"), "put in": puts})
    sizes = {(line.asked, line.status, line.answered) for line in proxy.lines if line.path.endswith("/put/")}
    assert len({size for size in sizes if size[1] == 204}) == 1, "no length tells"  # CONFIG: taken in
    _nothing_said(proxy, caplog.records, ballots, filled.values())
    assert "10.77.0." not in _dump(server, owner), "no address is kept"


def _of(said, members) -> list[tuple[str, ...]]:
    return [tuple(said[pk]) for pk in members]


def _no_trace_tells(owner, said, marks, voters) -> None:
    log_ins = "SELECT m.id FROM org_member m JOIN accounts_account a ON a.id = m.account_id WHERE m.id = ANY(%s)"
    for how in ("a.last_login", "a.ctid", "a.id"):
        voters |= {f"log-in by {how}": [pk for (pk,) in rows(owner, f"{log_ins} ORDER BY {how}", list(said))]}
    for by, members in voters.items():
        assert len(members) == VOTERS
        for ballots in (marks, marks[::-1]):
            mine = _of(said, members)
            assert matches(mine, ballots) <= guessing(mine, ballots), f"voters {by}"


def _nothing_said(proxy: Proxy, records, ballots, filled) -> None:
    secret = [row[1] for row in ballots] + [base64.b64encode(bytes(row[3])).decode()[:24] for row in ballots]
    secret += [mine.receipt for mine in filled] + [bytes(row[3]).hex()[:24] for row in ballots]
    told = [record.getMessage() + (record.exc_text or "") for record in records]
    assert not [word for word in secret if any(word in line for line in told)], "in the log of the program"
    assert not [word for word in secret if any(word in line.path for line in proxy.lines)], "in the access log"
    about_puts = [line for line in told if "/put/" in line]
    assert all("Bad Request" in line or "Conflict" in line for line in about_puts), "nobody is told who put in"
    assert not [line for line in about_puts if "10.77.0." in line]


def _tables(server, owner) -> dict[str, str]:
    """Return the rows of a dump by table; under "" where the sequences stand."""
    dump = _dump(server, owner)
    parts = {part.split(" ", 1)[0]: part.split("\n\\.\n", 1)[0] for part in dump.split("COPY public.")[1:]}
    return parts | {"": "\n".join(line for line in dump.splitlines() if "pg_catalog.setval" in line)}


def test_the_server_writes_no_access_log():
    """Addresses and times of those who put an envelope in would be a list of who voted when."""
    assert "--no-access-log" in web_command("127.0.0.1", 1, 1)  # said aloud: a variable could switch it on
