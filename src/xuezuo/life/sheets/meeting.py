"""Notice and minutes of one meeting."""

import datetime as dt
from collections.abc import Iterator

from xuezuo.kernel.clock import civil_date
from xuezuo.life.queries.detail import usual_notice
from xuezuo.life.queries.records import Decision, Point, Record
from xuezuo.life.sheets.procedure import procedure_blocks
from xuezuo.life.sheets.words import counts, day_words, headline, when
from xuezuo.life.types import ActivityKind, State, verb
from xuezuo.platform.printing.document import Block, Heading, Level, Official, Signed, Text, long_date

_USUAL = "请准时参加；因故不能参加的，请提前请假。"
_ADDRESSED = {ActivityKind.COMMITTEE_MEETING: "各位委员", ActivityKind.THEORY_GROUP: "理论学习中心组各位成员"}


def notice_sheet(record: Record, on: dt.date) -> Official:
    """Return the notice 会议通知; it bears the day on which it went out, without one the civil day `on`.

    Where none went out before the meeting, it bears the day of the meeting at the latest.
    """
    activity = record.activity
    deed = f"{verb(activity.kind)}{activity.get_kind_display()}"
    called = civil_date(activity.called_at) if activity.called_at else min(on, activity.occurred_on)
    opening = f"{record.unit_name}定于{day_words(activity.occurred_on)}{deed}，现将有关事项通知如下。"
    return Official(
        title=f"{record.unit_name}\n关于{deed}的通知",
        blocks=(Text(opening), *_facts(record)),
        addressee=_ADDRESSED.get(ActivityKind(activity.kind), "全体党员"),
        signed=Signed(record.unit_name, called),
        foot="会议已取消" if activity.state == State.VOID else "",
    )


def _facts(record: Record) -> Iterator[Block]:
    activity = record.activity
    yield Heading("时间")
    yield Text(when(activity))
    for head, text in (("地点", activity.place), ("主题", activity.topic), ("主讲人", record.lecturer)):
        if text:
            yield Heading(head)
            yield Text(text)
    if record.points:
        yield Heading("议题")
        for point in record.points:
            yield Heading(f"{point.title}{_by(point)}", Level.THIRD)
            if point.about:
                yield Text(point.about)
    yield Heading("有关要求")
    own = activity.notice.strip()
    yield Text(own if own and own != usual_notice(activity) else _USUAL)


def _by(point: Point) -> str:
    about = [point.kind, point.presenter, f"{point.minutes}分钟" if point.minutes else ""]
    words = "，".join(one for one in about if one)
    return f"（{words}）" if words else ""


def minutes_sheet(record: Record) -> Official:
    """Return the minutes 会议记录 of a held meeting, as far as the asker may read them."""
    activity = record.activity
    title = f"{record.unit_name}\n{activity.get_kind_display()}记录"
    signatures = Text("主持人（签字）：　　　　　　　记录人（签字）：", indent=False)
    return Official(title, (*minutes_blocks(record), Text("", indent=False), signatures), foot=_version(record))


def _version(record: Record) -> str:
    activity = record.activity
    state = "" if activity.state == State.CONFIRMED else f"（{State(activity.state).label}）"
    return f"记录第{activity.version}版{state}"


def minutes_blocks(record: Record) -> Iterator[Block]:
    """Yield what the minutes of one meeting consist of; the book has the same under a chapter."""
    yield from _about(record)
    yield from _came(record)
    if record.points:
        yield Heading("议题")
        for point in record.points:
            yield from _discussed(point)
    if record.text:
        yield Heading("会议记录")
        yield Text(record.text)
    elif not record.reads:
        yield Text("会议记录由参加会议的党员和有关组织负责人查看。")
    if record.decisions:
        yield Heading("其他决议" if record.points else "决议")
        yield from map(_decided, record.decisions)
    if record.preparation:
        yield from procedure_blocks(record.preparation)
    for title, lines in record.panels:
        yield Heading(title)
        yield from (Text(line) for line in lines)
    yield from _afterwards(record)


def _about(record: Record) -> Iterator[Block]:
    activity = record.activity
    yield Text(when(activity), label="时间：")
    facts = {"地点：": activity.place, "主题：": activity.topic, "主讲人：": record.lecturer}
    if record.parts:
        facts["包含内容："] = "、".join(record.parts)
    yield from (Text(text, label=label) for label, text in facts.items() if text)
    if activity.recorded_on and activity.is_late_entry:
        yield Text(f"{long_date(activity.recorded_on)}补录", label="登记：")
    if activity.state == State.HELD:
        yield Text("尚未确认，确认后计入落实情况。", label="状态：")


def _came(record: Record) -> Iterator[Block]:
    yield Text(counts(record.activity), label="出勤：")
    people = record.people
    named = {"出席：": people.present, "请假：": people.leave, "缺席：": people.absent, "列席：": people.guests}
    yield from (Text("、".join(names), label=label) for label, names in named.items() if names)


def _discussed(point: Point) -> Iterator[Block]:
    yield Heading(point.title, Level.SECOND)
    about = f"{point.kind}。" if point.kind else ""
    about += f"汇报人：{point.presenter}。" if point.presenter else ""
    yield Text(f"{about}结果：{point.outcome}。")
    if point.text:
        yield Text(point.text)
    yield from map(_decided, point.decisions)


def _decided(one: Decision) -> Text:
    about = [f"责任人：{one.owner}" if one.owner else "", f"时限：{long_date(one.due_on)}" if one.due_on else ""]
    came = one.progress + (f"（{long_date(one.done_on)}）" if one.done_on else "")
    about.append(f"落实情况：{came}{f'，{one.note.rstrip("。")}' if one.note else ''}")
    return Text(f"{one.text.rstrip('。')}。{'；'.join(part for part in about if part)}。", label="决议：")


def _afterwards(record: Record) -> Iterator[Block]:
    if record.corrections:
        yield Heading("更正")
        for one in record.corrections:
            yield Text(f"{long_date(one.on)}{one.what}，原因：{one.reason}。")
    if record.said:
        yield Heading("对会议记录的意见")
        for comment in record.said:
            answer = f"答复：{comment.answer}" if comment.answer else ""
            yield Text(f"{comment.text}　{answer}".rstrip(), label=f"{comment.name}：")


def chapter_title(record: Record) -> str:
    """Return the title under which the meeting stands in a book."""
    return headline(record.activity)
