"""DOCX and PDF: columns, running heads and feet, page numbers, lines joined to paragraphs."""

import base64
import datetime as dt
import io
from pathlib import Path

import docx
import pytest
import typst

from xuezuo.study.library.exchange import word
from xuezuo.study.library.exchange.incoming import Incoming
from xuezuo.study.library.exchange.reading import read_article
from xuezuo.study.library.exchange.sheet import Unreadable
from xuezuo.study.library.tests import texts
from xuezuo.study.library.words.fold import essence
from xuezuo.study.library.words.shingles import shingles

LAST = dt.date(2026, 3, 1)
LONG = tuple(line.replace("从一株苗", f"{part}，从一株苗") for part in "一二三四" for line in texts.PARAGRAPHS)
FONT = '#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 11pt, lang: "zh")\n'
PAGE = """#set page(paper: "a4", margin: (x: 25mm, y: 30mm), columns: {columns},
  header: [青禾县党员教育参考资料 #h(1fr) 2024 年第 3 期],
  footer: context align(center)[— #counter(page).display() —])
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
"""
HEAD = '#place(top, scope: "parent", float: true)[#align(center)[#text(size: 18pt)[{title}]]\n#align(center)[{line}]]\n'


def read(name: str, data: bytes):
    return read_article(Incoming(name, len(data), Path(name)), data, LAST)


def pdf(columns: int = 1) -> bytes:
    head = HEAD.format(title=texts.TITLE, line="来源：青禾日报　发布时间：2024年4月18日")
    source = PAGE.format(columns=columns) + FONT + head + "\n\n".join(LONG)
    return typst.compile(source.encode())


@pytest.mark.parametrize("columns", [1, 2])
def test_pdf(columns):
    article = read("a.pdf", pdf(columns))
    assert article.title == texts.TITLE
    assert (article.source, article.published_on) == ("青禾日报", dt.date(2024, 4, 18))
    assert essence(article.body) == essence("".join(LONG))
    assert not [line for line in article.paragraphs if "参考资料" in line or line.startswith("—")]
    whole = [line for line in LONG if line in article.paragraphs]
    assert len(whole) >= len(LONG) - 2  # a paragraph that ends with a full line runs into the next one


def test_paragraphs_of_a_pdf_parted_by_a_gap_only():
    lines = [f"党课第{n}节讲到，" + "走访中记的问题要一件一件有回音、有结果，" * 9 for n in "一二三四"]
    source = FONT + "#set par(spacing: 1.4em)\n" + "\n\n".join(lines)
    assert [line[:4] for line in read("a.pdf", typst.compile(source.encode())).paragraphs] == [one[:4] for one in lines]


def test_pdf_under_another_name():
    assert read("a.txt", pdf()).title == texts.TITLE


def test_scans_say_so():
    with pytest.raises(Unreadable) as fault:
        read("a.pdf", typst.compile(b"#rect(width: 100%, height: 50%)"))
    assert fault.value.code == "library.scan"


def document() -> docx.document.Document:
    made = docx.Document()
    made.core_properties.author = "某台电脑"
    made.sections[0].header.paragraphs[0].text = "青禾县党员教育参考资料"
    made.add_heading(texts.TITLE, level=0)
    made.add_paragraph("陆远")
    for line in texts.PARAGRAPHS[:3]:
        made.add_paragraph(line)
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "讲课次数", "四十一次"
    for line in texts.PARAGRAPHS[3:]:
        made.add_paragraph(line)
    return made


def test_docx():
    out = io.BytesIO()
    document().save(out)
    article = read("a.docx", out.getvalue())
    assert (article.title, article.author) == (texts.TITLE, "陆远")
    assert article.paragraphs == (*texts.PARAGRAPHS[:3], "讲课次数 四十一次", *texts.PARAGRAPHS[3:])


def test_docx_tables_say_every_cell_once():
    made = document()
    table = made.add_table(rows=3, cols=3)
    for place, words in enumerate(("支部", "次数", "次数", "机关", "2", "2", "林场", "3", "4")):
        table.cell(place // 3, place % 3).text = words
    joined = table.cell(1, 0).merge(table.cell(2, 0))
    joined.text = "机关和林场"
    frame = made.add_table(rows=1, cols=2)
    frame.cell(0, 0).text = f"{texts.PARAGRAPHS[0]}\n{texts.PARAGRAPHS[1]}"
    made.add_table(rows=2, cols=2)  # nothing in it
    inner = frame.cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内", "表"
    out = io.BytesIO()
    made.save(out)
    lines = word.read_word(out.getvalue()).lines
    assert lines[-6:] == (
        "支部　次数　次数", "机关和林场　2　2", "3　4", texts.PARAGRAPHS[0], texts.PARAGRAPHS[1], "内　表",
    )  # fmt: skip


def test_a_scan_with_a_written_cover_says_so():
    picture = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    shown = ", ".join(str(one) for one in base64.b64decode(picture))
    page = f'#pagebreak()\n#image(bytes(({shown})), format: "png", width: 90%)\n'
    cover = "关于印发学习资料的通知，请各支部认真组织学习并按时上报情况。\n"
    with pytest.raises(Unreadable) as fault:
        read("a.pdf", typst.compile((cover + page * 2).encode()))
    assert (fault.value.code, "3 页，其中 2 页只有图片" in fault.value.message) == ("library.scan", True)
    half = read("a.pdf", typst.compile((cover * 3 + page).encode()))
    assert half.body
    assert half.unread[0].startswith("第 2 页只有图片")


def test_a_wrapped_text_is_joined():
    width = 34
    lines = [("　　" + one)[at : at + width] for one in texts.PARAGRAPHS for at in range(0, len(one) + 2, width)]
    article = read("a.txt", "\n".join((texts.TITLE, "", *lines)).encode())
    assert article.title == texts.TITLE
    assert list(article.paragraphs) == list(texts.PARAGRAPHS)


def test_the_same_text_in_every_format_has_the_same_fingerprints():
    assert shingles("".join(LONG)) == shingles(read("a.pdf", pdf(2)).body)
