"""Habits of pages and files that cost their first readers a title, a date or a line."""

import datetime as dt
import json
import re

import pytest
import typst

from xuezuo.study.library.exchange.heading import day_in
from xuezuo.study.library.exchange.sheet import Unreadable
from xuezuo.study.library.tests.test_reading import read
from xuezuo.study.library.tests.texts import OTHER, OTHER_TITLE, wrapped_in


def page(body: str, *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二五年三月四日", dt.date(2025, 3, 4)),
        ("二○二五年十二月二十一日", dt.date(2025, 12, 21)),
        ("二零一九年十月十日", dt.date(2019, 10, 10)),
        ("一九九八年二月廿八日", dt.date(1998, 2, 28)),
        ("2025-3-4", dt.date(2025, 3, 4)),
        ("二〇二五年十三月四日", None),
        ("三月四日", None),
    ],
)
def test_dates_in_figures_and_signs(written, day):
    assert day_in(written) == day


def test_a_label_with_a_date_in_signs():
    text = page(f"<h2>{OTHER_TITLE}</h2><div>来源: 农村简报 时间: 二〇二五年三月七日</div>{wrapped_in(OTHER)}")
    article = read("signs.html", text)
    assert (article.published_on, article.source) == (dt.date(2025, 3, 7), "农村简报")
    assert article.paragraphs == OTHER


def test_what_json_ld_says():
    said = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "滇南在线"},
            {
                "@type": ["NewsArticle"],
                "headline": OTHER_TITLE,
                "datePublished": "2025-03-08T21:10:00+08:00",
                "author": [{"@type": "Person", "name": "韦小满"}],
                "publisher": {"@type": "Organization", "name": "滇南在线"},
            },
        ],
    }
    head = f"<title>滇南在线</title><script type='application/ld+json'>{json.dumps(said)}</script>"
    article = read("ld.html", page(wrapped_in(OTHER, "section"), head=head))
    assert (article.title, article.published_on) == (OTHER_TITLE, dt.date(2025, 3, 8))
    assert (article.source, article.author) == ("滇南在线", "韦小满")


@pytest.mark.parametrize(
    "said", ["{", "[1, null]", '{"@type": "NewsArticle"}', '{"@type": 3, "headline": {"name": 5}}']
)
def test_json_ld_that_says_nothing(said):
    head = f"<title>{OTHER_TITLE}</title><script type='application/ld+json'>{said}</script>"
    assert read("ld.html", page(wrapped_in(OTHER), head=head)).title == OTHER_TITLE


def test_the_title_of_a_site_that_nobody_knows():
    head = f"<title>{OTHER_TITLE} - 云岭山歌</title>"
    text = page(
        f"<table><tr><td><b>{OTHER_TITLE}</b></td></tr><tr><td>{'<br><br>'.join(OTHER)}</td></tr></table>", head=head
    )
    article = read("table.html", text)
    assert article.title == OTHER_TITLE
    assert article.paragraphs == OTHER


def test_short_lines_around_the_text_stay():
    lines = ("各党支部：", "一、为什么学。", *OTHER, "特此通知。", "中共青禾县委组织部", "2025年7月1日")
    text = page(f"<h1>{OTHER_TITLE}</h1><div>发布时间：2025/07/02</div>{'<br>'.join(lines)}<br>【打印】<p>（完）</p>")
    article = read("notice.html", text)
    assert article.paragraphs == lines
    assert article.published_on == dt.date(2025, 7, 2)


def test_the_first_subheading_stays():
    text = page(f"<h1>{OTHER_TITLE}</h1><p>2025-1-2 来源：青禾日报</p><h3>一、基本情况</h3>{wrapped_in(OTHER)}")
    assert read("part.html", text).paragraphs == ("一、基本情况", *OTHER)


def test_a_page_without_any_mark():
    text = (
        "<h3>习书五法</h3><p>一曰慢读。一页书读三遍，第一遍认字，第二遍认理，第三遍认人。"
        "<p>二曰抄写。好句子抄在本子上，抄的时候手和心在一处。"
    )
    article = read("five.htm", text)
    assert article.title == "习书五法"
    assert len(article.paragraphs) == 2


def test_a_page_of_links_is_no_article():
    text = page(
        "<div><a>首页</a>|<a>新闻</a></div><div>分享到：<a>微信</a> <span>扫一扫在手机打开当前页</span></div>"
        "<div>版权所有：青禾县 电话：0871-6543210</div>",
        head="<title>首页</title>",
    )
    with pytest.raises(Unreadable) as caught:
        read("links.html", text)
    assert caught.value.code == "library.no_text"


@pytest.mark.parametrize(
    "title", ["在全县党史学习教育动员大会上的讲话（2021年2月20日）", "关于2021年7月1日纪念活动的通知"]
)
def test_a_date_in_a_title_makes_it_no_bar(title):
    article = read("speech.txt", "\n".join((title, "同志们：", *OTHER)))
    assert article.title == title
    assert article.paragraphs == ("同志们：", *OTHER)


def test_when_a_meeting_was_is_no_day_of_publication():
    lines = ("时间：2025年3月12日下午", "地点：会议室", "出席：各支部学习委员", *OTHER)
    article = read("minutes.txt", "\n".join(("学习委员会议纪要", *lines)))
    assert article.paragraphs == lines
    assert article.published_on is None


def test_an_issue_of_a_journal_is_a_source():
    text = page(f"<h1>{OTHER_TITLE}</h1><div>宋明远 《松江论坛》2024年第11期 2024.11.20</div>{wrapped_in(OTHER)}")
    article = read("journal.html", text)
    assert (article.source, article.author, article.published_on) == ("松江论坛", "宋明远", dt.date(2024, 11, 20))


def test_the_running_head_of_a_single_page_is_no_title():
    source = (
        '#set page(paper: "a5", header: align(center)[青禾党建研究 2024年第6期])\n'
        '#set text(font: "Noto Serif CJK SC", size: 10pt)\n'
        f"#align(center)[#text(18pt)[{OTHER_TITLE}]]\n#align(center)[二〇二四年六月十八日]\n\n" + "\n\n".join(OTHER)
    )
    article = read("page.pdf", typst.compile(source.encode()))
    assert article.title == OTHER_TITLE
    assert article.published_on == dt.date(2024, 6, 18)
    assert [re.sub(r"\s", "", one) for one in article.paragraphs] == list(OTHER)


def test_the_writers_in_a_dateline():
    text = page(
        f"<h1>{OTHER_TITLE}</h1><p>新华社北京3月1日电（记者 李一凡、周子涵）{OTHER[0]}</p>{wrapped_in(OTHER[1:])}"
    )
    assert read("wire.html", text).author == "李一凡、周子涵"


def test_an_article_of_a_public_account():
    """Its bar runs author, account, date and place together; what follows the text are buttons."""
    body = (
        "<h1 id='activity-name'>"
        + OTHER_TITLE
        + "</h1><div><span>韦小满</span><span><a id='js_name'>云岭党建</a></span>"
        "<em id='publish_time'>2025年3月6日 18:20</em><em>云南</em></div><p>点击上方“云岭党建”关注我们</p>"
        + wrapped_in(OTHER)
        + "<p>文字：韦小满</p><p>审核：李支前</p><p>长按识别二维码关注我们</p>"
        "<div>阅读 2333</div><div>继续滑动看下一个</div>"
    )
    article = read("account.html", page(body, head="<title></title>"))
    assert (article.title, article.source, article.author) == (OTHER_TITLE, "云岭党建", "韦小满")
    assert article.published_on == dt.date(2025, 3, 6)
    assert article.paragraphs == OTHER


def test_what_else_stands_around_a_text():
    lines = (
        "点击下载“山河新闻”客户端，看更多精彩内容",
        "《 山河日报 》（ 2025年03月08日 07 版）",
        "网友评论：（只显示最新10条。评论内容只代表网友观点，与本站立场无关！）",
    )
    text = page(
        f"<h1>{OTHER_TITLE}</h1><div>本报记者　韦小满</div><div>2025-03-08 来源：山河日报</div>"
        + wrapped_in(OTHER + lines)
    )
    article = read("portal.html", text)
    assert (article.author, article.source) == ("韦小满", "山河日报")
    assert article.paragraphs == OTHER


def test_all_writers_of_a_byline():
    article = read("two.html", page(f"<h1>{OTHER_TITLE}</h1>{wrapped_in(OTHER)}<p>（记者 周子涵 通讯员 韦小满）</p>"))
    assert article.author == "周子涵、韦小满"


MANY = OTHER * 3
TYPE = '#set text(font: "Noto Serif CJK SC", size: 10pt)\n#set par(first-line-indent: 2em, justify: true)\n'


def squeezed(paragraphs) -> list[str]:
    return [re.sub(r"\s", "", one) for one in paragraphs]


@pytest.mark.parametrize("columns", [2, 3, 4])
def test_the_columns_of_a_newspaper(columns):
    """A title across, a name centred below it, columns of unlike length, a running head with two ends."""
    source = (
        '#set page(paper: "a3", flipped: true, header: [山河日报 #h(1fr) 2025年3月8日 第7版])\n'
        + TYPE
        + f"#align(center)[#text(22pt)[{OTHER_TITLE}]\n\n韦小满]\n#columns({columns})["
        + "\n\n".join(MANY)
        + "]"
    )
    article = read("paper.pdf", typst.compile(source.encode()))
    assert article.title == OTHER_TITLE
    assert article.author == "韦小满"
    assert squeezed(article.paragraphs) == list(MANY)


def test_heads_of_left_and_right_pages():
    source = (
        "#set page(width: 14cm, height: 12cm, header: context "
        "[#if calc.odd(counter(page).get().first()) [云岭研究 2025年第3期]"
        f" else [韦小满：{OTHER_TITLE}]], footer: context align(center)[· #counter(page).display() ·])\n"
        + TYPE
        + f"#align(center)[#text(18pt)[{OTHER_TITLE}]\n\n韦小满]\n\n"
        + "\n\n".join(MANY)
    )
    article = read("journal.pdf", typst.compile(source.encode()))
    assert squeezed(article.paragraphs) == list(MANY)
    assert (article.title, article.author) == (OTHER_TITLE, "韦小满")


def test_a_table_is_read_across():
    rows = "".join(f"[支部{name}],[学习{count}次],[到会{count + 3}人]," for count, name in enumerate("甲乙丙丁戊己", 1))
    source = (
        TYPE + f"#text(18pt)[{OTHER_TITLE}]\n\n{OTHER[0]}\n\n#table(columns: (1fr, 1fr, 1fr), {rows})\n\n{OTHER[1]}"
    )
    words = "".join(squeezed(read("table.pdf", typst.compile(source.encode())).paragraphs))
    assert "支部甲学习1次到会4人支部乙学习2次到会5人" in words
