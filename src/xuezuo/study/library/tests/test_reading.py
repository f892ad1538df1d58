"""Files in, dressing out: the same article from five sites, and the five real texts."""

import datetime as dt
from pathlib import Path

import pytest

from xuezuo.study.library.exchange.dressing import without_slogan
from xuezuo.study.library.exchange.heading import is_name
from xuezuo.study.library.exchange.incoming import Incoming
from xuezuo.study.library.exchange.reading import read_article
from xuezuo.study.library.exchange.sheet import Unreadable
from xuezuo.study.library.tests import texts
from xuezuo.study.library.words.fold import essence

LAST = dt.date(2026, 3, 1)
SEEDS = Path(__file__).resolve().parents[6] / "shared" / "seeds"


def read(name: str, data: bytes | str):
    content = data.encode() if isinstance(data, str) else data
    return read_article(Incoming(name, len(content), Path(name)), content, LAST)


@pytest.mark.parametrize("site", texts.SITES)
def test_the_article_of_every_site(site):
    article = read(site, texts.SITES[site])
    assert article.title == texts.TITLE
    assert list(article.paragraphs) == list(texts.PARAGRAPHS)
    assert article.language == "zh-Hans"


@pytest.mark.parametrize(
    ("site", "day", "source", "author"),
    [
        ("portal.html", dt.date(2024, 4, 18), "青禾日报", "陆远"),
        ("gov.htm", dt.date(2024, 4, 19), "县委组织部", ""),
        ("wechat.html", dt.date(2024, 4, 20), "青禾日报", "陆远"),
        ("mill.html", dt.date(2024, 4, 25), "", "陆远"),
        ("plain.txt", dt.date(2024, 4, 18), "青禾日报", "陆远"),
    ],
)
def test_what_the_page_says_of_it(site, day, source, author):
    article = read(site, texts.SITES[site])
    assert (article.published_on, article.source, article.author) == (day, source, author)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    assert read("a.txt", texts.PLAIN.encode(encoding)).body == texts.BODY


def test_traditional_in_big5():
    text = "\n".join((texts.TRADITIONAL_TITLE, "", *texts.TRADITIONAL))
    article = read("a.txt", text.encode("big5hkscs"))
    assert article.language == "zh-Hant"
    assert essence(article.body) == essence(texts.BODY)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "library.empty_file"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "library.old_format"),
        ("a.docx", b"PK\x03\x04 broken", "library.broken_docx"),
        ("a.pdf", b"%PDF-1.7 broken", "library.broken_pdf"),
        ("a.pdf", b"text", "library.broken_pdf"),
        ("a.exe", b"MZ", "library.unknown_type"),
        ("a.txt", b"PK\x03\x04", "library.wrong_suffix"),
        ("a.txt", bytes(range(128, 256)) * 20, "library.encoding"),
        ("a.html", b"<html><body><a>1</a></body></html>", "library.no_text"),
    ],
)
def test_faults_have_names(name, data, code):
    with pytest.raises(Unreadable) as fault:
        read(name, data)
    assert fault.value.code == code
    assert fault.value.message.endswith("。")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real texts are not part of the project")
@pytest.mark.parametrize(
    ("number", "title", "author", "source", "day", "language"),
    [
        ("000", "加强党的思想政治建设的重大部署", "", "新华网", dt.date(2021, 7, 26), "zh-Hans"),
        ("001", "加强党的思想政治建设的重大部署", "", "", None, "zh-Hans"),
        ("002", "夯实基层党建论文", "杨金海", "基层建设", dt.date(2019, 4, 28), "zh-Hans"),
        ("003", "學習教育綜述", "趙組軒", "中國文明網", dt.date(2017, 4, 26), "zh-Hant"),
        ("004", "凝心铸魂", "仲组轩", "中国组织人事报", dt.date(2023, 9, 27), "zh-Hans"),
    ],
)
def test_the_real_texts(number, title, author, source, day, language):
    path = next(SEEDS.glob(f"{number}_*"))
    article = read(path.name, path.read_bytes())
    assert title in article.title
    assert (article.author, article.published_on, article.language) == (author, day, language)
    assert source in article.source
    assert "尽在" not in article.body  # a slogan inside a paragraph
    dressing = ("Copyright", "电话", "二维码", "猜你喜欢", "推荐", "编辑:", "版式设计", "首页", "下载", "相關")
    assert [word for word in dressing if any(word in line for line in article.paragraphs[-3:])] == []


def test_a_slogan_glued_to_a_paragraph_goes_and_talk_about_it_stays():
    text = "广大党员主动参与学习，立足岗位履职尽责，时刻铭记身份。林场党委坚持每月集中学习。"
    assert without_slogan(f"期刊文章分类查询,尽在某某图书馆{text}") == (text, "期刊文章分类查询,尽在某某图书馆")
    assert without_slogan(f"{text}海量范文尽在某某网") == (text, "海量范文尽在某某网")
    for kept in (text, "江山风物，尽在眼前。这一年大家都说：村里的变化看得见，摸得着，干部和群众的心更近了。"):
        assert without_slogan(kept) == (kept, "")
    assert without_slogan("好书尽在某某书城网") == ("好书尽在某某书城网", "")  # nothing would be left


@pytest.mark.parametrize(("word", "is_one"), [("陆远", True), ("时政", False), ("要闻", False), ("党建", False)])
def test_a_section_of_a_site_is_nobody(word, is_one):
    assert is_name(word) is is_one
