"""The minutes book 会议记录本 of a unit: cover, table of contents, every meeting of some days in order."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xuezuo.life.queries.records import Decision, Record, Span
from xuezuo.life.sheets.meeting import chapter_title, minutes_blocks
from xuezuo.life.types import Progress, meeting_name
from xuezuo.platform.printing.document import Block, Chapter, Contents, Cover, Heading, Official, Table, Text, long_date


def minutes_book(unit_name: str, unit_kind: str, span: Span, records: Sequence[Record]) -> Official:
    """Return the book; `records` are the unit's held meetings of the days, oldest first."""
    kind = meeting_name(span.kind, unit_kind) if span.kind else "会议"
    days = f"{long_date(span.start)}至{long_date(span.last)}"
    cover = Cover(f"{unit_name}\n{kind}记录本", (days, f"共{len(records)}次"))
    blocks: tuple[Block, ...] = (Contents(), *_summary(days, records))
    for record in records:
        blocks += (Chapter(chapter_title(record), long_date(record.activity.occurred_on)), *minutes_blocks(record))
    return Official(f"{unit_name}{kind}记录本", blocks, cover=cover, foot=f"共{len(records)}次会议")


def _summary(days: str, records: Sequence[Record]) -> Iterator[Block]:
    """Say how many meetings of which kind there were, and how many people came."""
    if not records:
        yield Chapter("概况")
        yield Text(f"{days}没有召开会议的记录。")
        return
    yield Chapter("概况")
    yield Text(f"{days}，本书收录已召开的会议{len(records)}次。作废的记录不收录。")
    yield Heading("各类会议次数和出勤")
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.activity.get_kind_display(), []).append(record)
    rows = tuple((kind, str(len(held)), *_sums(held)) for kind, held in groups.items())
    yield Table(("类型", "次数", "应到人次", "实到人次", "请假人次"), rows, (5, 2, 3, 3, 3))
    decided = Counter(one.progress for record in records for one in _all_decisions(record))
    if decided:
        yield Heading("决议落实")
        yield Text("，".join(f"{label}{decided[label]}项" for label in Progress.labels if decided[label]) + "。")


def _sums(held: Sequence[Record]) -> tuple[str, str, str]:
    made = [record.activity for record in held]
    return (
        str(sum(one.expected_count for one in made)),
        str(sum(one.present_count for one in made)),
        str(sum(one.leave_count for one in made)),
    )


def _all_decisions(record: Record) -> Iterator[Decision]:
    yield from record.decisions
    for point in record.points:
        yield from point.decisions
