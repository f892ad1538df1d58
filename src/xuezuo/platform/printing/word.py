"""An official document as editable DOCX.

Fonts are named as Windows names them: people edit the file there. Equal input gives equal bytes: dates inside the file
are fixed. The table of contents names the chapters; their pages are fields, left to the reader's program to count.
"""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from xuezuo.platform.printing import document as parts
from xuezuo.platform.printing import opened
from xuezuo.platform.printing.opened import BODY, HEAD, KAI, TITLE

FONT_OF_LEVEL = {parts.Level.FIRST: HEAD, parts.Level.SECOND: KAI, parts.Level.THIRD: BODY, parts.Level.FOURTH: BODY}
RED = RGBColor(0xE6, 0x00, 0x12)


def official_docx(document: parts.Official) -> bytes:
    """Return the document as the bytes of a DOCX file."""
    made = opened.new(document.title, foot=document.foot, has_cover=document.cover is not None)
    _head(made, document)
    if document.addressee:
        opened.write(made.add_paragraph(), f"{document.addressee}：", BODY)
    chapters = 0
    for block in parts.numbered(document.blocks):
        chapters += isinstance(block, parts.Chapter)
        if isinstance(block, parts.Contents):
            _contents(made, document)
        else:
            _write(made, block, chapters)
    _attachments(made, document.attachments)
    if document.signed:
        if isinstance(document.blocks[-1], parts.Text) and not document.attachments:
            made.paragraphs[-1].paragraph_format.keep_with_next = True  # no page holds a signature alone
        _signed(made, document.signed)
    if document.imprint:
        _imprint(made, document.imprint)
    return opened.saved(made)


def _head(made: Any, document: parts.Official) -> None:
    if document.cover:
        _cover(made, document.cover)
    if document.mark:
        _mark(made, document.mark)
    if document.title and not document.cover:
        for line in document.title.split("\n"):
            opened.write(opened.titled(made), line, TITLE, parts.TITLE_SIZE)
        made.add_paragraph()


def _contents(made: Any, document: parts.Official) -> None:
    opened.page_break(made)
    opened.write(opened.titled(made), "目　　录", TITLE, parts.TITLE_SIZE)
    made.add_paragraph()
    chapters = [block for block in document.blocks if isinstance(block, parts.Chapter)]
    opened.contents(made, [f"{one.title}（{one.note}）" if one.note else one.title for one in chapters])


def _write(made: Any, block: parts.Block, chapters: int) -> None:
    if isinstance(block, parts.Heading):
        paragraph = opened.indented(made)
        paragraph.paragraph_format.keep_with_next = True
        opened.outline(paragraph, block.level)
        opened.write(paragraph, block.text, FONT_OF_LEVEL[block.level])
    elif isinstance(block, parts.Text):
        _text(made, block)
    elif isinstance(block, parts.Table):
        _table(made, block)
    elif isinstance(block, parts.Chapter):
        _chapter(made, block, chapters)


def _text(made: Any, block: parts.Text) -> None:
    for place, line in enumerate(block.text.split("\n")):
        paragraph = opened.indented(made) if block.indent else made.add_paragraph()
        if block.label and not place:
            opened.write(paragraph, block.label, HEAD)
        opened.write(paragraph, line, BODY)


def _table(made: Any, block: parts.Table) -> None:
    table = made.add_table(rows=1, cols=len(block.heads))
    table.style, table.autofit = "Table Grid", False
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        opened.cell(cell, head, HEAD)
    opened.repeated(table.rows[0])
    for row in block.rows:
        line = table.add_row()
        if block.tall:
            line.height = Pt(block.tall)
        for cell, text in zip(line.cells, row, strict=True):
            opened.cell(cell, text, BODY, parts.TALL_SIZE if block.tall else parts.TABLE_SIZE)
    widths = [Mm(156 * width / sum(block.widths)) for width in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    made.add_paragraph()


def _chapter(made: Any, block: parts.Chapter, place: int) -> None:
    paragraph = opened.titled(made)
    paragraph.paragraph_format.page_break_before = True
    opened.chapter_style(made, paragraph)
    opened.write(paragraph, block.title, TITLE, parts.TITLE_SIZE)
    opened.bookmark(paragraph, place)
    if block.note:
        opened.write(opened.centred(made), block.note, BODY)
    made.add_paragraph()


def _cover(made: Any, cover: parts.Cover) -> None:
    for place, line in enumerate(cover.title.split("\n")):
        paragraph = opened.centred(made)
        paragraph.paragraph_format.space_before = Mm(0 if place else 60)
        paragraph.paragraph_format.line_spacing = Pt(40)
        opened.write(paragraph, line, TITLE, 26)
    for place, line in enumerate(cover.lines):
        paragraph = opened.centred(made)
        paragraph.paragraph_format.space_before = Mm(0 if place else 40)
        opened.write(paragraph, line, BODY)
    opened.after_cover(made)


def _mark(made: Any, mark: parts.Mark) -> None:
    paragraph = opened.centred(made)
    paragraph.paragraph_format.space_before = Mm(35) - Pt(parts.LINE_PITCH)
    paragraph.paragraph_format.line_spacing = Pt(40)
    opened.write(paragraph, mark.issuer, TITLE, 30).font.color.rgb = RED
    made.add_paragraph()
    line = made.add_paragraph() if mark.signer else opened.centred(made)
    if mark.signer:
        opened.ends(line, in_from_edges=parts.BODY_SIZE)
        opened.write(line, f"{mark.number}\t签发人：", BODY)
        opened.write(line, mark.signer, KAI)
    else:
        opened.write(line, mark.number, BODY)
    opened.ruled(line, "bottom", points=0.75, away=4 / 25.4 * 72, color="E60012")
    made.add_paragraph()


def _attachments(made: Any, names: tuple[str, ...]) -> None:
    if names:
        made.add_paragraph()
    for place, name in enumerate(names, start=1):
        number = f"{place}. " if len(names) > 1 else ""
        opened.write(opened.indented(made), f"{'附件：' if place == 1 else '　　　'}{number}{name}", BODY)


def _signed(made: Any, signed: parts.Signed) -> None:
    made.add_paragraph().paragraph_format.keep_with_next = True
    issuer, date = parts.indents(signed)
    for text, inside in ((signed.issuer, issuer), (parts.long_date(signed.on), date)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(inside * parts.CHARACTER_PITCH)
        paragraph.paragraph_format.keep_with_next = text == signed.issuer
        opened.write(paragraph, text, BODY)


def _imprint(made: Any, imprint: parts.Imprint) -> None:
    """Write the 版记 as a table that hangs at the foot of the type area."""
    lines = [f"抄送：{imprint.copies}"] if imprint.copies else []
    lines.append(f"{imprint.issuer}\t{parts.long_date(imprint.on)}印发")
    table = made.add_table(rows=len(lines), cols=1)
    opened.at_foot(table)
    for place, (row, text) in enumerate(zip(table.rows, lines, strict=True)):
        paragraph = row.cells[0].paragraphs[0]
        opened.ends(paragraph, in_from_edges=parts.NUMBER_SIZE)
        opened.write(paragraph, text, BODY, parts.NUMBER_SIZE)
        opened.ruled_cell(row.cells[0], top=0.35 if place == 0 else 0.25, bottom=0.35 if place == len(lines) - 1 else 0)
