"""Reports and reviews counted for levels further up."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, year_asked
from xuezuo.review.responsibility.policies import REPORT_VIEW
from xuezuo.review.responsibility.queries.counts import report_counts
from xuezuo.review.responsibility.types import Grade


@require_GET
@requires(REPORT_VIEW)
def counts(request: HttpRequest, unit: uuid.UUID) -> HttpResponse:
    """Show the counts of a unit by child, each with the way to where it comes from."""
    on = clock.today()
    here = unit_get_for(request.actor, unit, REPORT_VIEW, on)
    found = report_counts(request.actor, here.pk, year_asked(request, on.year), on)
    context = {"counts": found, "grades": [str(grade.label) for grade in Grade], "unit": found.unit}
    return render(request, "responsibility/counts.html", context)
