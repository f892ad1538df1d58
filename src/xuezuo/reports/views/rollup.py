"""Choose a report; a roll-up with its children; the definitions of all figures."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from xuezuo.duties.queries.packs import packs
from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.reports.figures import definitions_of
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.choices import asked_of, period_choices, unit_choices
from xuezuo.reports.queries.counts import Need
from xuezuo.reports.queries.pages import rollup_page, topics
from xuezuo.reports.sheets.contents import rollup_table
from xuezuo.reports.views.answers import table_response
from xuezuo.reports.views.counted import Report, counted

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
@counted(Need.MONTHS, "reports:rollup")
def rollup(request: HttpRequest, report: Report) -> HttpResponse:
    """Show the figures of a unit, its children with the part that counts through each, and the trend by month."""
    page = rollup_page(request.actor, report.counts, request.GET.get("topic", ""))
    return render(request, "reports/rollup.html", report.context | {"page": page})


@require_GET
@requires(REPORT_VIEW)
@counted(Need.ROLLUP, "reports:rollup")
def rollup_file(_request: HttpRequest, report: Report, suffix: str) -> FileResponse:
    """Download the roll-up as CSV or XLSX."""
    asked = report.asked
    table = rollup_table(report.counts, asked)
    return table_response(table, suffix, f"{report.unit.name}汇总 {asked.start} 至 {asked.last_day}")


@require_GET
@requires(REPORT_VIEW)
def figure_list(request: HttpRequest) -> HttpResponse:
    """List figures with their definitions: those about no duty, or those about the chosen one."""
    duty = request.GET.get("duty", "")
    context = {"figures": definitions_of(duty), "topics": topics(packs().duties)[2:], "duty": duty}
    return render(request, "reports/figure_list.html", context)
