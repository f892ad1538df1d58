"""Reading what was printed: where every character of a PDF stands."""

import collections
import dataclasses
from collections.abc import Iterator

import pypdfium2

MM = 72 / 25.4  # points a millimetre


@dataclasses.dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page and its box in mm from the top left corner of the paper."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A page: its size in mm and what stands on it."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    text: str

    def lines(self, character: str) -> list[int]:
        """Return how many of this character stand on each line that has some, from the top."""
        found = collections.Counter(round(glyph.bottom, 1) for glyph in self.glyphs if glyph.text == character)
        return [found[place] for place in sorted(found)]

    def found(self, words: str) -> Iterator[Glyph]:
        """Return the first glyph of each place where the words stand."""
        joined = "".join(glyph.text for glyph in self.glyphs)
        at = joined.find(words)
        while at >= 0:
            yield self.glyphs[at]
            at = joined.find(words, at + 1)


def pages_of(content: bytes) -> list[Page]:
    """Return the pages of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        return [_page(document[place]) for place in range(len(document))]


def text_of(content: bytes) -> str:
    """Return all text of a PDF."""
    return "\n".join(page.text for page in pages_of(content))


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    read = page.get_textpage()
    glyphs = []
    for place in range(read.count_chars()):
        left, bottom, right, top = read.get_charbox(place)
        text = read.get_text_range(place, 1)
        if text.strip():
            glyphs.append(Glyph(text, left / MM, right / MM, (height - top) / MM, (height - bottom) / MM))
    return Page(width / MM, height / MM, tuple(glyphs), read.get_text_bounded())
