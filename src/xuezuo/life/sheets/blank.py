"""Paper first: the agenda and the sign-in sheet of a meeting, to be filled in by hand, with a code that leads back."""

from collections.abc import Sequence

from xuezuo.life.queries.records import Point, Record
from xuezuo.life.sheets.words import headline, when
from xuezuo.life.types import RosterRow
from xuezuo.platform.printing.codes import back_corner
from xuezuo.platform.printing.document import Block, Official, Table, Text

GUEST_LINES, ROW = 5, 26  # empty lines for guests; height of a line in points
LEAST_NOTES, MOST_NOTES, ALL_NOTES = 72, 130, 480  # room for notes beside a point and on the whole page, in points


def agenda_sheet(record: Record, back: str) -> Official:
    """Return the agenda with room for notes; `back` is the address of the meeting's page."""
    rows = tuple(
        (str(place), _title(point), point.presenter, f"{point.minutes}分钟" if point.minutes else "", "")
        for place, point in enumerate(record.points, start=1)
    )
    rows = rows or tuple((str(place), "", "", "", "") for place in range(1, 7))
    tall = max(LEAST_NOTES, min(MOST_NOTES, ALL_NOTES // len(rows)))
    table = Table(("序号", "议题", "汇报人", "时长", "记要"), rows, (2, 8, 3, 3, 9), tall=tall)
    title = f"{record.unit_name}\n{record.activity.get_kind_display()}议程"
    return Official(title, (*_head(record), table), corner=back_corner(back, "会后扫码，填写议题、记录和决议"))


def _title(point: Point) -> str:
    kind = f"（{point.kind}）" if point.kind else ""
    return f"{point.title}{kind}\n{point.about}".strip()


def sign_in_sheet(record: Record, roster: Sequence[RosterRow], back: str) -> Official:
    """Return the sheet to sign, with the roster of the day; `back` is the address where it is entered afterwards."""
    rows = tuple((str(place), row.name, "", "") for place, row in enumerate(roster, start=1))
    expected = Table(("序号", "姓名", "签名", "请假事由"), rows, (2, 5, 7, 7), tall=ROW)
    guests = Table(("列席人员", "单位", "签名"), (("", "", ""),) * GUEST_LINES, (5, 9, 7), tall=ROW)
    title = f"{record.unit_name}\n{record.activity.get_kind_display()}签到表"
    blocks = (*_head(record), Text(f"{len(roster)}人", label="应到：", indent=False), expected, guests)
    return Official(title, blocks, corner=back_corner(back, "会后扫码，按签到表补录出勤"))


def _head(record: Record) -> tuple[Block, ...]:
    activity = record.activity
    lines = {"时间：": when(activity), "地点：": activity.place, "内容：": headline(activity)}
    return tuple(Text(text, label=label, indent=False) for label, text in lines.items() if text)
