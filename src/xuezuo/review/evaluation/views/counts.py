"""Counts by grade of any unit and year."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.review.evaluation.exchange.tables import counts_csv
from xuezuo.review.evaluation.forms import CountsForm
from xuezuo.review.evaluation.policies import COUNTS_VIEW
from xuezuo.review.evaluation.queries.counting import years_counted
from xuezuo.review.evaluation.queries.figures import Figures, figures_of, sentence


@require_GET
@requires(COUNTS_VIEW)
def counts(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the counts of a unit by child, each with the way to where it comes from."""
    form, figures = _asked(request, uid)
    context = {"form": form, "figures": figures, "sentence": sentence(figures)}
    return render(request, "evaluation/counts.html", context)


@require_GET
@requires(COUNTS_VIEW)
def counts_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Download the same as CSV."""
    _, figures = _asked(request, uid)
    answer = HttpResponse(counts_csv(figures), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="evaluation-{figures.unit.code}-{figures.year}.csv"'
    return answer


def _asked(request: HttpRequest, uid: uuid.UUID) -> tuple[CountsForm, Figures]:
    today = clock.today()
    unit = unit_get_for(request.actor, uid, COUNTS_VIEW, today)
    form = CountsForm(request.GET, years=years_counted(), today=today)
    year, is_today = form.asked()
    return form, figures_of(request.actor, unit.pk, year, today, is_today=is_today)
