"""Files: past years in, a branch's results out."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.errors import PastFileWrong
from xuezuo.review.evaluation.exchange.tables import results_csv, template_csv
from xuezuo.review.evaluation.forms import ImportForm
from xuezuo.review.evaluation.policies import PART_KEEP, PAST_IMPORT
from xuezuo.review.evaluation.queries.access import part_get_for
from xuezuo.review.evaluation.queries.branch import branch_page


@require_http_methods(["GET", "POST"])
@requires(PAST_IMPORT)
def past_import(request: HttpRequest) -> HttpResponse:
    """Take in a file of past years, or say everything that is wrong with it."""
    form = ImportForm(request.POST or None, request.FILES or None)
    findings: tuple[str, ...] = ()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            number = services.past_import(actor=request.actor, name=file.name, content=file.read(), at=clock.now())
        except PastFileWrong as wrong:
            findings = wrong.findings
        else:
            messages.success(request, f"已导入 {number} 行。")
            return redirect("evaluation:home")
    status = 400 if form.is_bound else 200
    return render(request, "evaluation/past_import.html", {"form": form, "findings": findings}, status=status)


@require_GET
@requires(PAST_IMPORT)
def past_template(_request: HttpRequest, kind: str) -> HttpResponse:
    """Download an empty file with the heads."""
    return _csv(template_csv(kind), f"evaluation-past-{kind}.csv")


@require_GET
@requires(PART_KEEP)
def results_file(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Download the results of a branch by name; written to the audit."""
    today = clock.today()
    part = part_get_for(request.actor, uid, PART_KEEP, today)
    services.results_export(actor=request.actor, part=part, at=clock.now())
    return _csv(results_csv(branch_page(part, today)), f"evaluation-{part.unit.code}-{part.year}.csv")


def _csv(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
