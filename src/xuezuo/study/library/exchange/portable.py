"""PDF: lines from the places of their letters, columns in reading order, running heads out, paragraphs joined."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import pypdfium2
from pypdfium2 import raw

from xuezuo.study.library.exchange import heading
from xuezuo.study.library.exchange.columns import Row, in_reading_order, is_beside, joined
from xuezuo.study.library.exchange.lines import is_closed, tidy
from xuezuo.study.library.exchange.plain import glue
from xuezuo.study.library.exchange.sheet import Sheet, Unreadable

_MARGIN: Final = 0.11  # share of a page's height at its top and foot where running heads stand
_PAGES: Final = 2000
_GAP: Final = 1.4  # so many usual steps below the line before, a line begins a paragraph
_TOPS: Final = 7  # lines: among these the title stands
_TOP: Final = 40  # signs: a running head or the number of a document is not longer
_TITLE: Final = 6  # signs: so many of a title in a head say that it is the title
_INSET: Final = 2.5  # signs: a line that ends so far before the edge is short
_DIGITS: Final = re.compile(r"\d+|[ivxlcIVXLC]+")
_NUMBER: Final = re.compile(r"[-—–·\s]*(第?\s*\d{1,4}\s*页?(\s*[/／共]\s*共?\s*\d+\s*页?)?)[-—–·\s]*")
_SCAN: Final = "PDF 里没有文字（可能是扫描件）。请先识别成文字（OCR），或作为附件上传。"
_SCANNED: Final = (
    "PDF 共 {pages} 页，其中 {mute} 页只有图片、没有文字（扫描件）。请先识别成文字（OCR）再导入，或作为附件上传。"
)
_MUTE: Final = "第 {} 页只有图片、没有文字（扫描件），这几页没有导入。需要的话，请识别成文字（OCR）后补上。"
_SPOILT: Final = "PDF 里的文字没有对照表，读出来是乱码。请向来源索取 Word 版，或先识别成文字（OCR）。"


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
        pages, mute = [], []
        for number in range(len(document)):
            pages.append(_page(document[number]))
            if not pages[-1][1] and _has_picture(document[number]):
                mute.append(str(number + 1))
    finally:
        document.close()
    if len(mute) * 2 > len(pages):
        raise Unreadable("library.scan", _SCANNED.format(pages=len(pages), mute=len(mute)))
    rows = [row for page in _without_heads(pages) for row in page]
    text = "".join(row.text for row in rows)
    if len(text) < 20:
        raise Unreadable("library.scan", _SCAN)
    if sum(1 for sign in text if sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff") * 5 > len(text):
        raise Unreadable("library.spoilt_pdf", _SPOILT)
    unread = (_MUTE.format("、".join(mute)),) if mute else ()
    return Sheet(tuple(_paragraphs(rows)), title=_title(rows), unread=unread)


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
    return page.get_height(), in_reading_order(joined(rows))


def _without_heads(pages: Sequence[Page]) -> Iterator[list[Row]]:
    """Yield the pages' lines without what stands at the top or foot of most pages, and without page numbers.

    The head of every other page may be the title, which needs no other page to be known by.
    """
    margins = [{_shape(row.text) for row in rows if _is_margin(row, height)} for height, rows in pages]
    often = Counter(shape for shapes in margins for shape in shapes)
    least = max(2, len(pages) * 0.3)
    title = heading.letters(_title(pages[0][1]))[:_TITLE] if pages else ""
    for number, (height, rows) in enumerate(pages):
        yield [
            row
            for row in rows
            if not (
                _is_margin(row, height) and _is_head(row, often[_shape(row.text)] >= least, title if number else "")
            )
        ]


def _is_head(row: Row, is_often: bool, title: str) -> bool:
    is_title = len(title) == _TITLE and title in heading.letters(row.text)
    return is_often or is_title or bool(_NUMBER.fullmatch(row.text))


def _is_margin(row: Row, height: float) -> bool:
    return row.foot > height * (1 - _MARGIN) or row.top < height * _MARGIN


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text)


def _title(rows: Sequence[Row]) -> str:
    """Return the lines at the beginning whose letters are clearly larger than those of the text.

    A running head may stand above them, when the file has one page.
    """
    if not rows:
        return ""
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
    if is_beside(before, row) or abs(before.height - row.height) > size * 0.25 or _is_apart(before, row, size):
        return False
    if before.right < _edge(before, rows, size) - size * _INSET:
        return not is_closed(before.text) and before.text[-1:] in "，、,"
    return row.left < _start(row, rows, size) + size * 1.2


def _is_apart(before: Row, row: Row, size: float) -> bool:
    """Tell whether a line stands centred above the text, or across the page above its columns: a date, a name."""
    if row.room and not before.room:
        return max(abs(before.left - row.room[0]), abs(before.right - row.room[1])) > size * 4
    if not row.room and not before.room and before.left > row.left + size * 4:
        return True
    return before.left > row.left + size * _INSET and before.right < row.right - size * _INSET


def _edge(row: Row, rows: Sequence[Row], size: float) -> float:
    """Return where full lines end beside this one."""
    if row.room:
        return row.room[1]
    alike = [one for one in rows if one.room is None and abs(one.height - row.height) <= size * 0.25]
    return max((one.right for one in alike if abs(one.left - row.left) < size * 4), default=row.right)


def _start(row: Row, rows: Sequence[Row], size: float) -> float:
    """Return where lines that are not indented begin."""
    if row.room:
        return row.room[0]
    return min(one.left for one in rows if one.room is None and abs(one.left - row.left) < size * 3)
