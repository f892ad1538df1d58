"""Reports: called for, begun from what the system knows, written, handed in, read, returned or accepted, heard."""

import dataclasses
import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Post, Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.responsibility import events
from xuezuo.review.responsibility.errors import (
    EditedMeanwhile,
    NobodyReports,
    NoSuperior,
    ReportEmpty,
    ReportExists,
    ReportTooEarly,
)
from xuezuo.review.responsibility.models import Report, ReportCall, ReportReceipt, ReportVersion
from xuezuo.review.responsibility.policies import REPORT_RECEIVE, REPORT_WRITE
from xuezuo.review.responsibility.queries.reports import OPEN_STATES, figures_now, span_of_report
from xuezuo.review.responsibility.services.checks import check_day, keeping_unit, lock_report, reason_of, tell
from xuezuo.review.responsibility.types import ReportKind, ReportState, ReportTexts, Span

HANDED = (ReportState.HANDED_IN, ReportState.ACCEPTED)


@use_case("responsibility.call_make")
def call_make(*, actor: Actor, unit_id: int, span: Span, due_on: dt.date, note: str, at: dt.datetime) -> ReportCall:
    """Say until when the units directly below hand in a report about these days; said again, the day is moved.

    Raises:
        NotFound, Forbidden, KeptByBranch: the actor may not, or a group.
        DayOutside: the day is past.
    """
    keeping_unit(actor, REPORT_RECEIVE, unit_id, at)
    check_day("报送期限", due_on, first=civil_date(at))
    values = {"end": span.end, "due_on": due_on, "note": squeeze(note), "made_at": at, "made_by": actor.account_id}
    call, _ = ReportCall.objects.update_or_create(
        unit_id=unit_id, kind=span.kind, start=span.start, defaults=values, create_defaults={"uid": new_id(), **values}
    )
    fields = {"kind": span.kind, "start": span.start.isoformat(), "due_on": due_on.isoformat()}
    about = ("responsibility.call", call.uid)
    record(events.CALL_MADE, actor=actor, subject=about, at=at, unit_id=unit_id, after=fields)
    return call


@use_case("responsibility.report_begin")
def report_begin(*, actor: Actor, unit_id: int, span: Span, at: dt.datetime) -> Report:
    """Begin a report: its first version holds what the system knows now, frozen; the texts are empty.

    Raises:
        NotFound, Forbidden, KeptByBranch: the actor may not, or a group.
        ReportTooEarly: the days have not begun.
        NobodyReports: a yearly report of a unit without a secretary.
        ReportExists: there is one.
    """
    unit, on = keeping_unit(actor, REPORT_WRITE, unit_id, at), civil_date(at)
    if span.start > on:
        raise ReportTooEarly(label=span.label)
    row = unit_row(unit.pk, on)
    report = Report(uid=new_id(), unit=unit, superior_id=row.parent_id, kind=span.kind, start=span.start, end=span.end)
    report.member_id = _secretary(unit, min(on, span.last_day)) if span.kind == ReportKind.YEAR else None
    report.made_at, report.made_by = at, actor.account_id
    with acting_as(SYSTEM):
        _insert(report, span)
        figures = [dataclasses.asdict(one) for one in figures_now(row, span, on)]
        values = {"figures": figures, "cut_off": at, "changed_at": at, "changed_by": actor.account_id}
        ReportVersion.objects.create(report=report, number=1, **values)
    tell(events.REPORT_BEGUN, actor, report, at, kind=span.kind, start=span.start)
    return report


def _insert(report: Report, span: Span) -> None:
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError:
        raise ReportExists(label=span.label) from None


def _secretary(unit: Unit, on: dt.date) -> int:
    posts = Post.objects.filter(unit=unit, kind=PostKind.SECRETARY, during__contains=on)
    found: int | None = posts.values_list("member_id", flat=True).first()
    if found is None:
        raise NobodyReports
    return found


@use_case("responsibility.report_write")
def report_write(*, actor: Actor, report: Report, texts: ReportTexts, revision: int, at: dt.datetime) -> ReportVersion:
    """Save the texts of an open report.

    Args:
        actor: who writes.
        report: a draft, or returned.
        texts: all three.
        revision: of the version that the writer began from.
        at: now.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or it is handed in.
        EditedMeanwhile: somebody saved in between; nothing is overwritten.
    """
    report, version = _open(actor, report, at, "修改")
    if version.revision != revision:
        raise EditedMeanwhile
    version.done, version.problems, version.plans = texts.done.strip(), texts.problems.strip(), texts.plans.strip()
    _save(version, actor, at, "done", "problems", "plans")
    tell(events.REPORT_CHANGED, actor, report, at, version=version.number)
    return version


@use_case("responsibility.report_refresh")
def report_refresh(*, actor: Actor, report: Report, at: dt.datetime) -> ReportVersion:
    """Freeze the figures of an open report anew, as the system knows them now; raises as `report_write`."""
    report, version = _open(actor, report, at, "更新系统数据")
    on = civil_date(at)
    known = figures_now(unit_row(report.unit_id, on), span_of_report(report), on)
    version.figures, version.cut_off = [dataclasses.asdict(one) for one in known], at
    _save(version, actor, at, "figures", "cut_off")
    tell(events.REPORT_REFRESHED, actor, report, at, version=version.number)
    return version


@use_case("responsibility.report_hand_in")
def report_hand_in(*, actor: Actor, report: Report, at: dt.datetime) -> Report:
    """Hand the open version to the unit above; from now on it does not change.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or it is handed in.
        ReportEmpty: nothing was written.
        NoSuperior: the unit stands at the top.
    """
    report, version = _open(actor, report, at, "报送")
    if not version.done:
        raise ReportEmpty
    if report.superior_id is None:
        raise NoSuperior
    version.handed_in_at = at
    _save(version, actor, at, "handed_in_at")
    report.state, report.handed_in_at, report.returned_why = ReportState.HANDED_IN, at, ""
    _save_report(report, "handed_in_at", "returned_why")
    tell(events.REPORT_HANDED_IN, actor, report, at, version=version.number)
    return report


@use_case("responsibility.report_return")
def report_return(*, actor: Actor, report: Report, reason: str, at: dt.datetime) -> Report:
    """Send a report back with the reason; the unit goes on in a new version.

    Raises:
        Forbidden, WrongState: the actor does not receive it, or it was not handed in.
        ReasonMissing: no reason.
    """
    report = _received(actor, report, at, "退回")
    why = reason_of(reason, "退回原因")
    with acting_as(SYSTEM):
        last = ReportVersion.objects.filter(report=report).order_by("-number")[0]
        last.pk, last.number, last.revision, last.handed_in_at = None, last.number + 1, 1, None
        last._state.adding = True  # noqa: SLF001  # CONFIG: Django's way to copy a row
        last.changed_at, last.changed_by = at, actor.account_id
        last.save(force_insert=True)
    report.state, report.returned_why, report.answered_at = ReportState.RETURNED, why, at
    _save_report(report, "returned_why", "answered_at")
    tell(events.REPORT_RETURNED, actor, report, at)
    return report


@use_case("responsibility.report_accept")
def report_accept(*, actor: Actor, report: Report, at: dt.datetime) -> Report:
    """Accept a report; raises as `report_return`."""
    report = _received(actor, report, at, "签收")
    report.state, report.answered_at = ReportState.ACCEPTED, at
    _save_report(report, "answered_at")
    tell(events.REPORT_ACCEPTED, actor, report, at)
    return report


@use_case("responsibility.report_read")
def report_read(*, actor: Actor, report: Report, at: dt.datetime) -> ReportReceipt | None:
    """Note that the unit above opened the version that was handed in; None when there is nothing new to note."""
    if report.state != ReportState.HANDED_IN or report.superior_id not in REPORT_RECEIVE.nodes(actor):
        return None
    with acting_as(SYSTEM):
        version = ReportVersion.objects.filter(report=report).order_by("-number")[0]
        values = {"read_at": at, "read_by": actor.account_id, "read_label": actor.label}
        receipt, is_new = ReportReceipt.objects.get_or_create(version=version, defaults=values)
    if not is_new:
        return None
    tell(events.REPORT_READ, actor, report, at, version=version.number)
    return receipt


@use_case("responsibility.report_heard")
def report_heard(*, actor: Actor, report: Report, on: dt.date, at: dt.datetime) -> Report:
    """Note on which day the secretary gave the yearly report to the members' meeting; the members may read it then.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, no yearly report, or not handed in.
        DayOutside: before the year began, or to come.
    """
    require_unit(actor, REPORT_WRITE, report.unit_id, civil_date(at))
    report = lock_report(report, "登记向党员大会述职", *(HANDED if report.kind == ReportKind.YEAR else ()))
    check_day("向党员大会述职", on, first=report.start, last=civil_date(at))
    report.heard_on, report.recorded_on = on, civil_date(at)
    _save_report(report, "heard_on", "recorded_on")
    tell(events.REPORT_HEARD, actor, report, at, heard_on=on)
    return report


def _open(actor: Actor, report: Report, at: dt.datetime, deed: str) -> tuple[Report, ReportVersion]:
    """Return the report and its open version, both locked."""
    require_unit(actor, REPORT_WRITE, report.unit_id, civil_date(at))
    report = lock_report(report, deed, *OPEN_STATES)
    with acting_as(SYSTEM):
        return report, ReportVersion.objects.select_for_update().filter(report=report).order_by("-number")[0]


def _received(actor: Actor, report: Report, at: dt.datetime, deed: str) -> Report:
    if report.superior_id is None:
        raise Forbidden(reason="这份报告没有报送的上级。")
    require_unit(actor, REPORT_RECEIVE, report.superior_id, civil_date(at))
    return lock_report(report, deed, ReportState.HANDED_IN)


def _save(version: ReportVersion, actor: Actor, at: dt.datetime, *fields: str) -> None:
    version.revision += 1
    version.changed_at, version.changed_by = at, actor.account_id
    with acting_as(SYSTEM):
        version.save(update_fields=["revision", "changed_at", "changed_by", *fields])


def _save_report(report: Report, *fields: str) -> None:
    with acting_as(SYSTEM):
        report.save(update_fields=["state", *fields])
