"""What falls due in the chain of responsibility, for the page of a unit's month."""

import datetime as dt
from typing import Final

from django.db.models import F, Q
from django.urls import reverse

from xuezuo.kernel.deadlines import Deadline
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.responsibility.models import DutyItem, Report, ReportCall, ReviewRound
from xuezuo.review.responsibility.policies import LIST_EDIT, REPORT_RECEIVE, REPORT_WRITE, REVIEW_KEEP
from xuezuo.review.responsibility.types import ListState, ReportState, RoundState, Span

AHEAD: Final = dt.timedelta(days=31)  # what ends later is no reminder yet


def deadlines_of(actor: Actor, unit: UnitRow, on: dt.date) -> list[Deadline]:
    """Return what waits for the unit's own officers: reports wanted from it and by it, reviews, duties of its list."""
    found: list[Deadline] = []
    if unit.id in REPORT_WRITE.nodes(actor):
        found += _reports(unit, on)
    if unit.kind != UnitKind.BRANCH and unit.id in REPORT_RECEIVE.nodes(actor):
        found += _to_accept(unit)
    if unit.kind != UnitKind.BRANCH and unit.id in REVIEW_KEEP.nodes(actor):
        found += _reviews(unit)
    if unit.id in LIST_EDIT.nodes(actor):
        found += _duties(unit, on)
    return found


def _reports(unit: UnitRow, on: dt.date) -> list[Deadline]:
    """Reports that the unit above wants within a month, or wanted this year, and does not have."""
    days = {"due_on__lte": on + AHEAD, "due_on__gte": on - 6 * AHEAD}
    calls = list(ReportCall.objects.filter(unit_id=unit.parent_id or 0, **days).order_by("due_on"))
    if not calls:
        return []
    with acting_as(SYSTEM):
        handed = Q(unit_id=unit.id) & ~Q(state__in=(ReportState.DRAFT, ReportState.RETURNED))
        has = set(Report.objects.filter(handed).values_list("kind", "start"))
    home = reverse("responsibility:home")
    return [
        Deadline(
            f"报送{Span(call.kind, call.start, call.end).title}",
            f"{home}?unit={unit.uid}&year={call.start.year}",
            call.due_on,
            call.note or "上级定的报送期限",
        )
        for call in calls
        if (call.kind, call.start) not in has
    ]


def _to_accept(unit: UnitRow) -> list[Deadline]:
    with acting_as(SYSTEM):
        waiting = Report.objects.filter(superior_id=unit.id, state=ReportState.HANDED_IN)
        rows = list(waiting.order_by("start").values_list("kind", "start", "end"))
    spans = [Span(*row) for row in dict.fromkeys(rows)]
    below = reverse("responsibility:report-below", args=[unit.uid])
    return [
        Deadline(
            f"签收下级{one.title}",
            f"{below}?year={one.start.year}&span={one.name}",
            None,
            f"{rows.count((one.kind, one.start, one.end))} 份待签收",
        )
        for one in spans
    ]


def _reviews(unit: UnitRow) -> list[Deadline]:
    said = "评议会日期；结果还没有反馈"
    rounds = ReviewRound.objects.filter(unit_id=unit.id, state=RoundState.OPEN)
    href = "responsibility:round-detail"
    return [Deadline(one.title, reverse(href, args=[one.uid]), one.held_on, said) for one in rounds]


def _duties(unit: UnitRow, on: dt.date) -> list[Deadline]:
    items = DutyItem.objects.filter(
        duty_list__unit_id=unit.id, duty_list__state=ListState.ADOPTED, due_on__lte=on + AHEAD, done_on=None
    )
    rows = items.annotate(list_uid=F("duty_list__uid")).filter(duty_list__year=on.year).order_by("due_on", "number")
    return [
        Deadline(
            one.what,
            reverse("responsibility:list-detail", args=[one.list_uid]),
            one.due_on,
            f"责任清单：{one.get_holder_display()}",
        )
        for one in rows[:20]
    ]
