"""The burden list: what each level asks of a branch."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from xuezuo.duties.policies import STATUS_VIEW
from xuezuo.duties.queries.burden import burden, place_of
from xuezuo.duties.queries.burden_pages import as_csv, month_groups, month_named, month_totals
from xuezuo.duties.queries.choices import branch_of, own_units, previous_month
from xuezuo.kernel import clock
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.branches import types_below
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitType
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest


@require_GET
@requires(STATUS_VIEW)
def burden_home(request: HttpRequest) -> HttpResponse:
    """Lead to the list of the actor's own unit."""
    on = clock.today()
    units = own_units(request.actor, on)
    if not units:
        return render(request, "duties/no_unit.html")
    return redirect("duties:burden", uid=branch_of(units[0], on).uid)


@require_GET
@requires(STATUS_VIEW)
def unit_burden(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what each level asks of the branch, or of the typical branch below, in a month and over the year."""
    on = clock.today()
    unit = branch_of(unit_row(unit_get_for(request.actor, uid, STATUS_VIEW, on).pk, on), on)
    month = month_named(request.GET.get("month", ""), Period.containing(PeriodKind.MONTH, on))
    found = burden(place_of(unit, request.GET.get("type", ""), on), month.year)
    context = {
        "unit": unit,
        "month": month,
        "previous": previous_month(month),
        "next": month.next(),
        "burden": found,
        "groups": month_groups(found, month.number),
        "totals": month_totals(found, month.number),
        "type": UnitType(found.place.unit_type) if found.place.unit_type else None,
        "types": [UnitType(one) for one in types_below(unit.id, on)] if found.place.is_typical else [],
    }
    return render(request, "duties/burden.html", context)


@require_GET
@requires(STATUS_VIEW)
def burden_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Download the year as CSV."""
    on = clock.today()
    unit = branch_of(unit_row(unit_get_for(request.actor, uid, STATUS_VIEW, on).pk, on), on)
    month = month_named(request.GET.get("month", ""), Period.containing(PeriodKind.MONTH, on))
    found = burden(place_of(unit, request.GET.get("type", ""), on), month.year)
    headers = {"Content-Disposition": f"attachment; filename=burden-{unit.code}-{month.year}.csv"}
    return HttpResponse(as_csv(found), content_type="text/csv; charset=utf-8", headers=headers)
