"""The small deeds on a DOCX file that python-docx has no name for: grid, fonts of East Asia, fields, rules, dates.

`new` opens a file with the page of GB/T 9704-2012, `saved` returns its bytes with fixed dates inside.
"""

import datetime as dt
import io
import math
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuezuo.platform.printing.document import BODY_SIZE, CHARACTER_PITCH, LINE_PITCH, NUMBER_SIZE, TABLE_SIZE

TITLE, BODY, HEAD, KAI, SONG, DIGITS = (
    "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "Times New Roman",
)  # fmt: skip
CHAPTER = "章节标题"
MADE_ON = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date keeps files equal byte for byte
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
TWIPS = 20  # a point
CLOSER: Final = math.floor((CHARACTER_PITCH - BODY_SIZE) * TWIPS)  # what each character is given less, in twips
# What the schema wants after an element (ECMA-376, part 1, §17), as far as it may be there.
AFTER_BORDERS: Final = ("shd", "tabs", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr")
AFTER_SNAP: Final = ("spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr")
AFTER_SPACING: Final = ("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "lang")
AFTER_PLACE: Final = ("tblOverlap", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook")
AFTER_FIELDS: Final = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "themeFontLang",
                       "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")  # fmt: skip


def new(title: str, *, foot: str = "", has_cover: bool = False) -> Any:
    """Return an empty file with the page, its grid, its fonts and its page numbers; `foot` stands opposite these.

    A cover is not counted among the pages.
    """
    made = docx.Document()
    core = made.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title.replace("\n", ""), "学做", "学做", ""
    core.created = core.modified = MADE_ON
    core.revision = 1
    style = made.styles["Normal"]
    style.font.name, style.font.size = DIGITS, Pt(BODY_SIZE)
    looks = style.element.get_or_add_rPr()
    looks.get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    put(looks, element("w:spacing", {"val": str(CLOSER)}), before=AFTER_SPACING)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # else some programs set punctuation as in Taiwan
    spacing = style.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE_PITCH)
    spacing.space_before = spacing.space_after = Pt(0)
    page(made.sections[0], foot=foot, total="SECTIONPAGES" if has_cover else "NUMPAGES")
    return made


def page(section: Any, *, foot: str = "", total: str = "NUMPAGES") -> None:
    """A4, margins 37/28/26/35 mm, 22 lines of 28 characters, page number `— 1 —` outside below.

    The lines are a grid; the characters stand closer by themselves (see `CLOSER`), because a grid of characters closer
    than their size is read by Word and WPS, but by LibreOffice as one far wider.
    """
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    section.footer_distance = Mm(35 - 7 - 5)  # the number stands 7 mm below the type area and is 5 mm high
    properties = section._sectPr  # noqa: SLF001  # no public name
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("w:docGrid", {"type": "lines", "linePitch": str(round(LINE_PITCH * TWIPS))}))
    section._document_part.settings.odd_and_even_pages_header_footer = True  # noqa: SLF001  # no public name
    for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], foot, total, is_odd=is_odd)


def after_cover(made: Any) -> None:
    """End the cover: the pages after it count from 1, itself has no number."""
    section = made.add_section(WD_SECTION.NEW_PAGE)
    after = section._sectPr.find(qn("w:pgMar"))  # noqa: SLF001  # no public name
    after.addnext(element("w:pgNumType", {"start": "1"}))  # before w:cols: the schema asks for this order
    footers = [part.paragraphs[0] for part in (made.sections[0].footer, made.sections[0].even_page_footer)]
    for footer, own in zip((section.footer, section.even_page_footer), footers, strict=True):
        footer.is_linked_to_previous = False
        new_one = footer.paragraphs[0]
        for run in own._p.xpath("./w:pPr|./w:r"):  # noqa: SLF001  # moves the number to the pages that have one
            new_one._p.append(run)  # noqa: SLF001  # no public name


def saved(document: Any) -> bytes:
    """Return the file's bytes, a fixed date on every member."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, old.read(name))
    return out.getvalue()


def write(paragraph: Any, text: str, font: str, size: float = BODY_SIZE) -> Any:
    """Add text to the paragraph and return the run."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = DIGITS, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001  # no public name
    return run


def centred(made: Any) -> Any:
    """Return a new centred paragraph."""
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def titled(made: Any) -> Any:
    """Return a new centred paragraph of one line's pitch though its letters are larger than the grid's."""
    paragraph = centred(made)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # no public name
    put(properties, element("w:snapToGrid", {"val": "0"}), before=AFTER_SNAP)
    return paragraph


def indented(made: Any) -> Any:
    """Return a new paragraph, its first line two characters in, whatever the size."""
    paragraph = made.add_paragraph()
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001  # characters have no name in python-docx
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), str(2 * BODY_SIZE * TWIPS))
    return paragraph


def cell(of: Any, text: str, font: str, size: float = TABLE_SIZE) -> None:
    """Write into a cell of a table."""
    for place, line in enumerate(text.split("\n")):
        paragraph = of.add_paragraph() if place else of.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(16)
        write(paragraph, line, font, size)


def element(name: str, values: dict[str, str]) -> Any:
    """Return a new element with these attributes."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def put(parent: Any, child: Any, *, before: Sequence[str]) -> None:
    """Put the child before the first of these that is there, else at the end: the schema asks for an order."""
    found = [one for one in parent if one.tag in {qn(f"w:{name}") for name in before}]
    found[0].addprevious(child) if found else parent.append(child)


def outline(paragraph: Any, level: int) -> None:
    """Say which level of the structure the paragraph heads, for navigation; chapters are level 0."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  # no public name
    properties.append(element("w:outlineLvl", {"val": str(level)}))


def chapter_style(made: Any, paragraph: Any) -> None:
    """Mark the paragraph as the title of a chapter: the table of contents is made of them."""
    if CHAPTER not in made.styles:
        style = made.styles.add_style(CHAPTER, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.element.get_or_add_pPr().append(element("w:outlineLvl", {"val": "0"}))
    alignment = paragraph.alignment
    paragraph.style = CHAPTER
    paragraph.alignment = alignment


def page_break(made: Any) -> None:
    """Begin a new page unless the file is empty so far."""
    if made.paragraphs and not made.paragraphs[-1]._p.xpath("./w:pPr/w:sectPr"):  # noqa: SLF001  # no public name
        made.add_page_break()


def field(paragraph: Any, code: str, font: str, size: float, *, shown: str = "") -> None:
    """Add a field; `shown` stands there until the reader's program fills it."""
    _open_field(paragraph, code, font, size)
    write(paragraph, shown, font, size)
    _mark(paragraph, "end", font, size)


def _open_field(paragraph: Any, code: str, font: str, size: float) -> None:
    """Begin a field: what follows, until its end, is what it shows; some programs set it like its marks."""
    _mark(paragraph, "begin", font, size)
    made = OxmlElement("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {code} "
    write(paragraph, "", font, size)._r.append(made)  # noqa: SLF001  # fields have no name in python-docx
    _mark(paragraph, "separate", font, size)


def _mark(paragraph: Any, kind: str, font: str, size: float) -> None:
    mark = element("w:fldChar", {"fldCharType": kind})
    write(paragraph, "", font, size)._r.append(mark)  # noqa: SLF001  # no public name


def bookmark(paragraph: Any, place: int) -> None:
    """Give the paragraph the name under which the table of contents finds its page."""
    values = {"id": str(place), "name": f"chapter{place}"}
    paragraph.runs[0]._r.addprevious(element("w:bookmarkStart", values))  # noqa: SLF001  # no public name
    paragraph._p.append(element("w:bookmarkEnd", {"id": str(place)}))  # noqa: SLF001  # no public name


def contents(made: Any, titles: Sequence[str]) -> None:
    """Add the table of contents: the titles are there, their pages are counted when the file is opened."""
    for place, title in enumerate(titles, start=1):
        paragraph = made.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = Pt(2 * BODY_SIZE), Pt(-2 * BODY_SIZE)
        form.right_indent = Pt(2 * BODY_SIZE)
        form.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        if place == 1:
            _open_field(paragraph, f'TOC \\h \\z \\t "{CHAPTER},1"', BODY, BODY_SIZE)
        write(paragraph, f"{title}\t", BODY)
        field(paragraph, f"PAGEREF chapter{place} \\h", BODY, BODY_SIZE)
        if place == len(titles):
            _mark(paragraph, "end", BODY, BODY_SIZE)
    put(made.settings.element, element("w:updateFields", {"val": "true"}), before=AFTER_FIELDS)


def ends(paragraph: Any, *, in_from_edges: float) -> None:
    """Let a tab lead to the right end of the type area; both ends stand in by so many points."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(in_from_edges)
    _tab_to(paragraph, Mm(156) - Pt(in_from_edges))


def _tab_to(paragraph: Any, place: int) -> None:
    """Let a tab lead to this place and to no other: the style of page foots has stops of its own."""
    stops = paragraph.paragraph_format.tab_stops
    for stop in paragraph.style.paragraph_format.tab_stops if paragraph.style else ():
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(place, WD_TAB_ALIGNMENT.RIGHT)


def ruled(paragraph: Any, side: str, *, points: float, away: float, color: str = "auto") -> None:
    """Draw a rule at a side of the paragraph, so many points away from its text."""
    borders = OxmlElement("w:pBdr")
    values = {"val": "single", "sz": str(round(points * 8)), "space": str(round(away)), "color": color}
    borders.append(element(f"w:{side}", values))
    put(paragraph._p.get_or_add_pPr(), borders, before=AFTER_BORDERS)  # noqa: SLF001  # no public name


def ruled_cell(of: Any, *, top: float, bottom: float) -> None:
    """Draw rules above and below a cell, in mm; 0 = none."""
    borders = OxmlElement("w:tcBorders")
    for side, width in (("top", top), ("bottom", bottom)):
        if width:
            eighths = str(round(width / 25.4 * 72 * 8))
            borders.append(element(f"w:{side}", {"val": "single", "sz": eighths, "space": "0", "color": "auto"}))
    of._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001  # no public name


def at_foot(table: Any) -> None:
    """Hang the table at the foot of the type area."""
    values = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "center", "tblpYSpec": "bottom"}
    put(table._tbl.tblPr, element("w:tblpPr", values), before=AFTER_PLACE)  # noqa: SLF001  # no public name


def repeated(row: Any) -> None:
    """Repeat the row at the top of every page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", {"val": "true"}))  # noqa: SLF001  # no public name


def _page_number(paragraph: Any, foot: str, total: str, *, is_odd: bool) -> None:
    """Odd pages: the number right, one character in; even ones left; opposite of it the total and `foot`."""
    _tab_to(paragraph, Mm(156) - (Pt(NUMBER_SIZE) if is_odd else 0))
    if is_odd:
        _total(paragraph, foot, total)
        write(paragraph, "\t", SONG, NUMBER_SIZE)
    else:
        paragraph.paragraph_format.left_indent = Pt(NUMBER_SIZE)
    write(paragraph, "— ", SONG, NUMBER_SIZE)
    field(paragraph, "PAGE", SONG, NUMBER_SIZE, shown="1")
    write(paragraph, " —", SONG, NUMBER_SIZE)
    if not is_odd:
        write(paragraph, "\t", SONG, NUMBER_SIZE)
        _total(paragraph, foot, total)


def _total(paragraph: Any, foot: str, total: str) -> None:
    write(paragraph, f"{foot}{'　' if foot else ''}共 ", BODY, 9)
    field(paragraph, total, BODY, 9, shown="1")
    write(paragraph, " 页", BODY, 9)
