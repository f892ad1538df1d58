"""Recounting a published list without the server: every signature, every double, every sum; faults by their line."""

import base64
import binascii
import dataclasses
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from xuezuo.review.ballots.exchange import keyring, listing
from xuezuo.review.ballots.exchange.announced import announced_in, impossible, recounted_from
from xuezuo.review.ballots.exchange.blind import PREFIX, verify
from xuezuo.review.ballots.exchange.counting import Tally

SHOWN = 100  # faults; a file that is wrong throughout would fill the screen
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit, in line `line` (from 1; 0 = the file as a whole)."""

    line: int
    what: str

    def __str__(self) -> str:
        place = {0: "", 1: "第 1 行（票面和公布的结果）："}.get(self.line, f"第 {self.line} 行：")
        return f"{place}{self.what}"


@dataclasses.dataclass(slots=True)
class Report:
    """What a recount came to."""

    title: str = ""
    digest: str = ""
    ballots: int = 0
    valid: int = 0
    receipts: int = 0
    items: list[tuple[str, list[tuple[str, int]]]] = dataclasses.field(default_factory=list)
    faults: list[Fault] = dataclasses.field(default_factory=list)

    def fault(self, line: int, what: str) -> None:
        """Note a fault."""
        if len(self.faults) < SHOWN:
            self.faults.append(Fault(line, what))


def check(path: Path) -> Report:
    """Recount the file and return what was found; nothing but the file is needed.

    Who has made up a whole list, key and all, has made it fit: `Report.digest` must be that of the poll's page.
    """
    report = Report()
    with path.open(encoding="utf-8", newline="\n") as file:
        lines = enumerate((one.rstrip("\n") for one in file), 1)
        try:
            _, first = next(lines)
            head = json.loads(first)
            count = _Recount(head, first, report)
        except (StopIteration, UnicodeDecodeError, *_UNREADABLE):
            report.fault(1, "不是选票清单的开头：缺少投票的说明、公钥或票面。请用投票页面上“下载选票清单”得到的文件")
            return report
        try:
            count.read(lines)
        except UnicodeDecodeError:
            report.fault(count.line + 1, "不是 UTF-8 文字")
    count.compare()
    return report


class _Recount:
    def __init__(self, head: dict[str, Any], first: str, report: Report) -> None:
        if head["kind"] != "poll" or head["format"] != listing.FORMAT:
            raise ValueError("another format")
        self.head, self.report, self.line = head, report, 1
        self.key: rsa.RSAPublicKey = keyring.sign_key(head["key"])
        self.form = listing.form_from_json(head["form"], head["labels"])
        self.tally = Tally(self.form)
        self.summed = hashlib.sha256(listing.head_line(head, "").encode() + b"\n")
        self.seen, self.last = set[bytes](), ("", "")
        report.title = str(head["title"])
        if first != listing.head_line(head):
            report.fault(1, "第一行不是规定的写法：清单可能被改动过")

    def read(self, lines: Iterator[tuple[int, str]]) -> None:
        for self.line, text in lines:
            self.summed.update(text.encode() + b"\n")
            try:
                self._one(json.loads(text))
            except (*_UNREADABLE, binascii.Error):
                self.report.fault(self.line, "看不懂这一行：不是选票或回执的写法，文件可能没有下载完整")

    def _one(self, said: dict[str, Any]) -> None:
        if said["kind"] == "ballot":
            self._in_order("0 ballot", said["prefix"])
            self._ballot(said)
        elif said["kind"] == "receipt":
            self._in_order("1 receipt", said["code"])
            self.report.receipts += 1
        else:
            self.report.fault(self.line, "既不是选票也不是回执")

    def _in_order(self, kind: str, code: str) -> None:
        if (kind, code) < self.last:
            self.report.fault(self.line, "没有按顺序排列：清单可能被改动过")
        self.last = (kind, code)

    def _ballot(self, said: dict[str, Any]) -> None:
        message = said["message"].encode() if "message" in said else base64.b64decode(said["message_base64"])
        prepared = bytes.fromhex(said["prefix"]) + message
        if len(said["prefix"]) != 2 * PREFIX or not verify(self.key, prepared, base64.b64decode(said["signature"])):
            self.report.fault(self.line, "签名不对：这张票没有经过本次投票的盖章，或者内容被改过")
            return
        identity = hashlib.sha256(prepared).digest()
        if identity in self.seen:
            self.report.fault(self.line, "同一张票出现了两次")
            return
        self.seen.add(identity)
        self.tally.add(message)

    def compare(self) -> None:
        """Compare what was counted with what was announced, in line 1."""
        sheet, report = self.tally.sheet(), self.report
        report.digest, report.ballots = self.summed.hexdigest(), sheet.returned
        report.valid = sheet.returned - sheet.invalid
        if report.receipts != sheet.returned:
            report.fault(1, f"回执 {report.receipts} 个，选票 {sheet.returned} 张，数目不一致")
        try:
            if report.digest != self.head["result"]["digest"]:
                report.fault(1, "清单的摘要与公布的不一致：票、回执、票面或结果被增加、删去或改动")
            announced = announced_in(self.head, self.form)
            recounted = recounted_from(self.head, self.form, sheet)
            odd = list(impossible(self.head, self.form))
        except _UNREADABLE:
            report.fault(1, "公布的票面或结果不完整")
            return
        report.items = recounted.items
        for what in {**recounted.numbers, **announced}:
            said, found = announced.get(what, 0), recounted.numbers.get(what, 0)
            if said != found:
                report.fault(1, f"{what[0]}：公布 {said}，重新计票 {found}")
        for words in odd:
            report.fault(1, words)
