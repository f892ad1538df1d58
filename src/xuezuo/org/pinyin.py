"""How a Chinese name is found by what is typed: full pinyin and initials, both lower case without blanks."""

import dataclasses
import functools
from collections.abc import Callable

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

    return lazy_pinyin  # type: ignore[no-any-return]  # pypinyin ships no types


def reading_of(name: str) -> Reading:
    """Return pinyin and initials of a name; letters and digits inside it stay as they are.

    >>> reading_of("第2党小组")
    Reading(pinyin='di2dangxiaozu', initials='d2dxz')
    """
    text = squeeze(name).replace(" ", "").lower()
    parts = _reader()(text)
    initials = "".join(part if part in text else part[:1] for part in parts)
    return Reading("".join(parts), initials)
