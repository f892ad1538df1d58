"""The same page as DOCX: what stands in its XML."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xuezuo.platform.printing import official_docx
from xuezuo.platform.printing.document import (
    Chapter,
    Contents,
    Cover,
    Heading,
    Imprint,
    Level,
    Mark,
    Official,
    Signed,
    Table,
    Text,
)
from xuezuo.platform.printing.tests import ooxml

DAY = dt.date(2025, 6, 3)
NOTICE = Official(
    "关于召开支部党员大会的通知",
    (
        Heading("事项"),
        Heading("时间", Level.SECOND),
        Text("内容", label="地点："),
        Table(("序号",), (("1",),), (1,), 24),
    ),
    addressee="各党小组",
    attachments=("议题",),
    signed=Signed("中共林场机关支部委员会", DAY),
    mark=Mark("中共林场委员会文件", "林党〔2025〕3号", "王书记"),
    imprint=Imprint("中共林场委员会办公室", DAY, "各党支部"),
    foot="第2版",
)
BOOK = Official(
    "会议记录本", (Contents(), Chapter("支部党员大会", "2025年1月2日")), cover=Cover("会议\n记录本", ("林场机关支部",))
)


def opened(document: Official) -> docx.document.Document:
    return docx.Document(io.BytesIO(official_docx(document)))


def fonts(document: docx.document.Document, words: str) -> tuple[str, float]:
    """Return the East Asian font and the size in points of the run with these words."""
    run = next(run for one in document.paragraphs for run in one.runs if words in run.text)
    return run._element.rPr.rFonts.get(qn("w:eastAsia")), run.font.size.pt


def test_page_and_grid() -> None:
    section = opened(NOTICE).sections[0]
    assert abs(section.page_width - Mm(210)) + abs(section.page_height - Mm(297)) < Pt(1)
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert all(abs(got - Mm(wanted)) < Pt(0.1) for got, wanted in zip(margins, (37, 28, 26, 35), strict=True))
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"  # a grid of characters closer than their size fails in LibreOffice
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= (297 - 37 - 35) / 25.4 * 72 < 23 * pitch
    spacing = opened(NOTICE).styles["Normal"].element.rPr.find(qn("w:spacing"))
    character = 16 + int(spacing.get(qn("w:val"))) / 20
    assert 28 * character <= 156 / 25.4 * 72 < 28.1 * character


def test_the_number_stands_outside_and_the_total_can_be_counted() -> None:
    section = opened(NOTICE).sections[0]
    for footer, wanted in ((section.footer, 156 / 25.4 * 72 - 14), (section.even_page_footer, 156 / 25.4 * 72)):
        paragraph = footer.paragraphs[0]
        stops = list(paragraph.paragraph_format.tab_stops)
        (right,) = (stop for stop in stops if stop.alignment == WD_TAB_ALIGNMENT.RIGHT)
        assert abs(right.position.pt - wanted) < 0.1
        cleared = {stop.position for stop in stops if stop.alignment == WD_TAB_ALIGNMENT.CLEAR}
        assert cleared == {stop.position for stop in paragraph.style.paragraph_format.tab_stops} != set()
        assert " NUMPAGES " in paragraph._p.xpath("string(.)")


def test_columns_are_as_wide_as_their_cells() -> None:
    table = Table(("序号", "姓名"), (("1", "赵党员"),), (1, 3))
    made = opened(Official("名单", (table,))).tables[0]
    assert [round(column.width.mm) for column in made.columns] == [39, 117]
    assert [round(cell.width.mm) for cell in made.rows[1].cells] == [39, 117]


def test_fonts_and_sizes_are_those_of_the_standard() -> None:
    document = opened(NOTICE)
    assert fonts(document, "关于召开") == ("方正小标宋简体", 22)
    assert fonts(document, "一、事项") == ("黑体", 16)
    assert fonts(document, "（一）时间") == ("楷体_GB2312", 16)
    assert fonts(document, "内容") == ("仿宋_GB2312", 16)
    assert fonts(document, "地点：") == ("黑体", 16)
    assert fonts(document, "王书记") == ("楷体_GB2312", 16)


def test_page_numbers_stand_outside_and_signature_two_spaces_in() -> None:
    document = opened(NOTICE)
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert odd.text.rindex("\t") < odd.text.index("— ")
    assert even.text.index("— ") < even.text.index("\t")
    assert " PAGE " in odd._p.xml
    assert "第2版" in odd.text
    issuer = next(one for one in document.paragraphs if one.text == "中共林场机关支部委员会")
    date = next(one for one in document.paragraphs if one.text == "2025年6月3日")
    assert abs(issuer.paragraph_format.right_indent - Pt(2 * 15.79)) < Pt(1)
    assert date.paragraph_format.right_indent > issuer.paragraph_format.right_indent
    assert "2025年6月3日印发" in document.tables[-1].rows[-1].cells[0].text
    assert "w:tblpPr" in document.tables[-1]._tbl.xml


def test_a_book_counts_its_pages_after_the_cover() -> None:
    document = opened(BOOK)
    cover, rest = document.sections
    assert not cover.footer.paragraphs[0].text
    assert "PAGE" in rest.footer.paragraphs[0]._p.xml
    assert rest._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert 'TOC \\h \\z \\t "章节标题,1"' in document.element.xml
    assert "w:updateFields" in document.settings.element.xml
    names = [one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))]
    assert names
    for place, name in enumerate(names, start=1):  # every chapter is in the contents, with the field of its page
        assert name == f"chapter{place}"
        assert f" PAGEREF {name} \\h " in document.element.xml
    assert next(one for one in document.paragraphs if one.text == "支部党员大会").style.name == "章节标题"


def test_equal_input_gives_equal_bytes() -> None:
    assert official_docx(BOOK) == official_docx(BOOK)
    assert official_docx(NOTICE) == official_docx(NOTICE)


@pytest.mark.parametrize("document", [NOTICE, BOOK], ids=["notice", "book"])
def test_word_finds_nothing_to_stumble_over(document: Official) -> None:
    assert ooxml.faults_of(official_docx(document)) == []


def test_what_word_stumbles_over_is_found() -> None:
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(official_docx(NOTICE))) as package, zipfile.ZipFile(broken, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:pgSz ", b'<w:docGrid/><w:pgSz r:id="rId99" ', 1)
            made.writestr(name, content)
    disorder, nowhere = sorted(ooxml.faults_of(broken.getvalue()), key=len, reverse=True)
    assert "in disorder" in disorder
    assert "rId99 leads nowhere" in nowhere


def test_no_page_holds_a_signature_alone() -> None:
    plain = Official("关于召开会议的通知", (Text("第一段\n第二段"),), signed=Signed("机关支部", DAY))
    kept = {one.text: bool(one.paragraph_format.keep_with_next) for one in opened(plain).paragraphs}
    assert (kept["第一段"], kept["第二段"], kept["机关支部"]) == (False, True, True)
