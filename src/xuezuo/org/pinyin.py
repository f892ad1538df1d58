"""How a Chinese name is found by what is typed: full pinyin and initials, both lower case without blanks."""

import dataclasses
import functools
from collections.abc import Callable
from typing import Final

from xuezuo.kernel.text import squeeze


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """The stored search keys of a name: `dangyuan`, `dy`."""

    pinyin: str
    initials: str


@functools.cache
def _reader() -> Callable[[str], list[str]]:
    """Load the dictionary on first use: a page that searches does not need it, only writing a name does."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # CONFIG 60 ms and 20 MB that most processes never need

    return lazy_pinyin


def reading_of(name: str) -> Reading:
    """Return pinyin and initials of a name; letters and digits inside it stay as they are.

    >>> reading_of("第2党小组")
    Reading(pinyin='di2dangxiaozu', initials='d2dxz')
    """
    text = squeeze(name).replace(" ", "").lower()
    parts = _reader()(text)
    initials = "".join(part if part in text else part[:1] for part in parts)
    return Reading("".join(parts), initials)


# Surnames that are not read as the dictionary reads the character (《现代汉语词典》).
_SURNAMES: Final = {
    "单": ("shan",),
    "曾": ("zeng",),
    "仇": ("qiu",),
    "解": ("xie",),
    "查": ("zha",),
    "朴": ("piao",),
    "区": ("ou",),
    "缪": ("miao",),
    "翟": ("zhai",),
    "员": ("yun",),
    "种": ("chong",),
    "乐": ("yue",),
    "盖": ("ge",),
    "折": ("she",),
    "黑": ("he",),
    "秘": ("bi",),
    "覃": ("qin",),
    "洗": ("xian",),
    "祭": ("zhai",),
    "繁": ("po",),
    "郇": ("xun",),
    "阚": ("kan",),
    "都": ("du",),
    "重": ("chong",),
    "召": ("shao",),
    "隗": ("wei",),
    "牟": ("mu",),
    "能": ("nai",),
    "卜": ("bu",),
    "佴": ("nai",),
}


def reading_of_person(name: str) -> Reading:
    """Return pinyin and initials of a person's name; the surname in the reading it has as a surname.

    >>> reading_of_person("单雄信").pinyin, reading_of_person("曾国强").initials
    ('shanxiongxin', 'zgq')
    """
    for length in (2, 1):
        head = _SURNAMES.get(name[:length])
        if head and len(name) > length:
            rest = reading_of(name[length:])
            return Reading("".join(head) + rest.pinyin, "".join(part[0] for part in head) + rest.initials)
    return reading_of(name)
