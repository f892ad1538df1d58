"""What a unit has to do this month, and how it stood over the year."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from xuezuo.duties.policies import HOURS_VIEW, STATUS_VIEW
from xuezuo.duties.queries.choices import holds_post, month_of, own_units, previous_month
from xuezuo.duties.queries.deadlines import deadlines_of
from xuezuo.duties.queries.this_month import month_board
from xuezuo.duties.queries.trace import trace
from xuezuo.duties.queries.year import hours_of, year_of
from xuezuo.kernel import clock
from xuezuo.life.queries import open_decisions
from xuezuo.org.queries.access import unit_decision, unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, year_asked
from xuezuo.review.elections.queries.lists import terms_to_mind
from xuezuo.study.plans.queries.month import month_lines


@require_GET
@requires(STATUS_VIEW)
def month_home(request: HttpRequest) -> HttpResponse:
    """Lead to the month of the actor's own unit: the first post's, else the branch where the actor belongs."""
    units = own_units(request.actor, clock.today())
    if not units:
        return render(request, "duties/no_unit.html")
    return redirect("duties:month", uid=units[0].uid)


@require_GET
@requires(STATUS_VIEW)
def month(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what the unit has to do in a month, what is open first."""
    on = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, STATUS_VIEW, on).pk, on)
    shown = month_of(request.GET.get("month", ""), on)
    board = month_board(unit.id, shown, on)
    context = {
        "unit": unit,
        "units": own_units(request.actor, on),
        "is_own": holds_post(request.actor, unit.id),
        "month": shown,
        "previous": previous_month(shown),
        "next": None if on in shown else shown.next(),
        "todo": [item for item in board.items if item.is_open],
        "done": [item for item in board.items if not item.is_open and item.status.state != "exempt"],
        "exempt": [item for item in board.items if item.status.state == "exempt"],
        "missed": board.missed,
        "people": board.people,
        "lines": month_lines(unit, shown, on),
        "deadlines": deadlines_of(request.actor, unit, on) if on in shown else [],
        "decisions": open_decisions(request.actor, unit.id, on),
        "terms": terms_to_mind(request.actor, unit, (shown.start, shown.last_day), on),
    }
    return render(request, "duties/month.html", context)


@require_GET
@requires(STATUS_VIEW)
def status_home(request: HttpRequest) -> HttpResponse:
    """Lead to the status of the actor's own unit: a table of the units below, or the year of a branch."""
    units = own_units(request.actor, clock.today())
    if not units:
        return render(request, "duties/no_unit.html")
    is_branch = units[0].kind in {UnitKind.BRANCH, UnitKind.GROUP}
    return redirect("duties:year" if is_branch else "duties:standing", uid=units[0].uid)


@require_GET
@requires(STATUS_VIEW)
def year(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show every duty of the unit over a year, each cell leading to what counted."""
    on = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, STATUS_VIEW, on).pk, on)
    shown = year_asked(request, on.year, first=1990, last=on.year)
    may_see_hours = bool(unit_decision(request.actor, HOURS_VIEW, unit.id, on))
    context = {
        "unit": unit,
        "year": shown,
        "years": list(range(on.year, max(unit.during.start.year, on.year - 6) - 1, -1)),
        "lines": year_of(unit.id, shown, on),
        "hours": hours_of(unit.id, shown, on) if may_see_hours else [],
        "url": reverse("duties:year", args=[uid]),
    }
    return render(request, "duties/year.html", context)


@require_GET
@requires(STATUS_VIEW)
def duty_trace(request: HttpRequest, uid: uuid.UUID, duty: str, period: str) -> HttpResponse:
    """Explain one status: the requirement with its clause, the numbers, and the deeds that counted."""
    on = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, STATUS_VIEW, on).pk, on)
    return render(request, "duties/trace.html", {"unit": unit, "trace": trace(unit.id, duty, period, on)})
