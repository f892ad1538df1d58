"""How the units below a committee stand."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from xuezuo.duties.policies import STATUS_VIEW
from xuezuo.duties.queries.choices import month_of, previous_month
from xuezuo.duties.queries.standing import columns, shown_duties, standing
from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, render_partial


@require_GET
@requires(STATUS_VIEW)
def unit_standing(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show, per direct child, how many subjects have met, owe or missed each duty of a month."""
    on = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, STATUS_VIEW, on).pk, on)
    shown = month_of(request.GET.get("month", ""), on)
    table = standing(unit, shown, on, shown_duties(request.GET.get("duties", ""), unit.id, shown))
    context = {
        "unit": unit,
        "month": shown,
        "previous": previous_month(shown),
        "next": None if on in shown else shown.next(),
        "table": table,
        "columns": columns(table),
        "which": request.GET.get("duties", ""),
    }
    return render_partial(request, "duties/standing.html", context, target="rows")
