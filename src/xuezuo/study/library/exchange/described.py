"""What a web page says of itself for machines in JSON-LD (schema.org), or by the marks of a platform."""

import json
from collections.abc import Iterator
from typing import Final

from lxml import html

from xuezuo.study.library.exchange.lines import tidy

_ARTICLE: Final = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "OpinionNewsArticle", "WebPage")
# Articles of public accounts in WeChat: their bar runs name, account, date and place together without a blank.
_MARKS: Final = {
    "source": "//*[@id='js_name']",
    "author": "//*[@id='js_author_name']",
    "date": "//*[@id='publish_time']",
}
_DEEP: Final = 4  # levels: @graph and lists of lists, no more


def said_in(tree: html.HtmlElement) -> dict[str, str]:
    """Return title, date, source, author and url from the first article that the page describes; {} if none."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            described = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for one in _objects(described):
            kinds = one.get("@type")
            if one.get("headline") and any(
                kind in _ARTICLE for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return _facts(one)
    return {}


def marked_in(tree: html.HtmlElement) -> dict[str, str]:
    """Return source, author and date where the marks of a known platform say which they are."""
    found = {fact: tree.xpath(path) for fact, path in _MARKS.items()}
    said = {fact: tidy(nodes[0].text_content()) for fact, nodes in found.items() if nodes}
    return {fact: text for fact, text in said.items() if text}


def _objects(described: object, level: int = 0) -> Iterator[dict[str, object]]:
    if level > _DEEP:
        return
    if isinstance(described, dict):
        yield described
        yield from _objects(described.get("@graph"), level + 1)
    elif isinstance(described, list):
        for one in described:
            yield from _objects(one, level + 1)


def _facts(one: dict[str, object]) -> dict[str, str]:
    return {
        "title": _name(one["headline"]),
        "date": _name(one.get("datePublished")),
        "source": _name(one.get("publisher")),
        "author": _name(one.get("author")),
        "url": _name(one.get("url")),
    }


def _name(value: object) -> str:
    """Return a text, the name of a thing, or the names of several."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return "、".join(name for one in value if (name := _name(one)))
    return tidy(value) if isinstance(value, str) else ""
