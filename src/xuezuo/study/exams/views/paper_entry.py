"""Results of exams on paper: for a whole unit, for one member, from a file."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download_written, form_page, kept, page_number, refusals_onto
from xuezuo.study.exams.exchange.results import write_template
from xuezuo.study.exams.forms.banks import FileForm
from xuezuo.study.exams.forms.marking import PaperResultForm, SheetForm
from xuezuo.study.exams.policies import EXAM_ENTER
from xuezuo.study.exams.queries import paper_entry as queries
from xuezuo.study.exams.queries.exams import exam_get_for
from xuezuo.study.exams.queries.papers import paper_lines, sections
from xuezuo.study.exams.services import paper_entry as services


@require_http_methods(["GET", "POST"])
@requires(EXAM_ENTER)
def result_entry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List the members whose results the asker may enter, with a field for each who has none."""
    today = clock.today()
    exam = exam_get_for(request.actor, uid, EXAM_ENTER, today)
    page = queries.roster_page(request.actor, exam, today, page_number(request))
    day = queries.usual_day(exam, today)
    form = SheetForm(page.rows, request.POST, day)
    if request.method == "POST" and form.is_valid():
        with refusals_onto(form):
            count = services.results_enter(actor=request.actor, exam=exam, results=form.results, at=clock.now())
            messages.success(request, f"已录入 {count} 人。")
            return redirect(request.get_full_path())
    context = {"exam": exam, "page": page, "form": form, "day": form.posted.get("occurred_on", day.isoformat())}
    return render(request, "exams/result_entry.html", context, status=400 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
@requires(EXAM_ENTER)
def result_enter(request: HttpRequest, uid: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    """Enter one member's result by sections, or correct it with a reason."""
    today = clock.today()
    exam = exam_get_for(request.actor, uid, EXAM_ENTER, today)
    person = queries.candidate_get_for(request.actor, exam, member, today)
    parts, initial = sections(paper_lines(exam)), {"occurred_on": queries.usual_day(exam, today)}
    form = PaperResultForm(request.POST or None, parts=parts, is_known=bool(person.source), initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            services.result_enter(
                actor=request.actor, exam=exam, member_id=person.member_id, result=form.result, at=clock.now()
            )
            messages.success(request, "成绩已录入。")
            return redirect("exams:result-entry", uid=uid)
    lead = f"{person.name}（{person.number}）· {exam.title}"
    title = "更正纸质成绩" if person.source else "录入纸质成绩"
    return form_page(
        request, form, title=title, lead=lead, submit="保存", back=reverse("exams:result-entry", args=[uid])
    )


@require_http_methods(["GET", "POST"])
@requires(EXAM_ENTER)
def results_import(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Upload a file of results; first only checked, then imported as a whole."""
    exam = exam_get_for(request.actor, uid, EXAM_ENTER, clock.today())
    form, report = FileForm(request.POST or None, request.FILES or None), None
    del form.fields["reason"]
    if form.is_valid():
        with kept(form.cleaned_data["file"]) as path, refusals_onto(form):
            dry_run = form.cleaned_data["dry_run"]
            report = services.results_import(actor=request.actor, exam=exam, path=path, at=clock.now(), dry_run=dry_run)
    is_bad = form.is_bound and (report is None or report.has_errors)
    context = {"exam": exam, "form": form, "report": report}
    return render(request, "exams/results_import.html", context, status=400 if is_bad else 200)


@require_GET
@requires(EXAM_ENTER)
def results_template(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the workbook with the members who have no result yet."""
    today = clock.today()
    exam = exam_get_for(request.actor, uid, EXAM_ENTER, today)
    people = [(one.number, one.name) for one in queries.roster(request.actor, exam, today) if not one.source]
    return download_written(f"{exam.title}成绩.xlsx", lambda path: write_template(path, people))
