"""The class hours of a branch as a file."""

import uuid

from django.http import FileResponse
from django.views.decorators.http import require_GET

from xuezuo.duties.policies import HOURS_VIEW
from xuezuo.duties.queries.hours import year_asked
from xuezuo.duties.services import hours_export
from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.reports.sheets.hours import hours_table
from xuezuo.reports.views.answers import table_response


@require_GET
@requires(HOURS_VIEW)
def hours_file(request: HttpRequest, uid: uuid.UUID, suffix: str) -> FileResponse:
    """Download the hours of a branch's members, in the order of names."""
    at = clock.now()
    on = clock.civil_date(at)
    unit = unit_get_for(request.actor, uid, HOURS_VIEW, on)
    year = year_asked(request.GET.get("year", ""), on)
    rows = hours_export(actor=request.actor, unit=unit, year=year, at=at)
    row = unit_row(unit.pk, on)
    return table_response(hours_table(rows, row.name, year, on), suffix, f"{row.name}{year}年党员学时")
