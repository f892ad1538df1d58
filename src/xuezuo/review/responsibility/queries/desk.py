"""What the pages of a unit show: lists at and above it, its reports of a year, those from below, rounds of reviews."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.clock import civil_date
from xuezuo.org.models import Closure, Unit, UnitName
from xuezuo.org.queries.tree import children_on
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.review.responsibility.models import (
    DutyItem,
    DutyList,
    Report,
    ReportCall,
    ReviewEntry,
    ReviewRound,
)
from xuezuo.review.responsibility.policies import LIST_EDIT, LIST_VIEW, REPORT_VIEW, REPORT_WRITE, REVIEW_KEEP
from xuezuo.review.responsibility.queries.access import may, reports_q, units_keeping
from xuezuo.review.responsibility.types import KEEPING_KINDS, ListState, ReportState, Span, spans_of


@dataclasses.dataclass(frozen=True, slots=True)
class ReportLine:
    """One period of the year: its report, if any, and until when the superior wants it."""

    span: Span
    report: Report | None
    due_on: dt.date | None
    note: str

    @property
    def lateness(self) -> str:
        """`on time`, `late`, `due` or empty when no day was set."""
        return lateness(self.report, self.due_on)


def lateness(report: Report | None, due_on: dt.date | None) -> str:
    """Return `met` (handed in by the day), `met_late`, `due`, or empty when no day was set and nothing came."""
    if report is not None and report.handed_in_at is not None:
        is_late = due_on is not None and civil_date(report.handed_in_at) > due_on
        return "met_late" if is_late else "met"
    return "due" if due_on else ""


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """A unit's page for a year; `reports` are those the actor reads or may begin."""

    unit: UnitRow
    year: int
    above: Sequence[DutyList]
    own: Sequence[DutyList]
    reports: Sequence[ReportLine]
    rounds: Sequence[ReviewRound]
    mine: Sequence[ReviewEntry]
    may_edit: bool
    may_write: bool
    may_keep: bool
    may_look_below: bool

    @property
    def is_top(self) -> bool:
        """Nobody above it receives reports."""
        return self.unit.parent_id is None


def chosen_unit(
    actor: Actor, uid: str, on: dt.date, capability: Capability = LIST_VIEW
) -> tuple[UnitRow | None, list[UnitRow]]:
    """Return the unit named, else the first of the actor's own, and all of those."""
    units = units_keeping(actor, capability, on)
    named = next((unit for unit in units if str(unit.uid) == uid), None)
    return named or next(iter(units), None), units


def desk(actor: Actor, unit: UnitRow, year: int, on: dt.date) -> Desk:
    """Return what the actor sees of a unit's chain of responsibility in a year."""
    may_edit, may_write = may(actor, LIST_EDIT, unit.id, on), may(actor, REPORT_WRITE, unit.id, on)
    may_keep = unit.kind != "branch" and may(actor, REVIEW_KEEP, unit.id, on)
    own = _named(DutyList.objects.filter(year=year, unit_id=unit.id), on).order_by("-made_at")
    rounds = ReviewRound.objects.filter(unit_id=unit.id).order_by("-year") if may_keep else []
    return Desk(
        unit=unit,
        year=year,
        above=_above(unit, year, on),
        own=list(own if may_edit else own.exclude(state=ListState.DRAFT)),
        reports=[line for line in report_lines(actor, unit, year, on) if line.report or may_write],
        rounds=list(rounds),
        mine=my_entries(actor),
        may_edit=may_edit,
        may_write=may_write,
        may_keep=may_keep,
        may_look_below=unit.kind != "branch" and may(actor, REPORT_VIEW, unit.id, on),
    )


def _above(unit: UnitRow, year: int, on: dt.date) -> list[DutyList]:
    above = Closure.objects.filter(descendant_id=unit.id, ancestor=OuterRef("unit"), depth__gt=0, during__contains=on)
    found = _named(DutyList.objects.filter(year=year, state=ListState.ADOPTED), on)
    return list(found.annotate(depth=Subquery(above.values("depth")[:1])).filter(depth__gt=0).order_by("-depth"))


def _named(lists: QuerySet[DutyList], on: dt.date) -> QuerySet[DutyList]:
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    return lists.annotate(unit_name=Subquery(names[:1]))


def report_lines(actor: Actor, unit: UnitRow, year: int, on: dt.date) -> list[ReportLine]:
    """Return the periods of a year with the unit's reports that the actor may read, and the superior's days."""
    condition = reports_q(actor, on)
    with acting_as(SYSTEM):
        reports = list(Report.objects.filter(condition, unit_id=unit.id, start__year=year))
    made = {(report.kind, report.start): report for report in reports}
    calls = {(call.kind, call.start): call for call in ReportCall.objects.filter(unit_id=unit.parent_id or 0)}
    lines = []
    for span in spans_of(year):
        report, call = made.get((span.kind, span.start)), calls.get((span.kind, span.start))
        lines.append(ReportLine(span, report, call.due_on if call else None, call.note if call else ""))
    return lines


def span_named(year: int, text: str) -> Span:
    """Return the period of the year that an address names (`quarter-01-01`), else the year itself."""
    return next((one for one in spans_of(year) if one.name == text), spans_of(year)[-1])


def span_asked(unit_id: int, year: int, text: str) -> Span:
    """Return the period that an address names, else the one that the unit set the latest day for, else the year."""
    if not text:
        call = ReportCall.objects.filter(unit_id=unit_id, start__year=year).order_by("-due_on").first()
        text = Span(call.kind, call.start, call.end).name if call else ""
    return span_named(year, text)


def reports_below(unit_id: int, span: Span, on: dt.date) -> QuerySet[Unit]:
    """Return the units directly below that report, by code, each with `report_uid`, `report_state`, `handed_in_at`."""
    handed = Q(kind=span.kind, start=span.start, superior_id=unit_id) & ~Q(state=ReportState.DRAFT)
    reports = Report.objects.filter(handed, unit=OuterRef("pk"))
    values = {name: Subquery(reports.values(field)[:1]) for name, field in _REPORT.items()}
    return children_on(unit_id, on).filter(kind__in=KEEPING_KINDS).annotate(**values)


_REPORT = {"report_uid": "uid", "report_state": "state", "handed_in_at": "handed_in_at"}


def call_of(unit_id: int | None, kind: str, start: dt.date) -> ReportCall | None:
    """Return what the unit has said about a kind of report and period."""
    return ReportCall.objects.filter(unit_id=unit_id or 0, kind=kind, start=start).first()


def items_of(duty_list: DutyList) -> list[DutyItem]:
    """Return the duties of a list: those with a day last, by heading as they were written."""
    return list(duty_list.items.order_by("number"))


def my_entries(actor: Actor) -> list[ReviewEntry]:
    """Return the actor's own lines in rounds of reviews, the newest first."""
    if actor.member_id is None:
        return []
    entries = ReviewEntry.objects.select_related("round").filter(member_id=actor.member_id, left_out_why="")
    with acting_as(SYSTEM):
        return list(entries.order_by("-round__year"))
