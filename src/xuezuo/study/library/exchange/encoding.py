"""Bytes to text: which encoding the text itself speaks for."""

import codecs
import re
from typing import Final

from xuezuo.study.library.exchange.sheet import Unreadable

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_HEAD: Final = 2048
# Signs that fill every Chinese text, in both ways of writing: a wrong encoding has almost none of them.
_USUAL: Final = frozenset("的一是在和了有不为這这我們们中大国國上以个個会會学學习習党黨员員工作年月日，。、：")


def decode(data: bytes, *, is_markup: bool = False) -> str:
    """Return the text of `data`.

    Order: byte order mark; UTF-8 when it is valid; what a page declares; the likelier of GB18030 and Big5.

    Raises:
        Unreadable: in none of them.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    if b"\0" in data[:_HEAD]:
        return _wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_HEAD]) if is_markup else None
    names = ["gb18030", "big5hkscs"]
    if declared and declared.group(1).decode("ascii").lower().startswith("big5"):
        names.reverse()
    found = [(text, _likeness(text)) for name in names if (text := _tried(data, name)) is not None]
    if not found:
        return _mostly(data)
    return max(found, key=lambda pair: pair[1])[0]


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return _mostly(data)


def _wide(data: bytes) -> str:
    """Decode UTF-16 without a mark: in Chinese text with line ends the zeros stand on one side."""
    even, odd = data[:_HEAD:2].count(0), data[1:_HEAD:2].count(0)
    text = _tried(data, "utf-16-be" if even > odd else "utf-16-le")
    if text is None or _likeness(text) < 0.02:
        raise _unknown()
    return text


def _tried(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> float:
    """Return the share of usual signs among those beyond ASCII."""
    signs = [sign for sign in text[:20_000] if ord(sign) > 127]
    return sum(1 for sign in signs if sign in _USUAL) / len(signs) if signs else 1.0


def _mostly(data: bytes) -> str:
    """Accept a file with a few broken bytes: cut off in the middle of a sign, or copied badly."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, errors="replace")
        broken = text.count("\ufffd")
        if broken * 200 <= len(text) and _likeness(text) > 0.1:
            return text.replace("\ufffd", "")
    raise _unknown()


def _unknown() -> Unreadable:
    message = "看不出文件的文字编码。请用记事本打开，另存为 UTF-8 编码的文本后再导入。"
    return Unreadable("library.encoding", message)
