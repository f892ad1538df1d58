"""An overview as editable DOCX on the page of GB/T 9704-2012, with an appendix of all figures.

Fonts are named as Windows names them (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312): people edit the file there.
Figures lead to their line in the appendix. Equal input gives equal bytes: dates inside the file are fixed.
"""

import datetime as dt
import io
import zipfile
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuezuo.reports.overview.numerals import chinese_number
from xuezuo.reports.overview.text import Figure, Overview, Paragraph

TITLE, BODY, HEAD, SUBHEAD, DIGITS = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "Times New Roman"
BODY_SIZE, TITLE_SIZE, PAGE_NUMBER_SIZE, TABLE_SIZE = 16, 22, 14, 10.5  # points: No. 3, 2, 4, 5
LINE_PITCH = 28.95  # points: 22 lines fill 225 mm (225 mm / 22 = 28.99)
MADE_ON = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date keeps files equal byte for byte
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def as_docx(overview: Overview) -> bytes:
    """Return the overview as the bytes of a DOCX file."""
    document = docx.Document()
    _properties(document, overview)
    _page(document.sections[0])
    _write(document.add_paragraph(), overview.title, TITLE, TITLE_SIZE, align=WD_ALIGN_PARAGRAPH.CENTER)
    document.add_paragraph()
    for number, chapter in enumerate(overview.chapters, start=1):
        _write(_indented(document), f"{chinese_number(number)}、{chapter.title}", HEAD)
        headed = 0
        for paragraph in chapter.paragraphs:
            headed += bool(paragraph.heading)
            _paragraph(document, paragraph, headed)
    _appendix(document, overview)
    raw = io.BytesIO()
    document.save(raw)
    return _without_dates(raw.getvalue())


def _properties(document: Any, overview: Overview) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = overview.title, "学做", "学做", ""
    core.created = core.modified = MADE_ON
    core.revision = 1
    style = document.styles["Normal"]
    style.font.name, style.font.size = DIGITS, Pt(BODY_SIZE)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    spacing = style.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PITCH)
    spacing.space_before = spacing.space_after = Pt(0)


def _page(section: Any) -> None:
    """A4, margins 37/28/26/35 mm, 22 lines of 28 characters, page number `— 1 —` outside below."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    section.footer_distance = Mm(35 - 7 - 5)  # the number stands 7 mm below the type area and is 5 mm high
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  # no public name
    grid = section._sectPr.makeelement(qn("w:docGrid")) if grid is None else grid  # noqa: SLF001  # no public name
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE_PITCH * 20)))
    if grid.getparent() is None:
        section._sectPr.append(grid)  # noqa: SLF001  # no public name
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    section._document_part.settings.odd_and_even_pages_header_footer = True  # noqa: SLF001  # no public name
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Any, align: Any) -> None:
    paragraph.alignment = align
    _write(paragraph, "— ", "宋体", PAGE_NUMBER_SIZE)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        _font(run, "宋体", PAGE_NUMBER_SIZE)
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)  # noqa: SLF001  # fields have no name in python-docx
    _write(paragraph, " —", "宋体", PAGE_NUMBER_SIZE)


def _font(run: Any, east_asia: str, size: float) -> None:
    run.font.name, run.font.size = DIGITS, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), east_asia)  # noqa: SLF001  # no public name


def _write(paragraph: Any, text: str, font: str, size: float = BODY_SIZE, *, align: Any = None) -> None:
    _font(paragraph.add_run(text), font, size)
    if align is not None:
        paragraph.alignment = align


def _indented(document: Any) -> Any:
    """Return a new paragraph, its first line two characters in, whatever the size."""
    paragraph = document.add_paragraph()
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  # characters have no name in python-docx
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(2 * BODY_SIZE * 20))
    return paragraph


def _paragraph(document: Any, paragraph: Paragraph, number: int) -> None:
    if paragraph.heading:
        _write(_indented(document), f"（{chinese_number(number)}）{paragraph.heading}", SUBHEAD)
    made = _indented(document)
    for sentence in paragraph.sentences:
        for piece in sentence.pieces:
            if isinstance(piece, Figure):
                _link(made, piece)
            else:
                _write(made, piece, BODY)


def _link(paragraph: Any, figure: Figure) -> None:
    """Write the figure as a link to its line in the appendix, looking like the text around it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"figure_{figure.number}")
    link.set(qn("w:tooltip"), figure.about.label)
    run = paragraph.add_run(figure.value)
    _font(run, BODY, BODY_SIZE)
    link.append(run._r)  # noqa: SLF001  # links have no name in python-docx
    paragraph._p.append(link)  # noqa: SLF001  # no public name


def _appendix(document: Any, overview: Overview) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    _write(document.add_paragraph(), "附录：本文的数字", HEAD)
    asked = overview.asked
    about = f"统计期{asked.start}至{asked.last_day}，{asked.held.label}，截至{asked.today}已确认的记录。"
    _write(_indented(document), about, BODY)
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, ("指标", "数值", "定义", "范围"), strict=True):
        _cell(cell, head, HEAD)
    for figure in overview.figures:
        unit = "" if figure.about.unit == "%" else figure.about.unit
        scope = f"通过“{figure.child_name}”计入的部分" if figure.child_name else "本级及全部下级"
        cells = table.add_row().cells
        texts = (f"{figure.number}. {figure.about.label}", f"{figure.value}{unit}", figure.about.says, scope)
        for cell, text in zip(cells, texts, strict=True):
            _cell(cell, text, BODY)
        _bookmark(cells[0].paragraphs[0], figure.number)


def _cell(cell: Any, text: str, font: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(16)
    _write(paragraph, text, font, TABLE_SIZE)


def _bookmark(paragraph: Any, number: int) -> None:
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), f"figure_{number}")
        paragraph._p.append(mark)  # noqa: SLF001  # bookmarks have no name in python-docx


def _without_dates(raw: bytes) -> bytes:
    """Return the same package with a fixed date on every member."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
