"""Question banks and their questions."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import (
    HttpRequest,
    download_written,
    form_page,
    kept,
    page_number,
    paginate,
    refusals_onto,
    render_partial,
)
from xuezuo.study.exams.forms.banks import BankForm, FileForm, NewBankForm, QuestionFilterForm
from xuezuo.study.exams.policies import BANK_EDIT, EXAM_AUTHOR
from xuezuo.study.exams.queries import banks as queries
from xuezuo.study.exams.services.banks import bank_change as change
from xuezuo.study.exams.services.banks import bank_make as make
from xuezuo.study.exams.services.question_files import questions_export, questions_import, questions_template


@require_GET
@requires(BANK_EDIT, EXAM_AUTHOR)
def bank_list(request: HttpRequest) -> HttpResponse:
    """List the banks that the asker may use."""
    page = paginate(queries.bank_list(request.actor, clock.today()), page_number(request))
    return render(request, "exams/bank_list.html", {"page": page, "may_edit": BANK_EDIT.is_held_by(request.actor)})


@require_http_methods(["GET", "POST"])
@requires(BANK_EDIT)
def bank_make(request: HttpRequest) -> HttpResponse:
    """Make a bank."""
    units = queries.units_for(request.actor, BANK_EDIT, clock.today())
    form = NewBankForm(request.POST or None, units=units)
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            bank = make(actor=request.actor, unit_id=unit_id, spec=form.spec, at=clock.now())
            messages.success(request, "题库已建立。现在可以导入或新增题目。")
            return redirect("exams:bank-detail", uid=bank.uid)
    return form_page(request, form, title="建立题库", submit="建立", back=reverse("exams:bank-list"))


@require_GET
@requires(BANK_EDIT, EXAM_AUTHOR)
def bank_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a bank: its questions, narrowed."""
    today = clock.today()
    bank = queries.bank_get_for(request.actor, uid, today)
    form = QuestionFilterForm(request.GET or None, topics=queries.topics_of(bank))
    page = paginate(queries.question_list(bank, form.filters()), page_number(request))
    context = {"bank": bank, "form": form, "page": page, "may_edit": queries.may_edit(request.actor, bank, today)}
    return render_partial(request, "exams/bank_detail.html", context, target="rows")


@require_http_methods(["GET", "POST"])
@requires(BANK_EDIT)
def bank_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change what is said of a bank."""
    bank = queries.bank_get_for(request.actor, uid, clock.today(), to_edit=True)
    said = {"title": bank.title, "note": bank.note, "is_shared": bank.is_shared}
    form = BankForm(request.POST or None, initial=said)
    if form.is_valid():
        with refusals_onto(form):
            change(actor=request.actor, bank=bank, spec=form.spec, at=clock.now())
            messages.success(request, "已保存。")
            return redirect("exams:bank-detail", uid=uid)
    return form_page(request, form, title="题库说明", submit="保存", back=reverse("exams:bank-detail", args=[uid]))


@require_http_methods(["GET", "POST"])
@requires(BANK_EDIT)
def bank_import(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Upload a file of questions; first only checked, then imported as a whole."""
    bank = queries.bank_get_for(request.actor, uid, clock.today(), to_edit=True)
    form, report = FileForm(request.POST or None, request.FILES or None), None
    if form.is_valid():
        said, upload = form.cleaned_data, form.cleaned_data["file"]
        reason = said["reason"] or f"按文件“{upload.name}”更新"[:200]
        with kept(upload) as path, refusals_onto(form):
            report = questions_import(
                actor=request.actor, bank=bank, path=path, reason=reason, at=clock.now(), dry_run=said["dry_run"]
            )
    is_bad = form.is_bound and (report is None or report.errors)
    context = {"bank": bank, "form": form, "report": report}
    return render(request, "exams/bank_import.html", context, status=400 if is_bad else 200)


@require_GET
@requires(BANK_EDIT)
def bank_export(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the questions with their keys."""
    bank = queries.bank_get_for(request.actor, uid, clock.today(), to_edit=True)
    name = f"{bank.title}.{'csv' if request.GET.get('format') == 'csv' else 'xlsx'}"
    return download_written(
        name, lambda path: questions_export(actor=request.actor, bank=bank, path=path, at=clock.now())
    )


@require_GET
@requires(BANK_EDIT)
def question_template(_request: HttpRequest) -> FileResponse:
    """Download the empty workbook."""
    return download_written("题库模板.xlsx", questions_template)
