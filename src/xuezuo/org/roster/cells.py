"""What one cell may hold: parsers from a raw cell to a value.

A parser gets a cell that is not empty and returns the value, or raises `CellFault` with a finding code. Values that
Excel has turned into numbers are taken back to text where nothing was lost.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from stdnum.cn import ric

from xuezuo.org.types import PostKind

type Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
type Value = str | dt.date | tuple["PostWord", ...]
type PostWord = tuple[str, str]
"""Kind of post (a value of `PostKind`) and the wording of the roster."""

_EXCEL_EPOCH: Final = dt.date(1899, 12, 30)
_EARLIEST: Final = dt.date(1900, 1, 1)
_LAST_SERIAL: Final = 2958465
_EXACT_DIGITS: Final = 10**15
_YEARS: Final = range(1800, 2200)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SPACES: Final = re.compile(r"\s+")
_PHONE: Final = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}")
_POST_SPLIT: Final = re.compile(r"[、，,；;]")
_POST_BODY: Final = re.compile(r"^(机关党委|党委|党总支|总支|党支部|支部|党组|党小组)(?=.)")


class CellFault(Exception):
    """A cell that cannot be read; `code` is a finding code, `params` fill its message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def has_control(text: str) -> bool:
    """Tell whether the text holds control or invisible characters."""
    return _CONTROL.search(text) is not None


def cleaned(text: str) -> str:
    """Drop control and invisible characters, collapse white space; full-width signs stay (（筹） is a proper name)."""
    return _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()


def text_of(cell: Cell) -> str:
    """Return the text of a cell; whole numbers lose Excel's `.0`.

    Raises:
        CellFault: for numbers that Excel has rounded, and for booleans, dates and times where text is meant.
    """
    if isinstance(cell, str):
        return cleaned(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellFault("cell_type", found=type(cell).__name__)
    if abs(cell) >= _EXACT_DIGITS:
        raise CellFault("number_rounded")
    return str(int(cell)) if cell == int(cell) else repr(cell)


def words(cell: Cell) -> str:
    """Read a name or other words; what a spreadsheet would run as a formula when it is exported again is refused.

    Raises:
        CellFault: `text_formula`, and those of `text_of`.
    """
    text = text_of(cell)
    if text.startswith(("=", "+", "@")):
        raise CellFault("text_formula")
    return text


def folded(cell: Cell) -> str:
    """Return the text with full-width letters and digits made half-width, for codes, numbers and dates."""
    text = text_of(cell)
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def code(cell: Cell) -> str:
    """Read a code: half-width, no blanks inside; leading zeros stay."""
    return folded(cell).replace(" ", "")


def civil_date(cell: Cell) -> dt.date:
    """Read `YYYY-MM-DD`, a date cell, or the serial number of one (1900 system).

    A number that looks like a year (1985) is refused: as a serial number it would be a day of 1905.

    Raises:
        CellFault: `date_invalid`.
    """
    if isinstance(cell, dt.datetime):
        found = cell.date()
    elif isinstance(cell, dt.date):
        found = cell
    elif isinstance(cell, str):
        text = folded(cell)
        if len(text) != 10 or text[4] != "-":
            raise CellFault("date_invalid")
        try:
            found = dt.date.fromisoformat(text)
        except ValueError:
            raise CellFault("date_invalid") from None
    else:
        found = _serial_date(cell)
    if found < _EARLIEST:
        raise CellFault("date_invalid")
    return found


def _serial_date(cell: Cell) -> dt.date:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellFault("date_invalid")
    serial = int(cell)
    if serial in _YEARS or not 60 < serial <= _LAST_SERIAL:
        raise CellFault("date_invalid")
    return _EXCEL_EPOCH + dt.timedelta(days=serial)


def word(allowed: Mapping[str, str]) -> Callable[[Cell], str]:
    """Return a parser of one of the allowed words (word -> stored value).

    Raises:
        CellFault: `value_not_allowed`, from the parser.
    """
    shown = "、".join(allowed)

    def parse(cell: Cell) -> str:
        try:
            return allowed[text_of(cell)]
        except KeyError:
            raise CellFault("value_not_allowed", allowed=shown) from None

    return parse


def identity_number(cell: Cell) -> str:
    """Read a citizen identity number (GB 11643-1999): 18 places, a real day of birth, the right check digit.

    Area codes are not looked up: counties are renumbered every year, and old numbers stay valid.

    Raises:
        CellFault: `number_rounded`, `id_number_shape`, `id_number_birth`, `id_number_check`.
    """
    if isinstance(cell, float | int):
        raise CellFault("number_rounded")
    number = code(cell).upper()
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()) or number[17] not in "0123456789X":
        raise CellFault("id_number_shape")
    if ric.calc_check_digit(number) != number[17]:
        raise CellFault("id_number_check")
    try:
        identity_birth(number)
    except ValueError:
        raise CellFault("id_number_birth") from None
    return number


def identity_birth(number: str) -> dt.date:
    """Return the day of birth that an identity number holds.

    Raises:
        ValueError: when there is no such day.
    """
    return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def identity_is_male(number: str) -> bool:
    """Tell what the 17th digit says: odd = male."""
    return int(number[16]) % 2 == 1


def phone(cell: Cell) -> str:
    """Read a phone number: 11 digits beginning with 1, or an area code and a number; +86 is dropped.

    Raises:
        CellFault: `phone_shape`.
    """
    number = code(cell).removeprefix("+86").replace("-", "")
    if not _PHONE.fullmatch(number):
        raise CellFault("phone_shape")
    return number


_POSTS: Final[dict[str, PostKind]] = {
    "书记": PostKind.SECRETARY,
    "副书记": PostKind.DEPUTY,
    "专职副书记": PostKind.DEPUTY,
    "常务副书记": PostKind.DEPUTY,
    "委员": PostKind.COMMITTEE_MEMBER,
    "常委": PostKind.COMMITTEE_MEMBER,
    "常务委员": PostKind.COMMITTEE_MEMBER,
    "组长": PostKind.GROUP_LEADER,
    "第一书记": PostKind.FIRST_SECRETARY,
    "驻村第一书记": PostKind.FIRST_SECRETARY,
    "组织员": PostKind.ORGANIZER,
    "专职组织员": PostKind.ORGANIZER,
    "督导员": PostKind.INSPECTOR,
    "督导组组长": PostKind.INSPECTOR,
    "督导组成员": PostKind.INSPECTOR,
}
_PORTFOLIOS: Final = (
    "组织", "宣传", "纪检", "纪律检查", "统战", "青年", "妇女", "群众", "群众工作", "学习", "生活", "文体", "保密",
    "保卫", "治保", "党风廉政", "政法", "武装", "监察", "联络", "工会", "维权", "安全", "民兵", "调解", "农村工作",
)  # fmt: skip
_POSTS.update({f"{portfolio}委员": PostKind.COMMITTEE_MEMBER for portfolio in _PORTFOLIOS})
POST_WORDS: Final = tuple(_POSTS)


def posts(cell: Cell) -> tuple[PostWord, ...]:
    """Read posts separated by 、: the kind of each and its wording. `党支部书记` is `书记`.

    Raises:
        CellFault: `post_unknown`.
    """
    found: dict[str, PostWord] = {}
    for part in _POST_SPLIT.split(text_of(cell)):
        title = part.strip()
        if not title:
            continue
        kind = _POSTS.get(title) or _POSTS.get(_POST_BODY.sub("", title))
        if kind is None:
            raise CellFault("post_unknown")
        found[title] = (kind.value, title)
    if not found:
        raise CellFault("post_unknown")
    return tuple(found.values())
