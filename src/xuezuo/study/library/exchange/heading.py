"""Title, date, source and author from the lines around a text."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xuezuo.study.library.exchange.lines import is_sentence
from xuezuo.study.library.words.fold import fold

_DAY: Final = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?"
    r"|([一二][九〇○零o][一二三四五六七八九〇○零o]{2})\s*年\s*([一二三四五六七八九十]{1,2})\s*月\s*([一二三四五六七八九十廿]{1,3})\s*日"
)
_FIGURES: Final = {sign: figure for figure, sign in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "o": 0}
_TIME: Final = re.compile(r"(上午|下午)?\s*\d{1,2}\s*[:：时]\s*\d{2}(\s*[:：分]\s*\d{2}秒?)?")
_KEYS: Final = {
    "date": r"(?:论文)?(?:发布|发表|刊发|刊载|更新|录入|撰稿|创建|编辑|成文|印发|上传|添加)?(?:时间|日期)"
    r"|发布于|更新于|(?:发布|发表|更新)于?",
    "source": r"(?:信息|文章|稿件|新闻|本文|内容)?(?:来源|来自|出处|稿源)|转自|转载自|原载|摘自|论文发表刊物|发表刊物"
    r"|发布机构|发布单位|信息提供|供稿单位|供稿|编写(?:单位)?|编印|制作单位",
    "author": r"(?:文章|论文|本文)?作者|撰稿人?|撰文|执笔人?|文字|口述|主讲人?|讲述人|本报记者|通讯员|特约记者|记者|文",
    "other": r"(?:阅读|浏览|点击|访问|播放)(?:量|数|次数)?|责任编辑|责编|编辑|审核|字号|字体|分享|评论|人气|栏目"
    r"|关键词|标签|点赞|收藏|打印",
}
_NAMED: Final = "|".join(f"(?P<{name}>{words})" for name, words in _KEYS.items())
_LABEL: Final = re.compile(rf"(?:^|(?<=[\s|｜\[【(（,，;；]))(?:{_NAMED})\s*[:：/丨]\s*")
_OUTLET: Final = re.compile(
    r"\S{1,20}(?:网|报|日报|晚报|时报|周刊|杂志|月刊|在线|频道|公众号|电视台|广播|通讯社|新华社|客户端|发布|新闻|论坛|先锋|组织部|组工|党建|党校|出版社|学刊|研究)"
)
_SURNAMES: Final = frozenset(Path(__file__).with_name("surnames.txt").read_text(encoding="utf-8")) - {"\n"}
_NOT_NAMES: Final = re.compile(
    "前言|引言|摘要|导语|编者按|目录|正文|导读|提要|概述|时间|文件|通知|高举|全面|国家|广大|关于|成立|常态|应当"
    "|时政|时评|要闻|国内|国际|社会|文化|文明|经济|理论|党建|教育|法治|体育|财经|军事|科技|健康|旅游|综合|专题|人事"
    "|地方|基层|干部|组工|公告|公示|图片|视频|言论|观点|党史|廉政|乡村|县区|区县"  # sections of sites
    "|云南|江西|江苏|安徽|甘肃|宁夏|海南|贵州|广东|广西|河北|河南|湖北|湖南|山东|山西|上海|天津|重庆|北京|香港|澳门|台湾"
)
_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?")
_BYLINE: Final = re.compile(r"[（(]([^（）()]{2,60})[)）]$")
_DATELINE: Final = re.compile(
    r"(?:本[报刊网]|\S{2,8}[社网报]).{0,16}[（(](?:见习|本报|通讯)?(?:记者|通讯员)[:：\s]*([^（）()]{2,40})[)）]"
)
_WRITERS: Final = re.compile(r"(?:本报|本刊|本网|见习|特约|实习)?(?:记者|通讯员|评论员|撰稿|作者)[:：\s]*")
_SITE: Final = re.compile(r"\s*(?:[_|｜–—\-]{1,2}|－{1,2})\s*([^_|｜–—\-－]{2,24})$")
_SITE_WORD: Final = re.compile(
    r"网|报$|新闻|频道|政府|门户|平台|首页|在线|中心|组织部|官网|公众号|党建|栏目|专题|资讯|详情|正文|文章"
)
_WRITER_LINE: Final = re.compile(r"(本报|本刊|本网|新华社|人民日报|求是)?\S{0,8}(评论员|记者|通讯员)(\s+\S{2,4}){0,4}")
_FROM: Final = re.compile(r"(来源|原载|转自|摘自)[:：\s]*")
_WORD_BEFORE: Final = re.compile(r"([\u4e00-\u9fff“”]+)[（(]?$")
_WORD_AFTER: Final = re.compile(r"[)）]?([\u4e00-\u9fff“”]+)")
_SECTION: Final = 5  # signs: the names of sections that stand against a date are not longer
_WHEN: Final = re.compile(r"[一二三四五六七八九十、.\d（）()]{0,4}(会议|活动|学习|培训|报名)?(时间|日期)\s*[:：]")
_WHERE: Final = re.compile(
    r"[一二三四五六七八九十、.\d（）()]{0,4}(会议|活动|学习|培训)?(地点|出席|列席|参加|主持|参会|对象|缺席|请假)"
)
_ISSUE: Final = re.compile(r"《([^《》]{2,20})》\s*\d{4}\s*年\s*第?\s*\d{1,3}\s*期")
_CUT: Final = re.compile(r"\s{2,}|[|｜]|(?<=\S)\s+(?=\S{2,8}[:：])")


@dataclasses.dataclass(slots=True)
class Facts:
    """What was found so far; the first finding stays. `outlet` is a source that nobody called so."""

    published_on: dt.date | None = None
    source: str = ""
    author: str = ""
    outlet: str = ""

    def take(self, **found: str) -> None:
        """Fill what is still empty."""
        self.source = self.source or found.get("source", "")
        self.author = self.author or found.get("author", "")
        self.outlet = self.outlet or found.get("outlet", "")


def day_in(text: str) -> dt.date | None:
    """Return the first civil day written in the text."""
    for found in _DAY.findall(text):
        try:
            year, month, day = (_count(part) for part in found if part)
            return dt.date(year, month, day)
        except ValueError:
            continue
    return None


def _count(written: str) -> int:
    """Return the number of `2025`, `二〇二五`, `十二` or `二十四`."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.replace("廿", "二十").rpartition("十")
    if ten:
        return 10 * _FIGURES.get(tens, 1) + _FIGURES.get(ones, 0)
    return int("".join(str(_FIGURES[sign]) for sign in written))


def labelled(line: str, facts: Facts, last: dt.date) -> bool:
    """Read `key: value` pairs of a line into `facts`; tell whether the line holds nothing else.

    Args:
        line: as written.
        facts: filled where still empty.
        last: no text was published after this civil day.
    """
    low = fold(line)
    found = list(_LABEL.finditer(low))
    if not found or len(low) > 300:
        return False
    for here, after in zip(found, [*found[1:], None], strict=True):
        value = line[here.end() : after.start() if after else len(line)]
        _take(here.lastgroup or "", value, facts, last)
    rest = low[: found[0].start()]
    _bare_day(rest, facts, last)
    left = _TIME.sub("", _DAY.sub("", rest)).strip(" []【】()（）|｜,，·")
    if left and not facts.source and _OUTLET.fullmatch(left):
        facts.take(source=line[: len(rest)].strip().split(" ")[0] if " " not in left else "")
    return len(left) <= 20 and not is_sentence(line)


def _take(key: str, value: str, facts: Facts, last: dt.date) -> None:
    if key == "date":
        _bare_day(value, facts, last)
        return
    _bare_day(value, facts, last)
    text = _TIME.sub("", _DAY.sub("", value))
    text = _CUT.split(text.strip(" \t,，;；|｜"))[0].strip(" []【】()（）,，;；|｜、。")
    if key == "source":
        facts.take(source=_shorter(text))
    elif key == "author":
        facts.take(author=names_in(text))


def _shorter(text: str) -> str:
    """A source ends where the next piece of the bar begins."""
    words = text.split(" ")
    return (words[0] if len(words) > 1 and _OUTLET.fullmatch(fold(words[0])) else text)[:100]


def _bare_day(text: str, facts: Facts, last: dt.date) -> None:
    if facts.published_on is None and (day := day_in(fold(text))) and day <= last:
        facts.published_on = day


def names_in(text: str) -> str:
    """Return names separated by 、 from what stands behind "author:"."""
    parts = [part for part in re.split(r"[\s、，,;；/|]+", text.strip()) if part]
    return "、".join(part for part in parts if len(part) <= 30)[:100]


def bar(line: str, facts: Facts, last: dt.date) -> bool:
    """Read a line such as `政务监督 某某网 2017-04-26`: short words and a date; tell whether it is one."""
    low = fold(line)
    if len(low) > 80 or is_sentence(low) or not _DAY.search(low) or re.search(r"[，。；]", low):
        return False
    rest = _TIME.sub(" ", _DAY.sub(" ", low))
    if any(len(word) > 20 for word in rest.split()) or _is_spoken(low):
        return False
    _bare_day(low, facts, last)
    words = [word.strip(" |｜[]【】()（）:：") for word in _TIME.sub(" ", _DAY.sub(" ", line)).split()]
    outlets = [word for word in words if _OUTLET.fullmatch(fold(word))]
    issue = _ISSUE.search(low)
    facts.take(outlet=line[issue.start(1) : issue.end(1)] if issue else outlets[-1] if outlets else "")
    people = [word for word in words if word not in outlets and is_name(word)]
    facts.take(author="、".join(people[-2:]) if people and len(words) <= 4 else "")
    return True


def _is_spoken(low: str) -> bool:
    """Tell whether the date is part of a phrase, such as `关于7月1日活动的通知`: then the line is a title."""
    for day in _DAY.finditer(low):
        before, after = _WORD_BEFORE.search(low[: day.start()]), _WORD_AFTER.match(low[day.end() :])
        words = [found.group(1) for found in (before, after) if found]
        if any(len(word) > _SECTION and not _OUTLET.fullmatch(word) for word in words):
            return True
    return False


def is_of_meeting(lines: Sequence[str], place: int) -> bool:
    """Tell whether `时间：…` says when a meeting is: where it is or who comes stands close by."""
    near = [fold(line) for line in lines[max(place - 2, 0) : place + 3]]
    return bool(_WHEN.match(fold(lines[place]))) and any(_WHERE.match(line) for line in near)


def is_day(line: str) -> bool:
    """Tell whether the line is a date and nothing else, as it stands below a signature."""
    return bool(_DAY.fullmatch(fold(line).strip("（）() ")))


def is_name(word: str) -> bool:
    """Tell whether the word may be the name of a person (or of a writing group that is called like one)."""
    low = fold(word)
    if not _NAME.fullmatch(low) or low[0] not in _SURNAMES or _NOT_NAMES.fullmatch(low):
        return False
    return len(low) <= 3 or "·" in low


def is_author_line(line: str, facts: Facts) -> bool:
    """Read a line that holds names and nothing else, as they stand below titles; tell whether it is one."""
    low, words = fold(line).strip("（）()"), line.strip("（）()").split()
    if 1 <= len(words) <= 4 and all(is_name(word) for word in words):
        facts.take(author="、".join(words))
        return True
    if len(low) <= 24 and _WRITER_LINE.fullmatch(low):
        facts.take(author=names_in(_WRITERS.sub(" ", line)) or line.strip()[:100])
        return True
    return False


def byline(line: str, facts: Facts) -> None:
    """Read `（某某日报 通讯员 某某）` at the end of a text; the line stays."""
    found = _BYLINE.search(line)
    if not found:
        return
    inside, low = found.group(1), fold(found.group(1))
    writers = list(_WRITERS.finditer(low))
    if writers:
        ends = [*(one.start() for one in writers[1:]), len(inside)]
        names = [inside[one.end() : end] for one, end in zip(writers, ends, strict=True)]
        facts.take(author=names_in(" ".join(names)))
        before = inside[: writers[0].start()].strip(" ，,：:")
        facts.take(outlet=before if _OUTLET.fullmatch(fold(before)) else "")
    elif label := _FROM.match(low):
        facts.take(source=inside[label.end() :].strip(" :：《》")[:100])


def dateline(line: str, facts: Facts) -> None:
    """Read `某某社某地3月1日电（记者 某某）` at the beginning of a text; the line stays."""
    found = _DATELINE.match(fold(line))
    if found:
        facts.take(author=names_in(line[found.start(1) : found.end(1)]))


def without_site(title: str) -> str:
    """Return a page's title without the name of the site behind it."""
    while (found := _SITE.search(title)) and found.start() >= 6 and _SITE_WORD.search(fold(found.group(1))):
        title = title[: found.start()]
    return title.strip()


def without_author(title: str, facts: Facts) -> str:
    """Return a title without `_name` behind it, as paper mills write them."""
    head, mark, name = title.rpartition("_")
    if mark and is_name(name) and len(head) >= 6:
        facts.take(author=name)
        return head
    return title


def same(left: str, right: str) -> bool:
    """Tell whether two lines say the same but for punctuation and way of writing."""
    return letters(left) == letters(right) != ""


def letters(text: str) -> str:
    """Return the folded letters, signs and digits of the text."""
    return re.sub(r"[\W_]+", "", fold(text))
