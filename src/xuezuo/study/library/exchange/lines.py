"""Small questions about one line of a text."""

import re
from typing import Final

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_ENDS: Final = "。！？!?…；;"
_CLOSERS: Final = '”’」』）)】》"'
_STOPS: Final = re.compile(r"[。！？；…]|[!?;](?=\s|$)|\.(?=\s+[A-Z]|$)")
_BLANK: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_UNSEEN: Final = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff\ud800-\udfff]")
_BULLET: Final = re.compile(r"^[•●■◆▪◎·*]\s*")
LONG: Final = 40


def tidy(line: str) -> str:
    """Return the line without control signs and outer blanks; inner runs of blanks become one. Signs stay as written.

    Zero-width signs and soft hyphens go; NFKC is not applied, it would turn ， into a comma.
    """
    return _BULLET.sub("", " ".join(_BLANK.sub(" ", _UNSEEN.sub("", line)).split()))


def is_sentence(line: str) -> bool:
    """Tell whether the line is running text: a full stop inside a line of some length, or a very long line."""
    return (len(line) >= LONG and bool(_STOPS.search(line))) or len(line) >= 3 * LONG


def is_closed(line: str) -> bool:
    """Tell whether the line ends as a paragraph ends."""
    return line.rstrip(_CLOSERS + " ")[-1:] in _ENDS or (line[-1:] in "：:" and len(line) > 1)


def has_han(line: str) -> bool:
    """Tell whether there is a Chinese sign in the line."""
    return bool(_HAN.search(line))
