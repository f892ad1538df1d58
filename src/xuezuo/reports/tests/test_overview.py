"""The overview as page and files, the printed sheet, the check of a typed text."""

import datetime as dt
import io
import re

import docx
import pytest
from django.test import Client
from django.urls import reverse
from docx.oxml.ns import qn
from docx.shared import Mm

from xuezuo.kernel import clock
from xuezuo.kernel.dates import DateSpan
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.printing import NoFonts, chosen_fonts, fonts
from xuezuo.reports.overview.chapters import overview
from xuezuo.reports.overview.html import as_html
from xuezuo.reports.overview.text import Figure, Overview
from xuezuo.reports.overview.word import as_docx
from xuezuo.reports.queries.choices import asked_between
from xuezuo.reports.queries.counts import Need, count
from xuezuo.reports.sheets import printed
from xuezuo.reports.tests.test_pages import DAYS, bytes_of, lived, page, text_of
from xuezuo.reports.types import Held
from xuezuo.rules.vocabulary import DeedKind, SubjectKind, Template
from xuezuo.study.asks.tests.factories import ask

__all__ = ["lived"]
pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 16)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def written(cast: Cast, held: Held = Held.THEN) -> Overview:
    asked = asked_between(dt.date(2025, 1, 1), dt.date(2025, 6, 1), held, TODAY)
    with acting_as(SYSTEM):
        return overview(asked.scope(cast.committee.pk), asked)


def plain(made: Overview) -> str:
    paragraphs = [paragraph for chapter in made.chapters for paragraph in chapter.paragraphs]
    return "\n".join("".join(one.text for one in paragraph.sentences) for paragraph in paragraphs)


def test_the_text_says_what_the_deeds_say(lived: Cast) -> None:
    made = written(lived)
    text = plain(made)
    assert made.title == "林场党委2025年1月至5月组织生活综述"
    assert "截至2025年5月31日，林场党委及下级共有党组织5个，其中党支部2个；党员7人。" in text
    assert "共开展组织生活4场" in text
    assert "支部党员大会1场；党课1场；主题党日3场。" in text
    assert "应落实10个次，已落实3个次，落实率30.00%。受此约束的组织2个，各期都落实的0个。" in text
    assert "主题党日7个次，涉及组织2个" in text
    assert "其中补记的活动1场。" in text
    assert "王书记" not in text


def test_every_number_in_the_text_is_a_figure_or_a_date(lived: Cast) -> None:
    for chapter in written(lived).chapters:
        for paragraph in chapter.paragraphs:
            words = "".join(
                piece for one in paragraph.sentences for piece in one.pieces if not isinstance(piece, Figure)
            )
            bare = re.sub(r"\d+年(\d+月)?(\d+日)?(至\d+月)?", "", words)
            assert not re.search(r"\d", bare), bare


def test_the_figures_of_the_page_lead_to_what_stands_behind_them(client: Client, lived: Cast) -> None:
    text = text_of(page(client, lived, lived.wu, "reports:overview", lived.committee))
    links = dict(re.findall(r'class="figure-link" href="([^"]*)"[^>]*>([^<]*)<', text))
    assert len(links) > 30
    for url, value in links.items():
        shown = text_of(client.get(url.replace("&amp;", "&")))
        assert re.search(rf"<h1>[^<]*：{re.escape(value)}[ %<]", shown), (url, value)
        if "subjects." in url or "tree." in url or "deeds" in url.partition("figure=")[2]:
            assert f"共 {value} 行，每行计 1" in shown, url


def test_the_appendix_of_the_page_is_folded_by_chapter_and_complete(client: Client, lived: Cast) -> None:
    made = written(lived)
    text = text_of(page(client, lived, lived.wu, "reports:overview", lived.committee))
    assert f"本文的 {len(made.figures)} 个数字" in text
    assert text.count('<details class="appendix">') == len(made.appendix) > 3
    for figure in made.figures:
        assert f'<dt id="f{figure.number}">{figure.number}. {figure.about.label}</dt>' in text
        assert figure.about.says in text


def test_an_empty_period_is_said_to_be_empty(cast: Cast) -> None:
    assert "没有已确认的组织生活记录（0场）" in plain(written(cast))


def test_word_is_a_page_of_the_standard_with_every_figure_in_the_appendix(lived: Cast) -> None:
    made = written(lived)
    raw = as_docx(made)
    assert raw == as_docx(written(lived))
    document = docx.Document(io.BytesIO(raw))
    section = document.sections[0]
    margins = [section.top_margin, section.left_margin, section.right_margin, section.bottom_margin]
    assert [round(margin / Mm(1)) for margin in margins] == [37, 28, 26, 35]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert text.startswith(made.title)
    assert "一、组织和党员" in text
    assert "出席率" not in text or "%" in text
    title, body = document.paragraphs[0].runs[0], document.styles["Normal"]
    assert title._element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    rows = document.tables[0].rows
    assert len(rows) == len(made.figures) + 1
    assert [row.cells[1].text.rstrip("个场次人") for row in rows[1:4]] == [one.value for one in made.figures[:3]]
    anchors = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    assert anchors == {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}


def test_the_html_file_stands_alone(lived: Cast) -> None:
    made = written(lived)
    text = as_html(made).decode()
    assert as_html(written(lived)).decode() == text
    assert "<style>body {" in text
    anchors = set(re.findall(r'href="#(f\d+)"', text))
    assert anchors == set(re.findall(r'<tr id="(f\d+)"', text))
    assert not re.search(r'(src|href)="(?!#)', text)


def test_files_come_from_the_page(client: Client, lived: Cast) -> None:
    answer = page(client, lived, lived.wu, "reports:overview-docx", lived.committee)
    assert bytes_of(answer)[:2] == b"PK"
    assert "attachment" in answer["Content-Disposition"]
    for unit in (lived.committee, lived.office):
        made = bytes_of(page(client, lived, lived.wu, "reports:sheet", unit))
        assert made.startswith(b"%PDF-")


def test_the_printed_sheet_is_the_same_twice(lived: Cast) -> None:
    asked = asked_between(dt.date(2025, 1, 1), dt.date(2025, 4, 1), Held.THEN, TODAY)
    with acting_as(SYSTEM):
        unit = unit_row(lived.office.pk, TODAY)
        counts = count(asked.scope(unit.id), Need.ROLLUP)
        assert printed.sheet_pdf(unit, asked, counts) == printed.sheet_pdf(unit, asked, counts)


def test_the_sheet_of_a_branch_has_one_line_for_each_requirement(lived: Cast) -> None:
    asked = asked_between(dt.date(2025, 1, 1), dt.date(2025, 6, 1), Held.THEN, TODAY)
    with acting_as(SYSTEM):
        table = printed.periods_table(unit_row(lived.office.pk, TODAY), asked)
    rows = {row[0]: row for row in table["rows"]}
    assert len(rows) == len(table["rows"])
    assert rows["主题党日"][1:6] == ["5", "2", "0", "3", "未落实：1月、2月、4月"]
    assert rows["支部党员大会"][1:6] == ["1", "1", "1", "0", "迟报落实：第1季度"]
    assert all(len(row) == len(table["heads"]) == len(table["widths"]) for row in table["rows"])


def test_without_a_chinese_font_there_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONTS", {"title": ("No such font",)})
    monkeypatch.setattr(fonts, "FALLBACKS", ())
    fonts._chosen.cache_clear()
    with pytest.raises(NoFonts, match="XUEZUO_FONTS"):
        chosen_fonts()
    fonts._chosen.cache_clear()


def test_names_in_the_sheet_are_values_and_not_markup(lived: Cast) -> None:
    data = {
        "title": "#panic() $x$ *b*",
        "title-lines": ["#panic()", "$x$"],
        "notes": ["@label #eval"],
        "after": [],
        "signatures": ["a"],
        "fonts": chosen_fonts(),
        "heads": ["a"],
        "rows": [["#import"]],
        "widths": [1],
        "numeric": [],
    }
    assert printed.compiled(printed.json.dumps(data)).startswith(b"%PDF-")


def test_a_typed_text_is_checked_against_the_report(client: Client, lived: Cast) -> None:
    client.force_login(lived.account(lived.wu))
    url = reverse("reports:check", args=[lived.committee.uid]) + DAYS
    answer = client.post(url, {"text": "我委有党支部3个。在12人中，发言3人，占26%。"})
    text = text_of(answer)
    assert "不一致的地方（2）" in text
    assert "“26%”应为“25%”" in text
    assert client.post(url, {"text": ""}).status_code == 400


def test_what_was_asked_for_a_time_has_its_own_lines(client: Client, lived: Cast) -> None:
    with acting_as(SYSTEM):
        during = DateSpan(dt.date(2025, 3, 1), dt.date(2025, 5, 1))
        done = ask(lived.committee, label="集中开一次党日", deed_kinds=(DeedKind.THEME_DAY,), during=during)
        ask(lived.committee, label="专题讨论", during=during)
        own = {"subjects": (SubjectKind.MEMBER,), "template": Template.EXISTS_PER_MEMBER, "key": "own"}
        alone = ask(lived.committee, label="自学一次", during=during, deed_kinds=(DeedKind.SELF_STUDY,), **own)
    made = written(lived)
    text = plain(made)
    assert "《关于三月学习的提示》布置。应落实2个次，已落实" in text
    assert "专题讨论2个次" in text
    assert "《关于三月学习的提示》布置，由党员个人落实，每人每期计一个次。应落实" in text
    assert {f"coverage.ask_{done.pk}", f"done.ask_{done.pk}", f"bound.ask_{alone.pk}"} <= {
        one.about.key for one in made.figures
    }
    text = text_of(page(client, lived, lived.wu, "reports:overview", lived.committee))
    assert "专项布置到期未落实" in text
    assert f"ask_{done.pk}" in text  # the figure leads to what stands behind it
