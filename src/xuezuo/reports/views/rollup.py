"""Choose a report; a roll-up with its children; the definitions of all figures."""

import uuid
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.reports.figures import definitions_of
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.choices import Asked, asked_of, period_choices, unit_choices
from xuezuo.reports.queries.pages import rollup_page, topics
from xuezuo.reports.sheets.contents import rollup_table
from xuezuo.reports.views.answers import table_response

PAGES = {"overview": "reports:overview"}


@require_GET
@requires(REPORT_VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """Let the asker choose a unit, a period and a tree, then lead to the report."""
    today = clock.today()
    choices = unit_choices(request.actor, today)
    for choice in choices:
        if request.GET.get("unit") == str(choice.unit.uid):
            address = reverse(PAGES.get(request.GET.get("page", ""), "reports:rollup"), args=[choice.unit.uid])
            return redirect(f"{address}?{asked_of(request.GET, today).query}")
    context = {
        "choices": choices,
        "periods": period_choices(today),
        "asked": asked_of({}, today),
    }
    return render(request, "reports/home.html", context)


@require_GET
@requires(REPORT_VIEW)
def rollup(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the figures of a unit, its children with the part that counts through each, and the trend by month."""
    unit, asked = report_of(request, uid)
    page = rollup_page(request.actor, asked.scope(unit.id), request.GET.get("topic", ""))
    return render(request, "reports/rollup.html", report_context(unit, asked) | {"page": page})


@require_GET
@requires(REPORT_VIEW)
def rollup_file(request: HttpRequest, uid: uuid.UUID, suffix: str) -> FileResponse:
    """Download the roll-up as CSV or XLSX."""
    unit, asked = report_of(request, uid)
    table = rollup_table(asked.scope(unit.id), asked)
    return table_response(table, suffix, f"{unit.name}汇总 {asked.start} 至 {asked.last_day}")


@require_GET
@requires(REPORT_VIEW)
def figure_list(request: HttpRequest) -> HttpResponse:
    """List figures with their definitions: those about no duty, or those about the chosen one."""
    duty = request.GET.get("duty", "")
    context = {"figures": definitions_of(duty), "topics": topics()[2:], "duty": duty}
    return render(request, "reports/figure_list.html", context)


def report_of(request: HttpRequest, uid: uuid.UUID) -> tuple[UnitRow, Asked]:
    """Return the unit as named on the report's last day, and what is asked; raises for outsiders."""
    today = clock.today()
    asked = asked_of(request.GET, today)
    return unit_row(unit_get_for(request.actor, uid, REPORT_VIEW, today).pk, asked.last_day), asked


def report_context(unit: UnitRow, asked: Asked) -> dict[str, Any]:
    """Return what every page of a report needs."""
    return {"unit": unit, "asked": asked, "periods": period_choices(asked.today)}
