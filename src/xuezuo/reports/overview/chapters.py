"""The chapters of an overview: which sentences are said, and which are left out because there is nothing to say."""

from collections.abc import Callable

from xuezuo.duties.queries.asks import of_members, of_units
from xuezuo.duties.queries.choices import unit_duties
from xuezuo.duties.types import AskDuty
from xuezuo.life.types import ActivityKind
from xuezuo.org.queries.tree import unit_labels
from xuezuo.reports.overview.text import Chapter, Overview, Paragraph, Sentence, Writer, joined
from xuezuo.reports.queries.choices import Asked, cut_off
from xuezuo.reports.queries.counts import Counts, Need, count
from xuezuo.reports.types import Rollup, Scope
from xuezuo.rules.types import Duty

type Write = Callable[[Writer, Rollup], tuple[Paragraph, ...]]


def overview(scope: Scope, asked: Asked) -> Overview:
    """Count and write the overview of a unit and period; the caller has checked that the asker may see the unit.

    Equal input gives equal text: nothing depends on the clock but the cut-off day that was passed in.
    """
    return written(count(scope, Need.EXTRA), asked)


def written(counts: Counts, asked: Asked) -> Overview:
    """Write the overview from counts that hold the extra figures."""
    result = counts.rollup
    words = {
        "unit": result.name,
        "period": asked.label,
        "last_day": f"{asked.last_day.year}年{asked.last_day.month}月{asked.last_day.day}日",
        "cut_off": cut_off(asked.today, counts.at),
        "held": asked.held.label,
    }
    writer = Writer(result.figures | counts.extra, words)
    chapters = tuple(Chapter(title, write(writer, result)) for title, write in CHAPTERS)
    kept = tuple(chapter for chapter in chapters if chapter.paragraphs)
    title = f"{result.name}{asked.label}组织生活综述"
    return Overview(title, result.name, result.code, asked, kept, writer.figures())


def _organizations(writer: Writer, _: Rollup) -> tuple[Paragraph, ...]:
    said = [writer.say("截至{=last_day}，{=unit}及下级共有党组织{units}个，其中党支部{branches}个；党员{members}人。")]
    return (Paragraph(tuple(said)), *_changes(writer))


def _changes(writer: Writer) -> tuple[Paragraph, ...]:
    said = [
        writer.say(template)
        for key, template in (
            ("tree.founded", "新设立组织{tree.founded}个"),
            ("tree.ended", "撤销组织{tree.ended}个"),
            ("tree.moved", "调整隶属关系{tree.moved}次"),
            ("tree.renamed", "更名{tree.renamed}次"),
        )
        if writer.number(key)
    ]
    return (Paragraph((joined(said),), "组织变动"),) if said else ()


def _study(writer: Writer, _: Rollup) -> tuple[Paragraph, ...]:
    if not writer.number("deeds"):
        return (Paragraph((writer.say("统计期内没有已确认的组织生活记录（{deeds}场）。"),)),)
    kinds = [kind.value for kind in ActivityKind if writer.number(f"meetings.{kind.value}")]
    listed = [writer.say(f"{{=kind}}{{meetings.{kind}}}场", kind=str(ActivityKind(kind).label)) for kind in kinds]
    total = writer.say("{=period}，共开展组织生活{deeds}场。按内容分（一场可以包含几项）：")
    paragraphs = [Paragraph((total, joined(listed)))]
    if writer.number("attendance.expected"):
        people = writer.say(
            "各场应到{attendance.expected}人次，实到{attendance.present}人次，出席率{attendance.rate}。"
        )
        paragraphs.append(Paragraph((people,), "出席"))
    if writer.number("talks"):
        paragraphs.append(Paragraph((writer.say("登记谈心谈话{talks}次。"),), "谈心谈话"))
    if writer.number("resolutions"):
        told = writer.say("各次会议作出决议{resolutions}项，已办结{resolutions.done}项，办结率{resolutions.rate}。")
        late = (writer.say("超期未办结{resolutions.overdue}项。"),) if writer.number("resolutions.overdue") else ()
        paragraphs.append(Paragraph((told, *late), "决议落实"))
    return tuple(paragraphs)


def _example(writer: Writer, _: Rollup) -> tuple[Paragraph, ...]:
    if not writer.number("meetings.lecture"):
        return (Paragraph((writer.say("统计期内没有已确认的党课（{meetings.lecture}场）。"),)),)
    said = (
        writer.say("共讲党课{meetings.lecture}场。"),
        writer.say("其中书记、副书记讲{lectures.by_secretary}场，委员讲{lectures.by_committee}场，"),
        writer.say("其他人员讲或者没有登记主讲人的{lectures.by_other}场。"),
    )
    return (Paragraph(said),)


def _review(writer: Writer, _: Rollup) -> tuple[Paragraph, ...]:
    found = (
        ("民主评议", _evaluated(writer)),
        ("问题整改", _put_right(writer)),
        ("专项评估", _asked_in_secret(writer)),
    )
    return tuple(Paragraph(said, heading) for heading, said in found if said)


def _evaluated(writer: Writer) -> tuple[Sentence, ...]:
    if not writer.number("evaluation.evaluated"):
        return ()
    said = writer.say("共评议党员{evaluation.evaluated}名。")
    if not writer.number("evaluation.told"):
        return said, writer.say("人数少，不分列等次。")
    graded = writer.say(
        "分列等次的{evaluation.told}名中，优秀{evaluation.excellent}名、合格{evaluation.qualified}名、"
        "基本合格{evaluation.nearly}名、不合格{evaluation.unqualified}名；"
        "合格及以上{evaluation.good}名，占{evaluation.good_rate}。"
    )
    return said, graded


def _put_right(writer: Writer) -> tuple[Sentence, ...]:
    if not writer.number("problems"):
        return ()
    said = writer.say("责任报告和述职评议列出问题{problems}个，已整改{problems.done}个，整改率{problems.rate}。")
    late = (writer.say("超期未整改{problems.overdue}个。"),) if writer.number("problems.overdue") else ()
    return said, *late


def _asked_in_secret(writer: Writer) -> tuple[Sentence, ...]:
    if not writer.number("assessments.surveys"):
        return ()
    said = "结束无记名问卷{assessments.surveys}份，请{assessments.asked}人次填写，收回{assessments.returned}张。"
    return (writer.say(said),)


def _coverage(writer: Writer, result: Rollup) -> tuple[Paragraph, ...]:
    """Say of every duty of units how many were bound, how many met it, and the rate with both numbers.

    After the standing duties come those that were asked for a time (campaigns, plans, prompts), of members last: one
    member and one period count once, and nobody is named.
    """
    return tuple(
        Paragraph(_covered(writer, duty), duty.label)
        for duty in (*unit_duties(), *of_units(result.asks), *of_members(result.asks))
        if writer.is_known(f"coverage.{duty.id}")
    )


def _covered(writer: Writer, duty: Duty) -> tuple[Sentence, ...]:
    name = duty.id
    said = [writer.say(f"应落实{{bound.{name}}}个次，已落实{{done.{name}}}个次，落实率{{coverage.{name}}}。")]
    if isinstance(duty, AskDuty):
        whom = "布置，由党员个人落实，每人每期计一个次。" if of_members([duty]) else "布置。"
        said.insert(0, writer.say(f"{{=document}}{whom}", document=duty.versions[0].clause.citation))
    else:
        said.append(
            writer.say(f"受此约束的组织{{subjects.{name}.bound}}个，各期都落实的{{subjects.{name}.complete}}个。")
        )
    if writer.number(f"duties.{name}.met_late"):
        said.append(writer.say(f"已落实中迟报{{duties.{name}.met_late}}个次。"))
    if writer.number(f"duties.{name}.exempt"):
        said.append(writer.say(f"另有{{duties.{name}.exempt}}个次不适用。"))
    return tuple(said)


def _missing(writer: Writer, result: Rollup) -> tuple[Paragraph, ...]:
    return (*_standing_missing(writer, result), *_asked_missing(writer, result))


def _asked_missing(writer: Writer, result: Rollup) -> tuple[Paragraph, ...]:
    """Say what was asked for a time, is over and was not done; it is in no sum of the standing duties."""
    said = [
        writer.say(f"{{=duty}}{{duties.{ask.id}.missed}}个次", duty=ask.label)
        for ask in (*of_units(result.asks), *of_members(result.asks))
        if writer.number(f"duties.{ask.id}.missed")
    ]
    return (Paragraph((joined(said),), "另有专项布置到期未落实"),) if said else ()


def _standing_missing(writer: Writer, result: Rollup) -> tuple[Paragraph, ...]:
    if not writer.number("missed"):
        return (Paragraph((writer.say("统计期内没有到期未落实的要求（{missed}个次）。"),)),)
    kinds = [
        writer.say(
            f"{{=duty}}{{duties.{duty.id}.missed}}个次，涉及组织{{subjects.{duty.id}.missing}}个", duty=duty.label
        )
        for duty in unit_duties()
        if writer.number(f"duties.{duty.id}.missed")
    ]
    total = writer.say("到期未落实共{missed}个次：")
    paragraphs = [Paragraph((total, joined(kinds)), "按要求分")]
    units = _units_that_miss(writer, result)
    if units:
        paragraphs.append(Paragraph((joined(units),), "按下级组织分（按组织代码排列）"))
    return tuple(paragraphs)


def _units_that_miss(writer: Writer, result: Rollup) -> list[Sentence]:
    keys = [f"duties.{duty.id}.missed" for duty in unit_duties()]
    short = [child for child in result.children if any(child.figures[key] for key in keys)]
    labels = unit_labels({child.unit_id for child in short}, result.scope.last_day)
    return [
        writer.say_of(child.figures, (str(labels[child.unit_id].uid), child.name), "{=name}{missed}个次")
        for child in short
    ]


def _data(writer: Writer, _: Rollup) -> tuple[Paragraph, ...]:
    said = [
        writer.say("本文各项数字由系统内已确认的记录计算，{=held}归入，截至{=cut_off}。"),
        writer.say("其中补记的活动{deeds.late}场。"),
        writer.say("百分比保留两位小数，四舍五入；每个数字的定义和范围见附录。"),
    ]
    return (Paragraph(tuple(said)),)


CHAPTERS: tuple[tuple[str, Write], ...] = (
    ("组织和党员", _organizations),
    ("学习和会议", _study),
    ("带头讲党课", _example),
    ("评议和整改", _review),
    ("要求的落实", _coverage),
    ("尚未落实的", _missing),
    ("数据说明", _data),
)
