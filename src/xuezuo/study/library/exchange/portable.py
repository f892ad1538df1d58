"""PDF: lines from the places of their letters, columns in reading order, running heads out, paragraphs joined."""

import dataclasses
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pypdfium2
from pypdfium2 import raw

from xuezuo.study.library.exchange.lines import is_closed, tidy
from xuezuo.study.library.exchange.plain import glue
from xuezuo.study.library.exchange.sheet import Sheet, Unreadable

_MARGIN: Final = 0.11  # share of a page's height at its top and foot where running heads stand
_PAGES: Final = 2000
_GAP: Final = 1.4  # so many usual steps below the line before, a line begins a paragraph
_TOPS: Final = 7  # lines: among these the title stands
_TOP: Final = 40  # signs: a running head or the number of a document is not longer
_INSET: Final = 2.5  # signs: a line that ends so far before the edge is short
_DIGITS: Final = re.compile(r"\d+|[ivxlcIVXLC]+")
_NUMBER: Final = re.compile(r"[-—–·\s]*(第?\s*\d{1,4}\s*页?(\s*[/／共]\s*共?\s*\d+\s*页?)?)[-—–·\s]*")
_SCAN: Final = "PDF 里没有文字（可能是扫描件）。请先识别成文字（OCR），或作为附件上传。"
_SCANNED: Final = (
    "PDF 共 {pages} 页，其中 {mute} 页只有图片、没有文字（扫描件）。请先识别成文字（OCR）再导入，或作为附件上传。"
)
_SPOILT: Final = "PDF 里的文字没有对照表，读出来是乱码。请向来源索取 Word 版，或先识别成文字（OCR）。"


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line on a page, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    top: float
    foot: float

    @property
    def height(self) -> float:
        """Height of the letters."""
        return self.top - self.foot


def read_pdf(data: bytes) -> Sheet:
    """Return the paragraphs of a PDF file.

    Raises:
        Unreadable: broken, with a password, a scan, or too long.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        what = "有密码" if "password" in str(error).lower() else "已损坏"
        raise Unreadable("library.broken_pdf", f"PDF 文件{what}，打不开。请换成没有密码、能正常打开的文件。") from None
    try:
        if len(document) > _PAGES:
            raise Unreadable("library.too_long", f"PDF 超过 {_PAGES} 页，请按章分成几个文件。")
        pages, mute = [], 0
        for number in range(len(document)):
            pages.append(_page(document[number]))
            mute += not pages[-1][1] and _has_picture(document[number])
    finally:
        document.close()
    if mute and mute * 2 > len(pages):
        raise Unreadable("library.scan", _SCANNED.format(pages=len(pages), mute=mute))
    rows = [row for page in _without_heads(pages) for row in page]
    text = "".join(row.text for row in rows)
    if len(text) < 20:
        raise Unreadable("library.scan", _SCAN)
    if sum(1 for sign in text if sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff") * 5 > len(text):
        raise Unreadable("library.spoilt_pdf", _SPOILT)
    return Sheet(tuple(_paragraphs(rows)), title=_title(rows))


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


type Page = tuple[float, list[Row]]  # height, lines in reading order


def _page(page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    rows = []
    for place in range(text.count_rects()):
        left, foot, right, top = text.get_rect(place)
        words = tidy(text.get_text_bounded(left, foot, right, top).replace("\r\n", " ").replace("\ufffe", ""))
        if words:
            rows.append(Row(words, left, right, top, foot))
    width, height = page.get_size()
    return height, _in_reading_order(_joined(rows), width)


def _joined(rows: list[Row]) -> list[Row]:
    """Put pieces together that stand beside one another on one line (pdfium parts them where the font changes)."""
    joined: list[Row] = []
    for row in sorted(rows, key=lambda one: (-round(one.foot), one.left)):
        mate = next((one for one in reversed(joined[-6:]) if _touch(one, row)), None)
        if mate is None:
            joined.append(row)
            continue
        words = glue(mate.text, row.text)
        both = Row(words, mate.left, max(mate.right, row.right), max(mate.top, row.top), min(mate.foot, row.foot))
        joined[joined.index(mate)] = both
    return joined


def _touch(left: Row, right: Row) -> bool:
    size = max(left.height, right.height)
    overlap = min(left.top, right.top) - max(left.foot, right.foot)
    return overlap > min(left.height, right.height) * 0.5 and -size < right.left - left.right < size * 1.2


def _in_reading_order(rows: list[Row], width: float) -> list[Row]:
    """Sort from top to foot; where the page has two columns, the left one first between lines across both."""
    rows = sorted(rows, key=lambda row: -row.top)
    middle = width / 2
    across = [row for row in rows if row.left < middle - width * 0.03 and row.right > middle + width * 0.03]
    sides = [row for row in rows if row not in across]
    left = [row for row in sides if row.right <= middle + width * 0.03]
    right = [row for row in sides if row.left >= middle - width * 0.03]
    beside = sum(1 for one in right if any(min(one.top, other.top) > max(one.foot, other.foot) for other in left))
    if beside < 4 or beside < len(right) * 0.5:
        return rows
    ordered: list[Row] = []
    edges = [*(row.top for row in across), 0.0]
    last = float("inf")
    for edge, line in itertools.zip_longest(edges, across):
        for column in (left, right):
            ordered += [row for row in column if edge <= row.top < last]
        if line:
            ordered.append(line)
        last = edge
    return ordered


def _without_heads(pages: Sequence[Page]) -> Iterator[list[Row]]:
    """Yield the pages' lines without what stands at the top or foot of most pages, and without page numbers."""
    margins = [{_shape(row.text) for row in rows if _is_margin(row, height)} for height, rows in pages]
    often = Counter(shape for shapes in margins for shape in shapes)
    least = max(2, len(pages) * 0.3)
    for height, rows in pages:
        yield [
            row
            for row in rows
            if not (_is_margin(row, height) and (often[_shape(row.text)] >= least or _NUMBER.fullmatch(row.text)))
        ]


def _is_margin(row: Row, height: float) -> bool:
    return row.foot > height * (1 - _MARGIN) or row.top < height * _MARGIN


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text)


def _title(rows: Sequence[Row]) -> str:
    """Return the lines at the beginning whose letters are clearly larger than those of the text.

    A running head may stand above them, when the file has one page.
    """
    usual = Counter(round(row.height) for row in rows for _ in range(len(row.text))).most_common(1)[0][0]
    tops = itertools.dropwhile(lambda row: row.height <= usual * 1.25 and len(row.text) <= _TOP, rows[:_TOPS])
    head = list(itertools.takewhile(lambda row: row.height > usual * 1.25, tops))[:4]
    return "".join(row.text for row in head) if head and len(rows) > len(head) else ""


def _paragraphs(rows: Sequence[Row]) -> Iterator[str]:
    """Join lines: a paragraph goes on when its line is full, the next one is not indented and no gap parts them."""
    if not rows:
        return
    text, before, step = rows[0].text, rows[0], _step(rows)
    for row in rows[1:]:
        if before.top - row.top < step * _GAP and _goes_on(before, row, rows):
            text = glue(text, row.text)
        else:
            yield text
            text = row.text
        before = row
    yield text


def _step(rows: Sequence[Row]) -> float:
    """Return how far the lines of the text mostly stand below one another, in points."""
    steps = Counter(round(one.top - other.top) for one, other in itertools.pairwise(rows) if one.top > other.top)
    return float(steps.most_common(1)[0][0]) if steps else float("inf")


def _goes_on(before: Row, row: Row, rows: Sequence[Row]) -> bool:
    size = max(before.height, 1.0)
    if abs(before.height - row.height) > size * 0.25:
        return False
    if before.left > row.left + size * _INSET and before.right < row.right - size * _INSET:
        return False  # centred above the text: a date, a name
    column = [one for one in rows if abs(one.left - before.left) < size * 4]
    edge = max(one.right for one in column)
    if before.right < edge - size * _INSET:
        return not is_closed(before.text) and before.text[-1:] in "，、,"
    start = min(one.left for one in rows if abs(one.left - row.left) < size * 3)
    return row.left < start + size * 1.2
