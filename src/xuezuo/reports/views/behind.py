"""What stands behind a figure: definition, scope, cut-off day, and the rows down to the deeds."""

import uuid

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, Page, page_number
from xuezuo.platform.http.paging import PER_PAGE
from xuezuo.reports.errors import UnknownFigure
from xuezuo.reports.figures import definition
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.behind import HEADS, OWN, is_counted
from xuezuo.reports.queries.listing import listed
from xuezuo.reports.queries.pages import basis_words, behind_of, child_id, parts_of
from xuezuo.reports.sheets.contents import behind_table
from xuezuo.reports.views.answers import table_response
from xuezuo.reports.views.counted import report_context, report_of


@require_GET
@requires(REPORT_VIEW)
def behind(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the rows behind a figure, or the parts of a ratio."""
    unit, asked = report_of(request, uid)
    one = definition(request.GET.get("figure", ""))
    scope = asked.scope(unit.id)
    via = child_id(scope, request.GET.get("child", ""))
    context = report_context(unit, asked) | {
        "about": one,
        "through": unit_row(via, asked.last_day) if via else None,
        "is_own": via == OWN,
        "basis": basis_words(one, asked.held),
        "child": request.GET.get("child", ""),
    }
    if one.is_derived:
        parts, of, value = parts_of(scope, one, via)
        return render(request, "reports/ratio.html", context | {"parts": parts, "of": of, "value": value})
    found = behind_of(scope, one.key, via)
    number = page_number(request)
    rows = listed(request.actor, found, number, PER_PAGE)
    page: Page[object] = Page(rows, number, found.rows > number * PER_PAGE, found.rows)
    context |= {"found": found, "heads": HEADS[found.shape], "page": page}
    return render(request, "reports/behind.html", context)


@require_GET
@requires(REPORT_VIEW)
def behind_file(request: HttpRequest, uid: uuid.UUID, suffix: str) -> FileResponse:
    """Download all rows behind a figure as CSV or XLSX."""
    unit, asked = report_of(request, uid)
    key = request.GET.get("figure", "")
    if not is_counted(key):
        raise UnknownFigure(key=key)
    scope = asked.scope(unit.id)
    found = behind_of(scope, key, child_id(scope, request.GET.get("child", "")))
    table = behind_table(found, unit.name, unit.code, asked)
    return table_response(table, suffix, f"{table.title} {asked.start} 至 {asked.last_day}")
