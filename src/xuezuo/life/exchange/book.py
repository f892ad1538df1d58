"""The XLSX workbook of deeds for people: sheet 活动 (one row a deed) and sheet 考勤 (one row a person and deed).

序号 ties the two sheets together within the file. 编号 is the deed's id; people leave it empty and the id is then made
from unit, kind, day and the place among such rows, so that the same file again is the same deeds. 落实的要求 holds the
ids of the asks that the deed names; empty says nothing about them, as in JSON Lines, and `无` says that it names none.
"""

import dataclasses
import datetime as dt
import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import python_calamine
import xlsxwriter

from xuezuo.life.deeds import TALK_KIND_PREFIX
from xuezuo.life.exchange.export import Deed
from xuezuo.life.exchange.findings import Finding, Report
from xuezuo.life.exchange.lines import DeedLine, Reader
from xuezuo.life.types import ActivityKind, AttendanceStatus, TalkPair, meeting_name, meeting_names

ACTIVITIES: Final = "活动"
PEOPLE: Final = "考勤"
COLUMNS: Final = (
    "序号",
    "类型",
    "组织代码",
    "日期",
    "时长（分钟）",
    "包含内容",
    "主讲人编号",
    "主题",
    "登记日期",
    "地点",
    "主讲人（系统外）",
    "落实的要求",
    "编号",
)
REQUIRED: Final = ("序号", "类型", "组织代码", "日期")
PEOPLE_COLUMNS: Final = ("序号", "党员编号", "出勤", "请假事由")
_FIELDS: Final = dict(
    zip(
        COLUMNS[1:],
        [
            "kind",
            "unit",
            "date",
            "minutes",
            "parts",
            "lecturer",
            "topic",
            "recorded_on",
            "place",
            "lecturer_note",
            "asks",
            "id",
        ],
        strict=True,
    )
)
_COLUMN_OF_FIELD: Final = {field: column for column, field in _FIELDS.items()} | {"attendance": "序号"}
_PEOPLE_FIELDS: Final = {"member": "党员编号", "status": "出勤", "reason": "请假事由"}
_PLACE: Final = re.compile(r"attendance(?:\[(\d+)\](?:\.(\w+))?)?")
TALKS: Final = {TALK_KIND_PREFIX + value: f"谈心谈话（{label}）" for value, label in TalkPair.choices}
KIND_WORDS: Final = meeting_names() | {word: value for value, word in TALKS.items()}
STATUS_WORDS: Final = {label: value for value, label in AttendanceStatus.choices}
WORD_OF_STATUS: Final = dict(AttendanceStatus.choices)
_SPACE: Final = uuid.UUID("6f5d5d52-6a5c-4d0e-9d0e-5c6b1f0f7a11")  # of ids made from rows without one
_WIDTH: Final = 16
NONE: Final = "无"
_HELP: Final = (
    "填写说明：带 * 的列必填。类型、包含内容用中文名称，包含内容可填多项，用“、”分开。",
    "考勤表用“序号”对应活动表的行。应到名单按活动当天的组织关系确定，名单中没有列出的党员记为缺席。",
    "落实的要求填写专项要求的编号，多项用“、”分开；不填表示不改动，填“无”表示没有。",
    "不在应到名单中的党员列为列席，不计入应到和实到。编号由系统生成，填写时请留空。",
)
_OTHERS: Final = "党委的会议写党员大会、党委会议，总支的写总支党员大会、总支委员会会议；都写成支部的名称也能识别。"


def read(path: Path, reader: Reader) -> Iterator[DeedLine]:
    """Give the deeds of the workbook; faults go to the reader's report with sheet and row as Excel shows them."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.CalamineError:
        reader.report.add("file_unreadable", ("", 0, ""), reason="不是 XLSX 工作簿，或文件已损坏")
        return
    for name in {ACTIVITIES, PEOPLE} - set(book.sheet_names):
        reader.report.add("sheet_missing", (name, 0, ""), sheet=name)
    if reader.report.errors:
        return
    people = _people(book.get_sheet_by_name(PEOPLE), reader)
    known: dict[str, int] = {}
    made: Counter[tuple[object, ...]] = Counter()
    for row, cells in _rows(book.get_sheet_by_name(ACTIVITIES), ACTIVITIES, REQUIRED, reader):
        number = _word(cells.get("序号"))
        if number in known:
            reader.fault("number_duplicate", row, "序号", number, other=known[number])
        known[number] = row
        reader.report.rows += 1
        entries = people.pop(number, [])
        reader.places.update({(row, place): int(str(entry["row"])) for place, entry in enumerate(entries)})
        yield reader.deed(row, _found(cells, entries, made))
    for entries in people.values():
        for entry in entries:
            reader.report.add("activity_unknown", (PEOPLE, int(str(entry["row"])), "序号"))


def name_cells(report: Report, places: Mapping[tuple[int, int], int]) -> None:
    """Say where the findings are in the words of the workbook: sheet, row and column as Excel shows them."""
    report.findings = [_named(finding, places) for finding in report.findings]


def _named(finding: Finding, places: Mapping[tuple[int, int], int]) -> Finding:
    place = _PLACE.fullmatch(finding.column)
    if place and place[1]:
        row, column = places[finding.row, int(place[1])], _PEOPLE_FIELDS.get(place[2] or "", "")
        return dataclasses.replace(finding, sheet=PEOPLE, row=row, column=column)
    field = finding.column.partition("[")[0]
    return dataclasses.replace(finding, column=_COLUMN_OF_FIELD.get(field, finding.column))


def _people(sheet: python_calamine.CalamineSheet, reader: Reader) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row, cells in _rows(sheet, PEOPLE, PEOPLE_COLUMNS[:3], reader):
        status = _word(cells.get("出勤"))
        entry = {"member": _word(cells.get("党员编号")), "status": STATUS_WORDS.get(status, status), "row": row}
        found[_word(cells.get("序号"))].append({**entry, "reason": _word(cells.get("请假事由"))})
    return found


def _rows(
    sheet: python_calamine.CalamineSheet, name: str, required: Sequence[str], reader: Reader
) -> Iterator[tuple[int, dict[str, object]]]:
    rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    header: list[str] = []
    for row, cells in rows:
        words = [_word(cell).rstrip("*").strip() for cell in cells]
        if not header and required[0] in words:
            header = words
            for column in set(required) - set(header):
                reader.report.add("column_missing", (name, row, column), column=column)
        elif header and any(words):
            yield row, dict(zip(header, cells, strict=False))
    if not header:
        reader.report.add("column_missing", (name, 0, required[0]), column=required[0])


def _found(
    cells: dict[str, object], people: list[dict[str, object]], made: Counter[tuple[object, ...]]
) -> dict[str, object]:
    found: dict[str, object] = {field: _word(cells.get(column)) for column, field in _FIELDS.items()}
    found["kind"] = KIND_WORDS.get(str(found["kind"]), found["kind"])
    found["parts"] = [KIND_WORDS.get(word, word) for word in _words(found["parts"])]
    found["asks"] = [] if found["asks"] == NONE else _words(found["asks"]) or None
    found["minutes"] = _number(cells.get("时长（分钟）"))
    if not found["id"]:
        key = (found["unit"], found["kind"], found["date"])
        made[key] += 1
        found["id"] = str(uuid.uuid5(_SPACE, f"{key}{made[key]}"))
    return {**found, "attendance": [{name: entry[name] for name in entry if name != "row"} for entry in people]}


def _words(said: object) -> list[str]:
    words = str(said).replace("，", "、").replace(",", "、").split("、")
    return [word.strip() for word in words if word.strip()]


def _word(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def _number(cell: object) -> object:
    text = _word(cell)
    return int(text) if text.isdecimal() else text or None


def write(path: Path, deeds: Iterable[Deed]) -> int:
    """Write the deeds as a workbook in constant memory; without deeds it is the template. Returns how many."""
    count = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)})  # the same deeds, the same bytes
        sheet, people, text = book.add_worksheet(ACTIVITIES), book.add_worksheet(PEOPLE), book.add_format()
        text.set_num_format("@")
        _head(sheet, COLUMNS, REQUIRED, text)
        _head(people, PEOPLE_COLUMNS, PEOPLE_COLUMNS[:3], text)
        place = 0
        for count, deed in enumerate(deeds, start=1):
            sheet.write_row(count, 0, _cells(count, deed))
            for person in deed.attendance:
                place += 1
                status = WORD_OF_STATUS[person["status"]]
                people.write_row(place, 0, [str(count), person["member"], status, person.get("reason", "")])
        guide = book.add_worksheet("说明")
        for row, words in enumerate((*_HELP, "类型：" + "、".join((*ActivityKind.labels, *TALKS.values())), _OTHERS)):
            guide.write_string(row, 0, words)
    return count


def _head(sheet: xlsxwriter.worksheet.Worksheet, columns: Sequence[str], required: Sequence[str], text: object) -> None:
    sheet.set_column(0, len(columns) - 1, _WIDTH, text)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [column + "*" if column in required else column for column in columns])


def _kind(deed: Deed, kind: str) -> str:
    return TALKS.get(kind) or meeting_name(kind, deed.unit_kind)


def _cells(count: int, deed: Deed) -> list[object]:
    said = (str(count), _kind(deed, deed.kind), deed.unit, deed.date.isoformat(), deed.minutes)
    parts = "、".join(_kind(deed, part) for part in deed.parts)
    more = (parts, deed.lecturer or "", deed.topic, deed.recorded_on.isoformat(), deed.place, deed.lecturer_note)
    return ["" if cell is None else cell for cell in (*said, *more, "、".join(deed.asks), str(deed.id))]
