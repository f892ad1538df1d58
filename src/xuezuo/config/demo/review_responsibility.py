"""Responsibility in the demonstration: lists of duties, two half-year reports in full, last year's reviews."""

import datetime as dt
import random
from typing import Final

from xuezuo.config.demo.review_ballots import put_in
from xuezuo.config.demo.review_reports import report_half, report_year
from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI, civil_date
from xuezuo.org.models import Member
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.platform.access import SYSTEM
from xuezuo.review.ballots.services import poll_close
from xuezuo.review.responsibility.models import DutyItem, Report, ReportVersion, ReviewEntry
from xuezuo.review.responsibility.queries.rounds import entries_of
from xuezuo.review.responsibility.services import lists, problems, reports, rounds
from xuezuo.review.responsibility.types import Grade, Holder, ProblemSpec, ReportKind, ReportTexts, Span, spans_of

COUNTY: Final = "QH"
ORGANS: Final = "QH05"
OFFICE: Final = "QH0501"
REVIEWING: Final = ("QH01", "QH02", "QH03", "QH04", ORGANS, "QH06", "QH07")  # the committee QH08 held none
LATE: Final = "QH04"
LATE_BY: Final = 58  # days
LISTS: Final = ((COUNTY, "committee"), (OFFICE, "branch"))
DONE: Final = {  # by template: a duty of the list that is done, and how
    "committee": ("专题研究党支部建设", "常委会听取汇报，议定三件事，已分头落实。"),
    "branch": ("组织学习党章党规和党的创新理论", "按月集中学习，记录齐全。"),
}
TEXTS: Final = {
    OFFICE: ReportTexts(
        "支部按计划开展学习和组织生活，书记带头讲了党课；学习资料由专人准备，会前三天发给党员；年老体弱的党员送学上门。",
        "青年党员发言少，讨论有时照着材料念；出差多的党员补学不及时。",
        "每次讨论先定两个与工作有关的题目；缺席的党员一周内补学并登记。",
    ),
    ORGANS: ReportTexts(
        "逐个支部核对了组织生活和换届情况，对没有按时开展的支部当面提醒；培训了新任支部书记。",
        "个别支部的学习记录过于简单，看不出讨论了什么。",
        "下半年到每个支部参加一次组织生活，现场看记录。",
    ),
}
OPINIONS: Final = (
    (Grade.GOOD, "支部工作抓得实，党员学习有安排、有检查；要多给青年党员压担子。"),
    (Grade.FAIR, "制度坚持得好，与业务工作结合还不够紧。"),
    (Grade.GOOD, "联系群众有办法，解决了实际困难；资料要及时归档。"),
    (Grade.AVERAGE, "组织生活时有拖延，要按年初的计划逐月检查。"),
)


def answer_for(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """Review last year's reports, adopt the lists of this year, report about the last half-year."""
    held = _last(today, 20)
    report_year(chance, held.year - 1)
    _reviews(chance, held, today)
    first = _last(today, 15)
    for code, template in LISTS:
        _list(code, template, first, today)
    _reports(chance, today, at)


def _last(today: dt.date, day: int) -> dt.date:
    """Return the latest such day of January that is five days past at least."""
    return dt.date((today - dt.timedelta(days=day + 4)).year, 1, day)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), SHANGHAI)


def _list(code: str, template: str, first: dt.date, today: dt.date) -> None:
    """Adopt the list of a unit at the beginning of the year; one duty of it is done."""
    home, at = unit(code, first), _noon(first)
    title = f"{first.year} 年全面从严治党责任清单"
    made = lists.list_make(actor=SYSTEM, unit_id=home.pk, year=first.year, title=title, at=at)
    lists.list_fill(actor=SYSTEM, duty_list=made, source=template, at=at)
    paper = f"委员会会议记录（{first.year}年第1次）"
    lists.list_adopt(actor=SYSTEM, duty_list=made, on=first, document=paper, at=at)
    what, how = DONE[template]
    done = first + (today - first) / 2
    item = DutyItem.objects.select_related("duty_list").get(duty_list=made, what__startswith=what)
    lists.duty_finish(actor=SYSTEM, item=item, on=done, note=how, at=_noon(done))


def _reports(chance: random.Random, today: dt.date, at: dt.datetime) -> None:
    """The office's report was accepted by the committee of the organs; the committee's own waits at the county."""
    halves = [one for year in (today.year - 1, today.year) for one in spans_of(year) if one.kind == ReportKind.HALF]
    span = [one for one in halves if one.end <= today][-1]

    def on(days: int) -> dt.datetime:
        return min(_noon(span.end + dt.timedelta(days=days)), at)

    for code in (COUNTY, ORGANS):
        note = "如实写问题，不要求配图和台账。"
        due, place = span.end + dt.timedelta(days=14), unit(code, span.last_day).pk
        reports.call_make(actor=SYSTEM, unit_id=place, span=span, due_on=due, note=note, at=on(-10))
    mine = _handed_in(OFFICE, span, on(3))
    reports.report_accept(actor=SYSTEM, report=mine, at=on(6))
    _handed_in(ORGANS, span, on(9))
    report_half(chance, span, today, skip=(COUNTY, ORGANS, OFFICE))


def _handed_in(code: str, span: Span, at: dt.datetime) -> Report:
    report = reports.report_begin(actor=SYSTEM, unit_id=unit(code, civil_date(at)).pk, span=span, at=at)
    version = ReportVersion.objects.get(report=report)
    reports.report_write(actor=SYSTEM, report=report, texts=TEXTS[code], revision=version.revision, at=at)
    what, measure = TEXTS[code].problems, TEXTS[code].plans
    due = civil_date(at) + dt.timedelta(days=90)
    spec = ProblemSpec(what, measure, Holder.SECRETARY.value, due)
    problems.problem_note(actor=SYSTEM, source=report, spec=spec, at=at)
    return reports.report_hand_in(actor=SYSTEM, report=report, at=at)


def _reviews(chance: random.Random, first: dt.date, today: dt.date) -> None:
    """Committees review the secretaries below, then the county those of its committees: one late, one not at all."""
    for code in (*REVIEWING, COUNTY):
        held = first + dt.timedelta(days=LATE_BY if code == LATE else 0)
        if held + dt.timedelta(days=5) <= today:
            _review(chance, code, held, first.year - 1)


def _review(chance: random.Random, code: str, held: dt.date, year: int) -> None:
    document = f"关于开展{year}年度党组织书记述职评议的通知"
    head = rounds.RoundHead(year, f"{year} 年度党组织书记述职评议", held, document)
    place, at = unit(code, held).pk, _noon(held)
    made = rounds.round_make(actor=SYSTEM, unit_id=place, head=head, at=_noon(held - dt.timedelta(days=7)))
    for number, entry in enumerate(entries_of(made)):
        if entry.unit.code == OFFICE:
            _graded_by_members(chance, entry, at)
        _reviewed(entry, number, at)
    rounds.round_close(actor=SYSTEM, round_=made, at=_noon(held + dt.timedelta(days=4)))


def _graded_by_members(chance: random.Random, entry: ReviewEntry, at: dt.datetime) -> None:
    """The members of the office's branch grade their secretary in a secret ballot."""
    poll = rounds.entry_ballot(actor=SYSTEM, entry=entry, mode="electronic", at=at)
    here = roster_affiliations(entry.unit_id, civil_date(at)).exclude(member_id=entry.member_id).values("member_id")
    people = list(Member.objects.filter(pk__in=here).order_by("number"))
    for member in people[: max(12, len(people) - 3)]:
        put_in(poll, member, [[chance.choices(("good", "fair", "average"), (12, 5, 1))[0]]], at)
    poll_close(actor=SYSTEM, poll=poll, at=at + dt.timedelta(hours=1))


def _reviewed(entry: ReviewEntry, number: int, at: dt.datetime) -> None:
    grade, opinion = OPINIONS[number % len(OPINIONS)]
    asked = "问：缺席的党员怎样补学？答：一周内由党小组长送学。"
    turn = dt.time(14 + number // 4, number % 4 * 15)
    words = rounds.EntryWords(turn, questions=asked, grade=grade.value, opinion=opinion)
    rounds.entry_write(actor=SYSTEM, entry=entry, words=words, at=at)
    if entry.unit.code == OFFICE:
        due = civil_date(at) + dt.timedelta(days=60)
        spec = ProblemSpec("青年党员参加支部工作少", "每季度由青年党员主持一次主题党日", Holder.SECRETARY.value, due)
        found = problems.problem_note(actor=SYSTEM, source=entry, spec=spec, at=at)
        done = civil_date(at) + dt.timedelta(days=3)
        outcome = "已排出全年主持人名单，并在支部大会上公布。"
        found = problems.problem_report(actor=SYSTEM, problem=found, on=done, outcome=outcome, at=_noon(done))
        problems.problem_confirm(actor=SYSTEM, problem=found, at=_noon(done + dt.timedelta(days=1)))
