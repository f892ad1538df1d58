"""The burden list as a page shows it, and as a file."""

import csv
import dataclasses
import io
import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from xuezuo.duties.queries.burden import Burden, Counts, LevelRow, Line
from xuezuo.kernel.periods import Period, PeriodKind

HEADS: Final = (
    *("月份", "要求方", "对象", "事项", "依据", "次数", "到期日"),
    *("必须或选做", "约束力", "本月到期", "一次活动可同时完成"),
)
KINDS: Final = {"required": "必须做", "optional": "选做", "read": "阅知"}
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a text


@dataclasses.dataclass(frozen=True, slots=True)
class LevelLines:
    """What one level asks in the month: what falls due, and what runs on."""

    name: str
    due: Sequence[Line]
    running: Sequence[Line]


def month_groups(found: Burden, month: int) -> list[LevelLines]:
    """Return the lines of a month (1 to 12), level by level."""
    names = {row.key: row.name for row in found.levels}
    grouped = itertools.groupby(found.months[month - 1], key=lambda line: line.level)
    return [_level(names.get(key, key), list(lines)) for key, lines in grouped]


def month_totals(found: Burden, month: int) -> list[tuple[LevelRow, Counts]]:
    """Return the levels, each with its counts of a month (1 to 12)."""
    return [(row, row.months[month - 1]) for row in found.levels]


def _level(name: str, lines: Sequence[Line]) -> LevelLines:
    return LevelLines(name, [line for line in lines if line.is_due], [line for line in lines if not line.is_due])


def month_named(text: str, fallback: Period) -> Period:
    """Return the month that `text` names, past or to come; else the fallback."""
    try:
        month = Period.parse(text)
    except ValueError:
        return fallback
    return month if month.kind is PeriodKind.MONTH and 1990 <= month.year <= 2100 else fallback


def as_csv(found: Burden) -> bytes:
    """Return the year as CSV, UTF-8 with a mark, so that spreadsheets read it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(_rows(found))
    return text.getvalue().encode("utf-8-sig")


def _rows(found: Burden) -> Iterable[list[str]]:
    names = {row.key: row.name for row in found.levels}
    for number, lines in enumerate(found.months, start=1):
        for line in lines:
            values = (
                f"{found.year}-{number:02}",
                names[line.level],
                line.whom,
                line.label,
                line.clause,
                line.often,
                line.until.isoformat(),
                KINDS[line.kind],
                line.force,
                "是" if line.is_due else "否",
                "、".join(line.also),
            )
            yield [f"'{value}" if value.startswith(FORMULA_STARTS) else value for value in values]
