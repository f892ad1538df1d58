"""One report as its page shows it: versions, frozen figures with their trace, typed numbers marked and checked."""

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.responsibility import figures
from xuezuo.review.responsibility.models import DutyItem, Problem, Report, ReportCall, ReportReceipt, ReportVersion
from xuezuo.review.responsibility.policies import REPORT_RECEIVE, REPORT_WRITE
from xuezuo.review.responsibility.queries.access import may
from xuezuo.review.responsibility.queries.desk import call_of, lateness
from xuezuo.review.responsibility.queries.problems import problems_of
from xuezuo.review.responsibility.types import KnownFigure, ListState, ReportState, Span

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?\s*[%％]?(?!\d*\s*[年月日号时])")
OPEN_STATES: Final = (ReportState.DRAFT, ReportState.RETURNED)
SECTIONS: Final = (("done", "工作情况"), ("problems", "存在问题"), ("plans", "下一步打算"))


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `is_typed` = a number that a person typed."""

    text: str
    is_typed: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """One of the texts of a report, cut where numbers stand."""

    label: str
    pieces: tuple[Piece, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Traced:
    """A frozen figure and the way to what stands behind it."""

    figure: KnownFigure
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class ReportPage:
    """A report for its page.

    Attributes:
        version: the version shown; its number says which.
        known: the figures frozen with it.
        faults: where typed numbers disagree.
        receipt: when the unit above first opened it.
    """

    report: Report
    unit: UnitRow
    span: Span
    version: ReportVersion
    versions: Sequence[ReportVersion]
    known: tuple[Traced, ...]
    sections: tuple[Section, ...]
    faults: tuple[str, ...]
    call: ReportCall | None
    receipt: ReportReceipt | None
    problems: Sequence[Problem]
    may_write: bool
    may_receive: bool

    @property
    def is_open(self) -> bool:
        """The text may still be changed."""
        return self.report.state in OPEN_STATES

    @property
    def lateness(self) -> str:
        """Whether it came by the day that the superior set."""
        return lateness(self.report, self.call.due_on if self.call else None)


def span_of_report(report: Report) -> Span:
    """Return the days a report is about."""
    return Span(report.kind, report.start, report.end)


def versions_of(report: Report) -> list[ReportVersion]:
    """Return the versions, the newest first; the caller has let the asker in."""
    with acting_as(SYSTEM):
        return list(ReportVersion.objects.filter(report=report).order_by("-number"))


def report_page(actor: Actor, report: Report, number: int | None, on: dt.date) -> ReportPage:
    """Return a report for its page: the version asked for, else the newest that the actor may see."""
    span, unit = span_of_report(report), unit_row(report.unit_id, min(on, report.end))
    may_write = may(actor, REPORT_WRITE, report.unit_id, on)
    found = versions_of(report)
    versions = [one for one in found if may_write or one.handed_in_at] or found[-1:]
    version = next((one for one in versions if one.number == number), versions[0])
    known = known_of(version)
    text = "\n".join(str(getattr(version, name)) for name, _ in SECTIONS)
    return ReportPage(
        report=report,
        unit=unit,
        span=span,
        version=version,
        versions=versions,
        known=tuple(Traced(one, figures.link(unit, span, one.key) if one.key else "") for one in known),
        sections=tuple(Section(label, pieces(str(getattr(version, name)))) for name, label in SECTIONS),
        faults=figures.faults(text, unit, span, known),
        call=call_of(report.superior_id, report.kind, report.start),
        receipt=_receipt(version),
        problems=problems_of(report=report),
        may_write=may_write,
        may_receive=may(actor, REPORT_RECEIVE, report.superior_id, on),
    )


def _receipt(version: ReportVersion) -> ReportReceipt | None:
    with acting_as(SYSTEM):
        return ReportReceipt.objects.filter(version=version).first()


def known_of(version: ReportVersion) -> tuple[KnownFigure, ...]:
    """Return the figures frozen with a version."""
    return tuple(KnownFigure(**one) for one in version.figures)


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text where numbers stand; parts of dates are no numbers.

    >>> [one.text for one in pieces("3月12日开会，到会45人，占 90%。") if one.is_typed]
    ['45', '90%']
    """
    found, last = [], 0
    for match in _NUMBER.finditer(text):
        found += [Piece(text[last : match.start()], is_typed=False), Piece(match[0], is_typed=True)]
        last = match.end()
    return tuple(one for one in (*found, Piece(text[last:], is_typed=False)) if one.text)


def figures_now(unit: UnitRow, span: Span, on: dt.date) -> list[KnownFigure]:
    """Return what the system knows of a unit in these days as of `on`: from rooms above, and from here."""
    return [*figures.figures(unit, span, on), *_of_list(unit, span), *_of_problems(unit, span)]


def _of_list(unit: UnitRow, span: Span) -> list[KnownFigure]:
    items = DutyItem.objects.filter(
        duty_list__unit_id=unit.id, duty_list__year=span.start.year, duty_list__state=ListState.ADOPTED
    )
    days = list(items.values_list("done_on", flat=True))
    done = sum(day is not None and day < span.end for day in days)
    said = "本组织当年责任清单中的事项数。", "其中完成日期不晚于报告期最后一天的。"
    return (
        [
            KnownFigure("", "责任清单事项", len(days), "项", said[0]),
            KnownFigure("", "责任清单已完成", done, "项", said[1]),
        ]
        if days
        else []
    )


def _of_problems(unit: UnitRow, span: Span) -> list[KnownFigure]:
    with acting_as(SYSTEM):
        found = Problem.objects.filter(unit_id=unit.id, due_on__gte=span.start, due_on__lt=span.end)
        days = list(found.values_list("closed_on", flat=True))
    closed = sum(day is not None for day in days)
    said = "整改期限在报告期内的问题数。", "其中已经登记整改结果的。"
    return (
        [
            KnownFigure("", "到期问题", len(days), "个", said[0]),
            KnownFigure("", "已整改问题", closed, "个", said[1]),
        ]
        if days
        else []
    )
