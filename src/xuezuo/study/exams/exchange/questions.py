"""Questions in files: one row a question."""

import dataclasses
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from xuezuo.kernel.text import squeeze
from xuezuo.study.exams.exchange.answers import KINDS, KeyFault, read_key
from xuezuo.study.exams.exchange.findings import Report
from xuezuo.study.exams.exchange.table import Layout, TableRow, read
from xuezuo.study.exams.types import CHOICES, LETTERS, QuestionKind, QuestionText, key_text

OPTIONS: Final = tuple(f"选项{letter}" for letter in LETTERS)
LAYOUT: Final = Layout(
    "题目",
    ("题号", "题型", "题干", *OPTIONS, "答案", "解析", "知识点", "出处", "停用"),
    ("题号", "题型", "题干", "答案"),
)
LONGEST: Final = {"题号": 40, "题干": 2000, "解析": 2000, "知识点": 60, "出处": 200, "答案": 2000} | dict.fromkeys(
    OPTIONS, 300
)
GUIDE: Final = (
    "带 * 的列必填。题号在一个题库中不能重复。",
    "再次导入时按题号找到原题：内容相同则不变，内容不同则成为新版本，已用旧版本的试卷不受影响。",
    "题型：" + "、".join(QuestionKind.labels) + "。",
    "单选题、多选题：从选项A起连续填写，答案填字母，如 A 或 ACD。",
    "判断题：选项留空，答案填“对”或“错”。",
    "填空题：题干中每个空用 ____ 表示；几个空的答案用“；”分开，同一空的几种写法用“|”分开，如：七|7；党章。",
    "评阅填空题时不区分全角半角、大小写、空格、简体繁体。",
    "简答题：答案填参考答案，由人工评阅。",
    "停用：填“是”则不再用于新的试卷；已停用的题在系统中恢复。",
)


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as a file says it."""

    row: int
    number: str
    kind: str
    topic: str
    text: QuestionText
    is_retired: bool
    sheet: str = ""


def lines(path: Path, report: Report) -> list[QuestionLine]:
    """Return the questions of the file that are free of faults; every fault goes to the report."""
    found: list[QuestionLine] = []
    numbers: dict[str, int] = {}
    stems: dict[str, int] = {}
    for row in read(path, LAYOUT, report):
        line = _line(row, report)
        number = squeeze(row["题号"])
        if number in numbers:
            report.add("number_duplicate", row.at("题号"), number, other=numbers[number])
        numbers.setdefault(number, row.number)
        if line is None:
            continue
        if line.text.stem in stems:
            report.add("stem_repeated", row.at("题干"), line.text.stem, other=stems[line.text.stem])
        stems.setdefault(line.text.stem, row.number)
        found.append(line)
    return found


def _line(row: TableRow, report: Report) -> QuestionLine | None:
    before = len(report.findings)
    _check_cells(row, report)
    kind = KINDS.get(row["题型"], "")
    if row["题型"] and not kind:
        report.add("kind_unknown", row.at("题型"), row["题型"], kinds="、".join(QuestionKind.labels))
    options = _options(row, kind, report)
    if any(one.level == "error" for one in report.findings[before:]):
        return None
    try:
        key = read_key(kind, row["答案"], options, row["题干"])
    except KeyFault as fault:
        report.add(fault.code, row.at("答案"), row["答案"], **fault.params)
        return None
    text = QuestionText(prose(row["题干"]), options, tuple(key), prose(row["解析"]), squeeze(row["出处"]))
    return QuestionLine(
        row.number, squeeze(row["题号"]), kind, squeeze(row["知识点"]), text, bool(row["停用"]), row.sheet
    )


def _check_cells(row: TableRow, report: Report) -> None:
    for column in LAYOUT.required:
        if not row[column]:
            report.add("value_missing", row.at(column))
    for column, longest in LONGEST.items():
        if len(row[column]) > longest:
            report.add("value_too_long", row.at(column), row[column], longest=longest)
    if row["停用"] not in ("", "是"):
        report.add("retired_unknown", row.at("停用"), row["停用"])


def _options(row: TableRow, kind: str, report: Report) -> tuple[str, ...]:
    given = [squeeze(row[column]) for column in OPTIONS]
    if kind not in CHOICES:
        if kind and any(given):
            report.add("options_not_needed", row.at("选项A"), given[0])
        return ()
    options = tuple(option for option in given if option)
    if len(options) < 2:
        report.add("options_few", row.at("选项A"))
    elif any(given[len(options) :]):
        report.add("options_gap", row.at(OPTIONS[given.index("")]))
    elif len(set(options)) < len(options):
        report.add("option_repeated", row.at("选项A"))
    return options


def prose(text: str) -> str:
    """Return text of several lines without stray blanks at the ends of lines; its characters stay as they are."""
    return re.sub(r"[ \t]*\r?\n[ \t]*", "\n", text).strip()


def cells(line: QuestionLine) -> list[str]:
    """Return the row that says this question."""
    options = [*line.text.options, *[""] * (len(OPTIONS) - len(line.text.options))]
    said = [key_text(line.kind, line.text.key), line.text.explanation, line.topic, line.text.source]
    head = [line.number, QuestionKind(line.kind).label, line.text.stem]
    return [*head, *options, *said, "是" if line.is_retired else ""]


def in_order(found: Iterable[QuestionLine]) -> list[QuestionLine]:
    """Return questions by number as people count: 2 before 10."""
    return sorted(found, key=lambda line: (number_order(line.number), line.number))


def number_order(number: str) -> list[tuple[int, int, str]]:
    """Return by what a question number is ordered.

    >>> sorted(["10", "2", "甲10", "甲9"], key=number_order)
    ['2', '10', '甲9', '甲10']
    """
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", number) if part]
