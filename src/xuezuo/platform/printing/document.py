"""What an official document consists of: page of GB/T 9704-2012, first its parts, then its blocks in order.

A document says what, `portable` (PDF) and `word` (DOCX) say how. Levels are numbered here, so that both read alike:
一、 / （一） / 1. / （1）; a `Chapter` begins a new page and counts anew.
"""

import dataclasses
import datetime as dt
import enum
from collections.abc import Iterable, Iterator

from xuezuo.kernel.numerals import chinese_number

BODY_SIZE, TITLE_SIZE, NUMBER_SIZE, TABLE_SIZE = 16, 22, 14, 10.5  # points: No. 3, 2, 4, 5
TALL_SIZE = 12  # points: small No. 4, in tables that are filled in by hand
LINES, CHARACTERS = 22, 28
LINE_PITCH = 28.95  # points: 22 lines fill 225 mm (225 mm / 22 = 28.99)
CHARACTER_PITCH = 15.79  # points: 28 characters fill 156 mm; No. 3 as it is would need 158 mm


class Level(enum.IntEnum):
    """一、黑体 / （一）楷体 / 1. / （1）仿宋."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the structure; `numbered` False leaves its number out."""

    text: str
    level: Level = Level.FIRST
    numbered: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `label` is set in 黑体 before it, `indent` False = flush left."""

    text: str
    label: str = ""
    indent: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are relative, `tall` rows leave room to write in by hand (points, 0 = as the text needs)."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tall: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Chapter:
    """A piece with its own title on a new page; it stands in the table of contents with `note` (a date)."""

    title: str
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, from the chapters."""


Block = Heading | Text | Table | Chapter | Contents


@dataclasses.dataclass(frozen=True, slots=True)
class Signed:
    """Who issues and when; `sealed` leaves the room of a seal: date four spaces in, else issuer two."""

    issuer: str
    on: dt.date
    sealed: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """The red head 发文机关标志; `number` like 林党〔2025〕3号, `signer` 签发人 of upward papers."""

    issuer: str
    number: str = ""
    signer: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Imprint:
    """The 版记 at the foot of the last page: copies to, who had it printed, when."""

    issuer: str
    on: dt.date
    copies: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Cover:
    """A first page of its own, without a number."""

    title: str
    lines: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Corner:
    """A picture at the top right, above the type area, of `side` mm, and what it is for; PDF only."""

    svg: str
    words: str
    side: int = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Official:
    """A whole document; what is empty is left out. `addressee` is 主送, `foot` stands opposite the page number."""

    title: str
    blocks: tuple[Block, ...]
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    signed: Signed | None = None
    mark: Mark | None = None
    imprint: Imprint | None = None
    cover: Cover | None = None
    corner: Corner | None = None
    foot: str = ""


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return the blocks with their numbers written into the headings."""
    counts = [0, 0, 0, 0]
    for block in blocks:
        if isinstance(block, Chapter):
            counts = [0, 0, 0, 0]
        if isinstance(block, Heading) and block.numbered:
            place = block.level - 1
            counts[place] += 1
            counts[place + 1 :] = [0] * (3 - place)
            yield dataclasses.replace(block, text=_number(block.level, counts[place]) + block.text)
        else:
            yield block


def _number(level: Level, count: int) -> str:
    if level is Level.FIRST:
        return f"{chinese_number(count)}、"
    if level is Level.SECOND:
        return f"（{chinese_number(count)}）"
    return f"{count}. " if level is Level.THIRD else f"（{count}）"


def long_date(day: dt.date) -> str:
    """Return the civil day as documents write it: Arabic numerals, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def cells(text: str) -> float:
    """Return how many full characters wide a line is; ASCII counts half."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def indents(signed: Signed) -> tuple[float, float]:
    """Return how many characters the issuer and the date stand in from the right, digits counted as half.

    Unsealed: issuer two spaces in, the date begins two characters right of the issuer; is the date too long for that,
    it stands two spaces in and the issuer moves. Sealed: the date four spaces in, the issuer centred over it.

    >>> indents(Signed("中共林场机关支部委员会", dt.date(2025, 6, 3)))
    (2, 5.0)
    >>> indents(Signed("林场支部", dt.date(2025, 6, 3)))
    (6.0, 2)
    >>> indents(Signed("林场支部", dt.date(2025, 6, 3), sealed=True))
    (5.0, 4)
    """
    issuer, date = cells(signed.issuer), cells(long_date(signed.on))
    if signed.sealed:
        inner = 4 + (date - issuer) / 2
        return (inner, 4) if inner >= 0 else (0, 4)
    room = issuer + 2 - 2 - date  # of the date, when it begins two characters after the issuer
    return (2, room) if room >= 2 else (2 + (2 - room), 2)
