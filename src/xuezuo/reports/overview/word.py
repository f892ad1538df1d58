"""An overview as editable DOCX on the page of GB/T 9704-2012, with an appendix of all figures.

Fonts are named as Windows names them (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312): people edit the file there.
Figures lead to their line in the appendix. Equal input gives equal bytes: dates inside the file are fixed.
"""

from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from xuezuo.kernel.numerals import chinese_number
from xuezuo.platform.printing import opened
from xuezuo.platform.printing.document import TITLE_SIZE
from xuezuo.platform.printing.opened import BODY, HEAD, KAI, TITLE
from xuezuo.reports.overview.text import Figure, Overview, Paragraph


def as_docx(overview: Overview) -> bytes:
    """Return the overview as the bytes of a DOCX file."""
    document = opened.new(overview.title)
    opened.write(opened.centred(document), overview.title, TITLE, TITLE_SIZE)
    document.add_paragraph()
    for number, chapter in enumerate(overview.chapters, start=1):
        opened.write(opened.indented(document), f"{chinese_number(number)}、{chapter.title}", HEAD)
        headed = 0
        for paragraph in chapter.paragraphs:
            headed += bool(paragraph.heading)
            _paragraph(document, paragraph, headed)
    _appendix(document, overview)
    return opened.saved(document)


def _paragraph(document: Any, paragraph: Paragraph, number: int) -> None:
    if paragraph.heading:
        opened.write(opened.indented(document), f"（{chinese_number(number)}）{paragraph.heading}", KAI)
    made = opened.indented(document)
    for sentence in paragraph.sentences:
        for piece in sentence.pieces:
            if isinstance(piece, Figure):
                _link(made, piece)
            else:
                opened.write(made, piece, BODY)


def _link(paragraph: Any, figure: Figure) -> None:
    """Write the figure as a link to its line in the appendix, looking like the text around it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), f"figure_{figure.number}")
    link.set(qn("w:tooltip"), figure.about.label)
    run = opened.write(paragraph, figure.value, BODY)
    link.append(run._r)  # noqa: SLF001  # links have no name in python-docx
    paragraph._p.append(link)  # noqa: SLF001  # no public name


def _appendix(document: Any, overview: Overview) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    opened.write(document.add_paragraph(), "附录：本文的数字", HEAD)
    asked = overview.asked
    about = f"统计期{asked.start}至{asked.last_day}，{asked.held.label}，截至{asked.today}已确认的记录。"
    opened.write(opened.indented(document), about, BODY)
    table = document.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, ("指标", "数值", "定义", "范围"), strict=True):
        opened.cell(cell, head, HEAD)
    for figure in overview.figures:
        unit = "" if figure.about.unit == "%" else figure.about.unit
        scope = f"通过“{figure.child_name}”计入的部分" if figure.child_name else "本级及全部下级"
        cells = table.add_row().cells
        texts = (f"{figure.number}. {figure.about.label}", f"{figure.value}{unit}", figure.about.says, scope)
        for cell, text in zip(cells, texts, strict=True):
            opened.cell(cell, text, BODY)
        _bookmark(cells[0].paragraphs[0], figure.number)


def _bookmark(paragraph: Any, number: int) -> None:
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), f"figure_{number}")
        paragraph._p.append(mark)  # noqa: SLF001  # bookmarks have no name in python-docx
