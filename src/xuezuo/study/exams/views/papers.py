"""The paper of an exam: chosen, drawn by rule, looked at."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download, page_number, paginate
from xuezuo.study.exams.errors import ExamWrongState, PickingFailed
from xuezuo.study.exams.forms.exams import DrawForms, PaperForm, PickForm, TakeForm
from xuezuo.study.exams.policies import EXAM_AUTHOR
from xuezuo.study.exams.queries import papers as queries
from xuezuo.study.exams.queries.banks import bank_list
from xuezuo.study.exams.queries.exams import exam_get_for
from xuezuo.study.exams.services import papers as services
from xuezuo.study.exams.sheets import key_pdf, paper_pdf
from xuezuo.study.exams.types import QuestionKind


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def paper_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Order the questions of a draft, give them marks, take some away."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    lines = queries.paper_lines(exam)
    error = ""
    if request.method == "POST":
        items = PaperForm(lines, request.POST).items
        error = _refusal(lambda: services.paper_set(actor=request.actor, exam=exam, items=items(), at=clock.now()))
    if request.method == "POST" and not error:
        messages.success(request, "试卷已保存。")
        return redirect("exams:paper-set", uid=uid)
    kinds = [(kind, label) for kind, label in QuestionKind.choices if kind in {line.kind for line in lines}]
    context = {"exam": exam, "lines": lines, "kinds": kinds, "error": error}
    context |= {"full": queries.marks_text(exam.full_marks), "has_outdated": any(line.is_outdated for line in lines)}
    return render(request, "exams/paper_set.html", context, status=400 if error else 200)


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def paper_pick(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Look for questions in the banks and add those that are ticked."""
    exam, error = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today()), ""
    form = PickForm(request.GET or None, banks=list(bank_list(request.actor, clock.today())))
    page = paginate(queries.to_pick(exam, form.chosen, form.filters()), page_number(request))
    taken = TakeForm(request.POST or None, shown=queries.versions_shown(page), initial={"marks": 200})
    if taken.is_valid():
        items = [*queries.items_of(exam), *taken.items()]
        error = _refusal(lambda: services.paper_set(actor=request.actor, exam=exam, items=items, at=clock.now()))
        if not error:
            messages.success(request, f"已加入 {len(taken.items())} 题。")
            return redirect("exams:paper-set", uid=uid)
    context = {"exam": exam, "form": form, "page": page, "taken": taken, "error": error}
    return render(request, "exams/paper_pick.html", context, status=400 if taken.is_bound else 200)


def _refusal(deed: Callable[[], object]) -> str:
    """Do it; return why not, or nothing."""
    try:
        deed()
    except ValidationError:
        return "次序和分值请填数字，分值最多两位小数。"
    except (PickingFailed, ExamWrongState) as refusal:
        return refusal.message
    return ""


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def rules_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say by which rules each sitting draws."""
    exam, error = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today()), ""
    banks, rules = list(bank_list(request.actor, clock.today())), queries.rule_list(exam)
    initial = [
        {"bank": rule.bank_id, "kind": rule.kind, "topic": rule.topic, "count": rule.count, "marks": rule.marks}
        for rule in rules
    ]
    forms = DrawForms(request.POST or None, initial=initial, form_kwargs={"banks": banks})
    if forms.is_valid():
        draws = [form.draw for form in forms if form.draw]
        error = _refusal(lambda: services.rules_set(actor=request.actor, exam=exam, draws=draws, at=clock.now()))
        if not error:
            messages.success(request, "规则已保存。")
            return redirect("exams:rules-set", uid=uid)
    context = {"exam": exam, "forms": forms, "error": error, "shortage": queries.draw_shortage(rules)}
    return render(request, "exams/rules_set.html", context, status=400 if forms.is_bound else 200)


@require_GET
@requires(EXAM_AUTHOR)
def exam_preview(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the paper with its keys folded away."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    sections, rules = queries.sections(queries.paper_lines(exam)), queries.rule_list(exam)
    context = {"exam": exam, "sections": sections, "rules": rules, "full": queries.marks_text(exam.full_marks)}
    return render(request, "exams/exam_preview.html", context)


@require_GET
@requires(EXAM_AUTHOR)
def paper_print(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the paper and its answer sheet as PDF."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    services.paper_printed(actor=request.actor, exam=exam, with_key=False, at=clock.now())
    return download(f"{exam.title}.pdf", paper_pdf(exam, unit_row(exam.unit_id, clock.today()).name))


@require_GET
@requires(EXAM_AUTHOR)
def key_print(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the key as PDF."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    services.paper_printed(actor=request.actor, exam=exam, with_key=True, at=clock.now())
    return download(f"{exam.title}（答案）.pdf", key_pdf(exam, unit_row(exam.unit_id, clock.today()).name))
