"""The written overview, its Word file, the printed sheet, and the check of a typed text."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.reports.forms import CheckForm
from xuezuo.reports.overview.chapters import written
from xuezuo.reports.overview.check import check_text
from xuezuo.reports.overview.word import as_docx
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.counts import Need
from xuezuo.reports.sheets.printed import sheet_pdf
from xuezuo.reports.views.answers import bytes_response
from xuezuo.reports.views.counted import Report, counted


@require_GET
@requires(REPORT_VIEW)
@counted(Need.EXTRA, "reports:overview")
def overview(request: HttpRequest, report: Report) -> HttpResponse:
    """Show the overview; each figure leads to its definition and to what stands behind it."""
    context = report.context | {
        "overview": written(report.counts, report.asked),
        "base": f"{reverse('reports:behind', args=[report.unit.uid])}?{report.asked.query}",
    }
    return render(request, "reports/overview.html", context)


@require_GET
@requires(REPORT_VIEW)
@counted(Need.EXTRA, "reports:overview")
def overview_file(_request: HttpRequest, report: Report) -> FileResponse:
    """Download the overview as DOCX."""
    made = written(report.counts, report.asked)
    return bytes_response(as_docx(made), "docx", made.title)


@require_GET
@requires(REPORT_VIEW)
@counted(Need.ROLLUP, "reports:rollup")
def sheet(_request: HttpRequest, report: Report) -> FileResponse:
    """Download the status sheet for printing."""
    made = sheet_pdf(report.unit, report.asked, report.counts)
    return bytes_response(made, "pdf", f"{report.unit.name}{report.asked.label}落实情况表")


@require_http_methods(["GET", "POST"])
@requires(REPORT_VIEW)
@counted(Need.ROLLUP, "reports:check")
def check(request: HttpRequest, report: Report) -> HttpResponse:
    """Compare the figures of a typed text with the computed ones; the text is not kept."""
    form = CheckForm(request.POST or None)
    findings = None
    if request.method == "POST" and form.is_valid():
        findings = check_text(form.cleaned_data["text"], report.counts.rollup)
    context = report.context | {"form": form, "findings": findings}
    return render(request, "reports/check.html", context, status=400 if form.errors else 200)
