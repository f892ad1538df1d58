"""The written overview, its Word file, the printed sheet, and the check of a typed text."""

import uuid

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.reports.forms import CheckForm
from xuezuo.reports.overview.chapters import overview as write
from xuezuo.reports.overview.check import check_text
from xuezuo.reports.overview.word import as_docx
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.pages import rollup_of
from xuezuo.reports.sheets.printed import sheet_pdf
from xuezuo.reports.views.answers import bytes_response
from xuezuo.reports.views.rollup import report_context, report_of


@require_GET
@requires(REPORT_VIEW)
def overview(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the overview; each figure leads to its definition and to what stands behind it."""
    unit, asked = report_of(request, uid)
    context = report_context(unit, asked) | {
        "overview": write(asked.scope(unit.id), asked),
        "base": f"{reverse('reports:behind', args=[uid])}?{asked.query}",
    }
    return render(request, "reports/overview.html", context)


@require_GET
@requires(REPORT_VIEW)
def overview_file(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the overview as DOCX."""
    unit, asked = report_of(request, uid)
    made = write(asked.scope(unit.id), asked)
    return bytes_response(as_docx(made), "docx", made.title)


@require_GET
@requires(REPORT_VIEW)
def sheet(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the status sheet for printing."""
    unit, asked = report_of(request, uid)
    return bytes_response(sheet_pdf(unit, asked), "pdf", f"{unit.name}{asked.label}落实情况表")


@require_http_methods(["GET", "POST"])
@requires(REPORT_VIEW)
def check(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Compare the figures of a typed text with the computed ones; the text is not kept."""
    unit, asked = report_of(request, uid)
    form = CheckForm(request.POST or None)
    findings = None
    if request.method == "POST" and form.is_valid():
        findings = check_text(form.cleaned_data["text"], rollup_of(asked.scope(unit.id)))
    context = report_context(unit, asked) | {"form": form, "findings": findings}
    return render(request, "reports/check.html", context, status=400 if form.errors else 200)
