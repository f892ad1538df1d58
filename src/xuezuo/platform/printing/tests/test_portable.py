"""The page of GB/T 9704-2012 as a reader of the PDF finds it."""

import datetime as dt

import pytest

from xuezuo.platform.printing import official_pdf
from xuezuo.platform.printing.document import (
    Chapter,
    Contents,
    Corner,
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
from xuezuo.platform.printing.tests.readers import pages_of, text_of

DAY = dt.date(2025, 6, 3)
ISSUER = "中共林场机关支部委员会"
LONG = Text("学" * (28 * 60), indent=False)


def test_a_page_holds_22_lines_of_28_characters_within_the_margins() -> None:
    first, second, *_ = pages_of(official_pdf(Official("", (LONG,))))
    assert (first.width, first.height) == pytest.approx((210, 297), abs=0.1)
    assert first.lines("学") == second.lines("学") == [28] * 22
    body = [glyph for glyph in first.glyphs if glyph.text == "学"]
    assert min(glyph.left for glyph in body) == pytest.approx(28, abs=1)
    assert max(glyph.right for glyph in body) == pytest.approx(210 - 26, abs=1)
    assert min(glyph.top for glyph in body) == pytest.approx(37, abs=3)  # a line's box is higher than its letters
    assert 297 - max(glyph.bottom for glyph in body) == pytest.approx(35, abs=4)


def test_the_page_number_stands_7_mm_below_outside() -> None:
    first, second, *_ = pages_of(official_pdf(Official("", (LONG,), foot="第2版")))
    (odd,), (even,) = first.found("—1—"), second.found("—2—")
    assert odd.left > 105 > even.left
    assert even.left == pytest.approx(28 + 14 / 72 * 25.4, abs=1.5)
    assert max(glyph.right for glyph in first.glyphs if glyph.text == "—") == pytest.approx(184 - 5, abs=1.5)
    assert 297 - 35 + 6 < odd.top < 297 - 35 + 12
    assert "第2版" in first.text
    assert "共 3 页" in first.text


def test_structure_is_numbered_in_four_levels_and_anew_in_a_chapter() -> None:
    blocks = (
        Heading("甲"),
        Heading("乙", Level.SECOND),
        Heading("丙", Level.THIRD),
        Heading("丁", Level.FOURTH),
        Heading("戊", Level.FOURTH),
        Heading("己", Level.SECOND),
        Heading("庚", Level.THIRD),
        Heading("辛"),
        Heading("无号", numbered=False),
        Chapter("下一章"),
        Heading("壬"),
    )
    text = text_of(official_pdf(Official("题", blocks)))
    for line in ("一、甲", "（一）乙", "1. 丙", "（1）丁", "（2）戊", "（二）己", "1. 庚", "二、辛", "一、壬"):
        assert line in text, line


def test_signature_unsealed_is_two_spaces_in_and_the_date_two_after_it() -> None:
    page = pages_of(official_pdf(Official("通知", (Text("内容"),), signed=Signed(ISSUER, DAY))))[0]
    issuer, date = next(page.found(ISSUER)), next(page.found("2025年6月3日"))
    space = 15.79 / 72 * 25.4
    last = issuer.left + len(ISSUER) * space
    assert 184 - last == pytest.approx(2 * space, abs=1)
    assert date.left - issuer.left == pytest.approx(2 * space, abs=1.5)
    assert date.top > issuer.top


def test_a_seal_has_its_room() -> None:
    page = pages_of(official_pdf(Official("通知", (Text("内容"),), signed=Signed("林场支部", DAY, sealed=True))))[0]
    last = next(page.found("日"))
    assert 184 - last.right == pytest.approx(4 * 15.79 / 72 * 25.4, abs=2)


def test_red_head_addressee_attachments_and_imprint() -> None:
    document = Official(
        "关于召开会议的通知",
        (Text("内容"),),
        addressee="各党小组",
        attachments=("议题", "签到表"),
        mark=Mark("中共林场委员会文件", "林党〔2025〕3号"),
        imprint=Imprint("中共林场委员会办公室", DAY, "各党支部"),
    )
    page = pages_of(official_pdf(document))[0]
    assert next(page.found("中共林场委员会文件")).top == pytest.approx(37 + 35, abs=2)
    assert next(page.found("各党小组：")).left == pytest.approx(28, abs=1)
    assert next(page.found("附件：1.议题")).left == pytest.approx(28 + 2 * 5.57, abs=1)
    assert "2025年6月3日印发" in page.text
    assert 297 - 35 - next(page.found("中共林场委员会办公室")).bottom < 10


def test_a_book_has_a_cover_without_number_and_contents_that_lead_to_pages() -> None:
    chapters = tuple(Chapter(f"支部党员大会{place}", "2025年1月2日") for place in range(3))
    cover = Cover("会议记录本", ("林场机关支部",))
    cover_page, contents, *rest = pages_of(official_pdf(Official("会议记录本", (Contents(), *chapters), cover=cover)))
    assert "—" not in cover_page.text
    assert len(rest) == 3
    listed = contents.text.replace("·", "").replace(" ", "")
    assert "支部党员大会2（2025年1月2日）" in listed
    assert "—1—" in listed
    assert "—4—" in rest[2].text.replace(" ", "")


def test_rows_to_write_in_are_tall_and_the_head_comes_again() -> None:
    table = Table(("序号", "签名"), tuple((str(place), "") for place in range(40)), (1, 4), tall=24)
    made = pages_of(
        official_pdf(Official("签到表", (table,), corner=Corner("<svg xmlns='http://www.w3.org/2000/svg'/>", "扫码")))
    )
    assert len(made) == 2
    assert all("序号" in page.text for page in made)
    assert "扫码" in made[0].text


def test_values_are_no_markup_and_equal_input_gives_equal_bytes() -> None:
    document = Official("#panic() $x$ *b*", (Text("@label #eval(1) \\ ```"), Table(("#a",), (("$b$",),), (1,))))
    content = official_pdf(document)
    assert "@label #eval(1) \\ ```" in text_of(content)
    assert content == official_pdf(document)


def test_no_page_holds_a_signature_alone() -> None:
    for lines in range(12, 22):
        body = (Text("\n".join(f"第{place}行" for place in range(lines))),)
        pages = pages_of(official_pdf(Official("通知", body, signed=Signed(ISSUER, DAY))))
        assert all("行" in page.text for page in pages), lines
