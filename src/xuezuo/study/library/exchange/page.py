"""Web pages: trafilatura finds the article; our own reading of the page gives what it leaves out.

trafilatura knows the shapes of pages of the whole world; it drops the bar with date and source that stands between the
title and the text of Chinese pages, and now and then half of a text set with <br>. So the lines of the page are read as
well: the bar is looked up in them, trafilatura says from where to where the text goes, and when what it finds is much
shorter than the running text of the page, the densest stretch is taken instead.
"""

import datetime as dt
import itertools
import logging
import re
from collections.abc import Iterator
from typing import Final

import trafilatura
from lxml import etree, html

from xuezuo.study.library.exchange import heading
from xuezuo.study.library.exchange.described import marked_in, said_in
from xuezuo.study.library.exchange.dressing import is_dressing, is_foot
from xuezuo.study.library.exchange.lines import LONG, is_closed, is_sentence, tidy
from xuezuo.study.library.exchange.sheet import Sheet, Unreadable

_SILENTS: Final = (
    "script style noscript template svg iframe select option button input textarea head object canvas video audio"
)
_SILENT: Final = frozenset(_SILENTS.split())
_APART: Final = {"nav", "footer", "aside"}
_INLINES: Final = (
    "a span b strong em i u font sub sup small big mark label abbr cite code del ins q s time bdo bdi wbr img"
)
_INLINE: Final = frozenset(_INLINES.split())
_AROUND: Final = 12  # lines between title and text, or behind the text, in which date and source may stand
_TAKEN: Final = 0.7  # so much of the page's running text trafilatura must have found
_META: Final = {
    "title": ("og:title", "articletitle", "twitter:title"),
    "date": ("article:published_time", "pubdate", "publishdate", "publish_date", "og:published_time", "dc.date"),
    "source": ("contentsource", "source", "og:site_name_of_article"),
    "author": ("author", "article:author", "og:article:author"),
    "url": ("og:url", "url"),
}
_SIGNED: Final = 5  # lines between the text and the date below its signature
_PART: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_PARTED: Final = re.compile(r"\s*[_|｜–—－-]+\s*")
_FORM: Final = re.compile(r"\s*[\r\n]+\s*")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports every page it has doubts about
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

type Line = tuple[str, int]  # text, how many of its signs are links


def read_page(text: str) -> Sheet:
    """Return the article of a web page.

    Raises:
        Unreadable: no HTML at all.
    """
    tree = _tree(text)
    lines = list(_lines(tree))
    metas = _metas(tree, said_in(tree) | marked_in(tree))
    title = _title(tree, metas) or _title_shown(tree, [line for line, _ in lines])
    body = _stretch(lines, _main(text), title)
    around = _facts_around(lines, title, body)
    return Sheet(
        lines=(*around[0], *body, *around[1]),
        title=title,
        site_title=_text_of(tree, "//title"),
        author=metas["author"] if heading.is_name(metas["author"]) else "",
        source=metas["source"],
        url=_address(tree, metas),
        published_on=heading.day_in(metas["date"]),
    )


def _tree(text: str) -> html.HtmlElement:
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree = html.document_fromstring(plain, parser=html.HTMLParser(huge_tree=False, remove_comments=True))
    except (etree.ParserError, ValueError):
        raise Unreadable("library.no_html", "网页文件是空的或已损坏。请重新保存网页后再导入。") from None
    return tree


def _main(text: str) -> str:
    """Return the letters of the article that trafilatura finds."""
    found = trafilatura.extract(
        text,
        include_comments=False,
        include_tables=True,
        include_images=False,
        favor_recall=True,
        fast=True,
        output_format="txt",
    )
    return heading.letters(found or "")


def _stretch(lines: list[Line], found: str, title: str) -> list[str]:
    """Return the lines of the page from the first to the last that trafilatura took for text.

    Its own lines are not used: it drops subheadings and runs paragraphs together that are parted by <br>.
    """
    running = [at for at, (line, links) in enumerate(lines) if _is_text(line, links)]
    inside = [at for at in running if heading.letters(lines[at][0]) in found]
    size = sum(len(lines[at][0]) for at in inside)
    if not inside or size < _TAKEN * sum(len(lines[at][0]) for at in running):
        inside = _dense(running, lines)
    if not inside:
        return _without_bars(lines)
    return _without_bars(lines[_opening(lines, inside[0], title) : _signature(lines, inside[-1]) + 1])


def _opening(lines: list[Line], first: int, title: str) -> int:
    """Return where the text begins when short lines belong to it that stand right above its first long one."""
    while first > 0 and _belongs(*lines[first - 1]) and not heading.same(lines[first - 1][0], title):
        first -= 1
    return first


def _signature(lines: list[Line], last: int) -> int:
    """Return where the text ends when short lines follow: closing words, or a signature with the date below it."""
    while last + 1 < len(lines) and _belongs(*lines[last + 1]):
        last += 1
    for place in range(last + 1, min(last + 1 + _SIGNED, len(lines))):
        line, links = lines[place]
        if links or is_dressing(line) or len(line) > LONG or heading.labelled(line, heading.Facts(), dt.date.max):
            break
        if heading.is_day(line):
            return place
    return last


def _belongs(line: str, links: int) -> bool:
    """Tell whether a short line beside the text is part of it: an address, a sentence, a heading with a number."""
    is_part = (
        is_closed(line) or bool(_PART.match(line)) or (line.startswith(("（", "(")) and line.endswith(("）", ")")))
    )
    return is_part and not links and not is_foot(line) and not _says(line)


def _without_bars(lines: list[Line]) -> list[str]:
    return [line for line, links in lines if links * 2 < len(line)]


def _dense(running: list[int], lines: list[Line]) -> list[int]:
    """Return the places of the stretch of the page that holds most running text."""
    groups = list(_near(running)) if running else [[]]
    return max(groups, key=lambda group: sum(len(lines[at][0]) for at in group))


def _near(places: list[int]) -> Iterator[list[int]]:
    """Split ascending places where more than six other lines stand between two of them."""
    group = [places[0]]
    for before, place in itertools.pairwise(places):
        if place - before > 6:
            yield group
            group = []
        group.append(place)
    yield group


def _is_text(line: str, links: int) -> bool:
    return (
        links * 3 < len(line) and (is_sentence(line) or (is_closed(line) and len(line) >= 12)) and not is_dressing(line)
    )


def _facts_around(lines: list[Line], title: str, body: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines with date, source or author between the title and the text, and shortly behind the text."""
    if not body:
        return [], []
    texts = [line for line, _ in lines]
    first, last = _place(texts, body[0]), _place(texts, body[-1], backwards=True)
    above = next((at for at in range(first - 1, -1, -1) if title and heading.same(texts[at], title)), first - _AROUND)
    start = max(above, first - _AROUND, 0)
    before = [line for line in texts[start:first] if (_says(line) or _is_by(line)) and line not in body]
    behind = [line for line in texts[last + 1 : last + 1 + _AROUND // 2] if _says(line) and line not in body]
    return before, behind


def _place(texts: list[str], line: str, *, backwards: bool = False) -> int:
    core = heading.letters(line)[:30]
    places = [at for at, text in enumerate(texts) if core and core in heading.letters(text)]
    if not places:
        return len(texts) - 1 if backwards else 0
    return places[-1] if backwards else places[0]


def _says(line: str) -> bool:
    facts = heading.Facts()
    heading.labelled(line, facts, dt.date.max)
    heading.bar(line, facts, dt.date.max)
    return facts != heading.Facts()


def _is_by(line: str) -> bool:
    return heading.is_author_line(line, heading.Facts())


def _lines(tree: html.HtmlElement) -> Iterator[Line]:
    """Yield the lines of a page as a reader sees them, without scripts and navigation."""
    pieces: list[tuple[str, bool]] = []
    for text, is_link, is_break in _pieces(tree, is_link=False):
        if is_break:
            if line := tidy("".join(piece for piece, _ in pieces)):
                yield line, sum(len(piece.strip()) for piece, link in pieces if link)
            pieces = []
        elif text:
            pieces.append((_FORM.sub(" ", text), is_link))
    if line := tidy("".join(piece for piece, _ in pieces)):
        yield line, sum(len(piece.strip()) for piece, link in pieces if link)


def _pieces(node: html.HtmlElement, *, is_link: bool) -> Iterator[tuple[str, bool, bool]]:
    tag = node.tag if isinstance(node.tag, str) else ""
    if tag and tag not in _SILENT and tag not in _APART and not _is_hidden(node):
        is_block = tag not in _INLINE
        link = is_link or tag == "a"
        if is_block:
            yield "", False, True
        yield node.text or "", link, False
        for child in node:
            yield from _pieces(child, is_link=link)
        if is_block:
            yield "", False, True
    yield node.tail or "", is_link, False


def _is_hidden(node: html.HtmlElement) -> bool:
    return "display:none" in (node.get("style") or "").replace(" ", "").lower() or node.get("hidden") is not None


def _title(tree: html.HtmlElement, metas: dict[str, str]) -> str:
    """Return the title that the page marks: an h1 that its <title> or a mark for machines agrees with, else those."""
    shown = [text for node in tree.iter("h1", "h2") if (text := tidy(node.text_content()))]
    whole = heading.letters(_text_of(tree, "//title"))
    agreed = next((text for text in shown if heading.letters(text) in whole and len(text) >= 4), "")
    first = next((tidy(node.text_content()) for node in tree.iter("h1") if len(tidy(node.text_content())) >= 6), "")
    return agreed or heading.without_site(metas["title"]) or first


def _title_shown(tree: html.HtmlElement, lines: list[str]) -> str:
    """Return the title of a page that marks none: what of its <title> stands in a line, or the first heading."""
    whole = _text_of(tree, "//title")
    parts = [whole[: mark.start()].strip() for mark in _PARTED.finditer(whole)]
    shown = next((part for part in parts if len(part) >= 4 and any(heading.same(part, line) for line in lines)), "")
    if shown or whole:
        return shown
    return next((text for node in tree.iter("h3", "h2", "h1", "h4") if (text := tidy(node.text_content()))), "")


def _text_of(tree: html.HtmlElement, path: str) -> str:
    found = tree.xpath(path)
    return tidy(found[0].text_content()) if isinstance(found, list) and found else ""


def _metas(tree: html.HtmlElement, described: dict[str, str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("property") or node.get("name") or "").lower()
        said.setdefault(name, tidy(node.get("content") or ""))
    named = {key: next((said[name] for name in names if said.get(name)), "") for key, names in _META.items()}
    return {key: value or described.get(key, "") for key, value in named.items()}


def _address(tree: html.HtmlElement, metas: dict[str, str]) -> str:
    found = tree.xpath("//link[@rel='canonical']/@href")
    address = str(found[0]) if isinstance(found, list) and found else metas["url"]
    return address if address.startswith(("http://", "https://")) else ""
