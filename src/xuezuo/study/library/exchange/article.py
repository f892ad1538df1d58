"""A sheet of lines becomes an article: what stands before, in and behind the text is told apart."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Final

from xuezuo.study.library.exchange import heading
from xuezuo.study.library.exchange.dressing import is_dressing, is_foot, is_turn, without_slogan
from xuezuo.study.library.exchange.heading import Facts
from xuezuo.study.library.exchange.lines import is_closed, is_sentence, tidy
from xuezuo.study.library.exchange.sheet import Sheet, Unreadable
from xuezuo.study.library.types import MAX_BODY, MAX_TITLE, Article
from xuezuo.study.library.words.language import language_of

_HEAD: Final = 30  # lines: a heading is not longer
_LEAST: Final = 20  # signs: less is no text
_TITLE: Final = 8  # signs: shorter lines above a title are names of columns
_DASHES: Final = ("——", "—", "--", "－－", "──")


def article_of(sheet: Sheet, *, name: str, last: dt.date) -> Article:
    """Return the article that the lines hold.

    Args:
        sheet: what the reader of the format found.
        name: of the file, without its extension: the title when nothing else is one.
        last: civil day of the import; no text was published after it.

    Raises:
        Unreadable: nothing to read is left, or far too much.
    """
    lines = [line for one in sheet.lines if (line := tidy(one))]
    facts = Facts()
    removed: list[str] = []
    start = _start_of(lines)
    title, kept_head = _head(lines[:start], sheet, facts, removed, last)
    body = _body(lines[start:], title, facts, removed, last)
    paragraphs = [*kept_head, *body]
    if not title:
        title, paragraphs = _title_from(paragraphs, name)
    facts.take(source=sheet.source, author=sheet.author)
    facts.take(source=facts.outlet)
    if facts.published_on is None and sheet.published_on and sheet.published_on <= last:
        facts.published_on = sheet.published_on
    _check(paragraphs)
    return Article(
        title=heading.without_author(title, facts)[:MAX_TITLE],
        paragraphs=tuple(paragraphs),
        author=facts.author[:100],
        source=facts.source[:100],
        source_url=sheet.url[:500],
        published_on=facts.published_on,
        language=language_of("\n".join(paragraphs)),
        removed=tuple(removed),
        unread=sheet.unread,
    )


def _check(paragraphs: Sequence[str]) -> None:
    size = sum(map(len, paragraphs))
    if size < _LEAST:
        message = "没有找到正文。扫描件和图片请先识别成文字；网页请另存为“网页，全部”再导入。"
        raise Unreadable("library.no_text", message)
    if size > MAX_BODY:
        raise Unreadable("library.too_long", f"正文超过 {MAX_BODY // 10_000} 万字，请按章分成几个文件。")


def _start_of(lines: Sequence[str]) -> int:
    """Return where the running text begins; 0 when nothing looks like it."""
    for place, line in enumerate(lines[:_HEAD]):
        if is_sentence(line) and not is_dressing(line) and not heading.labelled(line, Facts(), dt.date.max):
            return place
    return min(len(lines), 1) if lines and not is_closed(lines[0]) else 0


def _head(lines: Sequence[str], sheet: Sheet, facts: Facts, removed: list[str], last: dt.date) -> tuple[str, list[str]]:
    """Return the title and what stays of the lines before the running text."""
    plain: list[str] = []
    for number, line in enumerate(lines):
        if heading.is_of_meeting(lines, number):
            plain.append(line)
        elif heading.labelled(line, facts, last) or heading.bar(line, facts, last) or is_dressing(line):
            removed.append(line)
        else:
            plain.append(line)
    marked = _marked(sheet)
    place = next((at for at, line in enumerate(plain) if marked and _begins(marked, line)), None)
    if place is None and marked:
        place = -1
    elif place is None:
        place = _title_place(plain)
    if place >= 0:
        removed += plain[:place]
    return _titled(
        plain[place:] if place >= 0 else plain, "" if place >= 0 and plain else marked, marked, facts, removed
    )


def _title_place(lines: Sequence[str]) -> int:
    """Return which line is the title: the first that is longer than names of columns and no sentence, or the first."""
    titles = [at for at, line in enumerate(lines) if not is_closed(line) and not line.startswith(_DASHES)]
    return next((at for at in titles if len(lines[at]) >= _TITLE), titles[0] if titles else 0)


def _titled(plain: list[str], given: str, marked: str, facts: Facts, removed: list[str]) -> tuple[str, list[str]]:
    """Split the lines that begin with the title (or lack it, when it is `given`) into title and the rest."""
    title = given
    if not title and plain:
        title, plain = plain[0], plain[1:]
        while plain and _goes_on(title, plain[0], marked):
            title, plain = title + plain[0], plain[1:]
    kept = []
    for line in plain:
        repeats = _repeats(line, title)
        if repeats or (not facts.author and heading.is_author_line(line, facts)):
            removed.append(line)
        else:
            kept.append(line)
    return title, kept


def _marked(sheet: Sheet) -> str:
    return tidy(sheet.title) or heading.without_site(tidy(sheet.site_title))


def _begins(marked: str, line: str) -> bool:
    """Tell whether the line is the marked title or its first half."""
    core, start = heading.letters(marked), heading.letters(line)
    return bool(start) and len(start) >= 4 and core.startswith(start)


def _goes_on(title: str, line: str, marked: str) -> bool:
    """Tell whether a title of two lines goes on in this one."""
    if title.endswith(_DASHES):
        return len(line) <= 60
    return bool(marked) and heading.same(marked, title + line)


def _title_from(paragraphs: list[str], name: str) -> tuple[str, list[str]]:
    """Take the first short line as the title, or else the name of the file."""
    if len(paragraphs) > 1 and len(paragraphs[0]) <= 60 and not is_closed(paragraphs[0]):
        return paragraphs[0], paragraphs[1:]
    return tidy(name) or paragraphs[0][:30] if paragraphs else tidy(name), paragraphs


def _body(lines: list[str], title: str, facts: Facts, removed: list[str], last: dt.date) -> list[str]:
    """Return the paragraphs of the text; dressing inside and behind it goes to `removed`."""
    lines = _before_turn(lines, removed)
    often = {line for line, count in Counter(lines).items() if count > 1 and not is_closed(line) and len(line) <= 60}
    end = next((at for at in range(len(lines), 0, -1) if _is_text(lines[at - 1])), len(lines))
    kept = []
    for place, line in enumerate(lines):
        behind = place >= end
        if heading.is_of_meeting(lines, place):
            kept.append(line)
        elif (behind and heading.labelled(line, facts, last)) or is_dressing(line) or (behind and is_foot(line)):
            heading.labelled(line, facts, last) if behind else None
            removed.append(line)
        elif line in often or _repeats(line, title) or (place < 4 and _is_part(line, title)):
            removed.append(line)
        else:
            said, slogan = without_slogan(line)
            removed += [slogan] if slogan else []
            kept.append(said)
    for line in kept[-2:]:
        heading.byline(line, facts)
    for line in kept[:1]:
        heading.dateline(line, facts)
    return kept


def _is_text(line: str) -> bool:
    return (is_sentence(line) or (is_closed(line) and len(line) >= 8)) and not is_dressing(line)


def _repeats(line: str, title: str) -> bool:
    return bool(title) and (heading.same(line, title) or heading.same(heading.without_site(line), title))


def _is_part(line: str, title: str) -> bool:
    """Tell whether the line is a piece of the title, set once more above the text."""
    core = heading.letters(line)
    return len(core) >= 6 and not is_closed(line) and core in heading.letters(title)


def _before_turn(lines: list[str], removed: list[str]) -> list[str]:
    """Cut off what is announced behind the text; a heading of that kind in the middle of a text cuts nothing."""
    whole = sum(map(len, lines))
    seen = 0
    for place, line in enumerate(lines):
        seen += len(line)
        rest = [one for one in lines[place + 1 :] if is_sentence(one)]
        if is_turn(line) and seen > whole * 0.3 and sum(map(len, rest)) < whole * 0.2:
            tail = [one for one in lines[place:] if not _is_fact(one)]
            removed += tail
            return [*lines[:place], *(one for one in lines[place:] if _is_fact(one))]
    return lines


def _is_fact(line: str) -> bool:
    return heading.labelled(line, Facts(), dt.date.max) and len(line) <= 80
