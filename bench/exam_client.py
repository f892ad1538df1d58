"""(part of exams) A light client: one keep-alive connection, cookies, nothing else; and what a member does with it."""

import asyncio
import json
import re
import time
import uuid
from urllib.parse import urlencode

CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
UID = re.compile(rb'name="uid" value="([^"]+)"')
STATE = re.compile(rb'<script id="sitting-state" type="application/json">(.*?)</script>', re.DOTALL)


class Browser:
    """A person's browser, as far as the server can tell."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None
        self.turn = asyncio.Lock()

    async def get(self, path: str) -> tuple[int, bytes, str]:
        """Return status, body, and where a redirect leads."""
        return await self.ask("GET", path)

    async def post(self, path: str, values: dict[str, str]) -> tuple[int, bytes, str]:
        """Post a form."""
        return await self.ask("POST", path, urlencode(values).encode(), "application/x-www-form-urlencoded")

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "", *, cookies: bool = True):
        """Send one request, once more if the server has closed the idle connection."""
        async with self.turn:
            for _ in range(2):
                if self.writer is None:
                    self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
                try:
                    return await self._exchange(method, path, body, kind, cookies=cookies)
                except (asyncio.IncompleteReadError, ConnectionError):
                    self.close()
            raise ConnectionError(path)

    async def _exchange(self, method: str, path: str, body: bytes, kind: str, *, cookies: bool):
        if self.reader is None or self.writer is None:
            raise ConnectionError(path)
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        if cookies and self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if kind:
            lines.append(f"Content-Type: {kind}")
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length, location = 0, ""
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            name = name.lower()
            if name == "content-length":
                length = int(value)
            elif name == "location":
                location = value
            elif name == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return int(head[9:12]), await self.reader.readexactly(length), location

    def close(self) -> None:
        """Hang up."""
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


class Member:
    """Somebody who sits; `answers` are right or wrong by chance."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.sitting, self.start, self.given = browser, "", "", {}

    async def log_in(self, username: str, password: str, towards: str) -> None:
        """Log in by the form."""
        path = f"/accounts/login/?{urlencode({'next': towards})}"
        _, page, _ = await self.browser.get(path)
        values = {"csrfmiddlewaretoken": token(page), "login": username, "password": password, "next": towards}
        status, _, location = await self.browser.post(path, values)
        expect(status, 302, location)

    async def begin(self, exam: str) -> None:
        """Read the rules, start, read the paper."""
        status, page, _ = await self.browser.get(exam)
        expect(status, 200, exam)
        values = {"csrfmiddlewaretoken": token(page), "uid": UID.search(page)[1].decode()}
        status, _, self.sitting = await self.browser.post(exam, values)
        expect(status, 302, exam)
        status, page, _ = await self.browser.get(self.sitting)
        expect(status, 200, self.sitting)
        self.start = json.loads(STATE.search(page)[1])["start"]

    async def save(self, answers: dict[str, list[object]], *, hand_in: bool = False) -> int:
        """Save as the script does; returns the status."""
        now = int(time.time() * 1000)
        body = {
            "uid": str(uuid.uuid4()),
            "start": self.start,
            "answers": {place: [answer, now] for place, answer in answers.items()},
            "made_at": now,
            "known": 0,
            "hand_in": str(uuid.uuid4()) if hand_in else None,
        }
        path = f"{self.sitting}save/"
        status, *_ = await self.browser.ask("POST", path, json.dumps(body).encode(), "application/json", cookies=False)
        if status == 200:
            self.given |= answers
        return status


def expect(status: int, wanted: int, what: str) -> None:
    """Stop at an answer that should not come."""
    if status != wanted:
        raise RuntimeError(f"{what}: {status} instead of {wanted}")


def token(page: bytes) -> str:
    """Return the form's token."""
    return CSRF.search(page)[1].decode()
