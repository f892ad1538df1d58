"""Yearly reports and half-year reviews of most units in the demonstration: some late, one returned, some missing."""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator
from typing import Final

from xuezuo.kernel.clock import SHANGHAI, civil_date
from xuezuo.org.models import Unit
from xuezuo.org.queries.people import committee_posts
from xuezuo.org.queries.tree import units_on
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM
from xuezuo.review.responsibility.models import Report, ReportVersion
from xuezuo.review.responsibility.services import reports
from xuezuo.review.responsibility.types import KEEPING_KINDS, ReportTexts, Span, spans_of

TOP: Final = "QH"
NO_YEAR: Final = ("QH0206", "QH0306", "QH0604")  # never handed in
NOT_HEARD: Final = ("QH0104", "QH0305", "QH0406", "QH0702", "QH0803")  # not given to the members' meeting
LATE: Final = ("QH0106", "QH0304", "QH0406", "QH0803")
RETURNED: Final = "QH0503"
HALVES: Final = ("QH01", "QH05")  # committees whose branches report about the half-year too
NO_HALF: Final = ("QH0104", "QH08")
DUE: Final = 14  # days after the period
DONE: Final = (
    "支部按计划开展学习和组织生活，书记带头讲党课；会议决定的事逐项有人负责，办完的在下次会上报告。",
    "组织党员学习党章和支部工作条例，联系群众分片包户，年老体弱的党员由专人送学上门。",
    "坚持主题党日和党小组会，围绕本单位的重点工作讨论办法；新转来的党员逐一谈心。",
    "抓学习、抓记录、抓服务：学习有题目，会议有记录，群众提的问题有答复。",
)
PROBLEMS: Final = (
    "个别会议记录过于简单，看不出讨论了什么。",
    "外出务工的党员参加活动少，联系不够经常。",
    "党课讲得多、讨论少，与本职工作结合不紧。",
    "有的决定议而未办，没有在会上说明原因。",
)
PLANS: Final = (
    "会后三日内整理记录，由另一名委员核对。",
    "建立外出党员联系表，每季度联系一次并补学。",
    "党课留出一半时间讨论，题目提前征求党员意见。",
    "逐项列出未办的决定，每次会议先报告进度。",
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Course:
    """How a unit's report went: handed in, answered, heard; days after the period, None = it never was."""

    handed_in: int
    answered: int | None
    heard: int | None = None


def report_year(chance: random.Random, year: int) -> None:
    """Call for the yearly reports and hand in those of most units."""
    span = spans_of(year)[-1]
    for home in _units(span):
        _call(home, span)
    for home in _units(span):
        if home.code not in (TOP, *NO_YEAR) and _has_secretary(home, span):
            handed = DUE + 3 if home.code in LATE else chance.randrange(7, DUE)
            heard = None if home.code in NOT_HEARD or home.kind != "branch" else chance.randrange(DUE + 4, DUE + 9)
            _report(chance, home, span, _Course(handed, DUE + 4 if chance.random() < 0.85 else None, heard))


def report_half(chance: random.Random, span: Span, today: dt.date, skip: tuple[str, ...]) -> None:
    """Hand in the half-year reviews of the committees, and of the branches of some; `skip` = told elsewhere."""
    days = (today - span.end).days
    for home in _units(span):
        above = home.code[:-2]
        if home.code in (*HALVES, TOP) and home.code not in skip:
            _call(home, span)
        if home.code in (TOP, *NO_HALF, *skip) or above not in (TOP, *HALVES):
            continue
        handed = DUE + 6 if home.code in LATE else chance.randrange(3, DUE)
        if handed <= days:
            answered = DUE + 8 if chance.random() < 0.8 and days >= DUE + 8 else None
            _report(chance, home, span, _Course(handed, answered))


def _units(span: Span) -> Iterator[Unit]:
    """Yield the units that report, as they were after the period, by code."""
    yield from units_on(span.end).filter(kind__in=KEEPING_KINDS, is_temporary=False).order_by("code")


def _has_secretary(home: Unit, span: Span) -> bool:
    return committee_posts(home.pk, span.last_day).filter(kind=PostKind.SECRETARY).exists()


def _call(home: Unit, span: Span) -> None:
    if home.kind != "branch":
        due = span.end + dt.timedelta(days=DUE)
        note = "如实写问题，不要求配图和台账。"
        reports.call_make(actor=SYSTEM, unit_id=home.pk, span=span, due_on=due, note=note, at=_noon(span, -10))


def _noon(span: Span, days: int) -> dt.datetime:
    return dt.datetime.combine(span.end + dt.timedelta(days=days), dt.time(12), SHANGHAI)


def _report(chance: random.Random, home: Unit, span: Span, course: _Course) -> None:
    at = _noon(span, course.handed_in)
    report = reports.report_begin(actor=SYSTEM, unit_id=home.pk, span=span, at=at)
    version = ReportVersion.objects.get(report=report)
    number = chance.randrange(len(PROBLEMS))
    texts = ReportTexts(chance.choice(DONE), PROBLEMS[number], PLANS[number])
    reports.report_write(actor=SYSTEM, report=report, texts=texts, revision=version.revision, at=at)
    report = reports.report_hand_in(actor=SYSTEM, report=report, at=at)
    if home.code == RETURNED:
        report = _returned(report, texts, at)
    if course.answered is not None:
        answered = _noon(span, max(course.answered, course.handed_in + 3))
        report = reports.report_accept(actor=SYSTEM, report=report, at=answered)
    if course.heard is not None:
        heard = _noon(span, course.heard)
        reports.report_heard(actor=SYSTEM, report=report, on=civil_date(heard), at=heard)


def _returned(report: Report, texts: ReportTexts, at: dt.datetime) -> Report:
    """Send it back the day after, and hand in a second version."""
    at += dt.timedelta(days=1)
    report = reports.report_return(actor=SYSTEM, report=report, reason="问题写得太笼统，请写明是哪些会议。", at=at)
    version = ReportVersion.objects.filter(report=report).order_by("-number")[0]
    said = dataclasses.replace(texts, problems="两次支部委员会会议的记录只写了议题，没有写讨论的意见。")
    reports.report_write(actor=SYSTEM, report=report, texts=said, revision=version.revision, at=at)
    return reports.report_hand_in(actor=SYSTEM, report=report, at=at + dt.timedelta(days=1))
