"""One question: its versions, another one, retired, restored."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.exams.forms.banks import EditQuestionForm, NewQuestionForm, ReasonForm
from xuezuo.study.exams.policies import BANK_EDIT, EXAM_AUTHOR
from xuezuo.study.exams.queries import banks as queries
from xuezuo.study.exams.services import questions as services


@require_http_methods(["GET", "POST"])
@requires(BANK_EDIT)
def question_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a question to the bank."""
    bank = queries.bank_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = NewQuestionForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.question_add(actor=request.actor, bank=bank, new=form.new, at=clock.now())
            messages.success(request, f"题目 {form.new.number} 已保存。")
            return redirect("exams:question-add" if "again" in request.POST else "exams:bank-detail", uid=uid)
    back = reverse("exams:bank-detail", args=[uid])
    return form_page(request, form, title="新增题目", lead=bank.title, submit="保存", again="保存并再加一题", back=back)


@require_GET
@requires(BANK_EDIT, EXAM_AUTHOR)
def question_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a question with its versions and the exams that use it."""
    today = clock.today()
    question = queries.question_get_for(request.actor, uid, today)
    context = {
        "question": question,
        "versions": queries.version_views(question),
        "exams": queries.exams_using(question)[:20],
        "may_edit": queries.may_edit(request.actor, question.bank, today),
    }
    return render(request, "exams/question_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(BANK_EDIT)
def question_edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a question another version."""
    question = queries.question_get_for(request.actor, uid, clock.today(), to_edit=True)
    text = queries.latest_text(question)
    form = EditQuestionForm.of(request.POST, question.kind, question.topic, text)
    if form.is_valid():
        with refusals_onto(form):
            said = {"topic": squeeze(form.cleaned_data["topic"]), "reason": form.cleaned_data["reason"]}
            services.question_edit(actor=request.actor, question=question, text=form.text, at=clock.now(), **said)
            messages.success(request, "新版本已保存。")
            return redirect("exams:question-detail", uid=uid)
    back = reverse("exams:question-detail", args=[uid])
    lead = f"{question.number} · {question.get_kind_display()}"
    return form_page(request, form, title="修改题目", lead=lead, submit="保存为新版本", back=back)


@require_http_methods(["GET", "POST"])
@requires(BANK_EDIT)
def question_retire(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Keep a question out of new papers."""
    question = queries.question_get_for(request.actor, uid, clock.today(), to_edit=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.question_retire(actor=request.actor, question=question, reason=reason, at=clock.now())
            messages.success(request, "题目已停用。")
            return redirect("exams:question-detail", uid=uid)
    back, lead = reverse("exams:question-detail", args=[uid]), "新的试卷不再使用这道题；已有的试卷不受影响。"
    return form_page(request, form, title="停用题目", lead=lead, submit="停用", back=back, danger=True)


@require_POST
@requires(BANK_EDIT)
def question_restore(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let a retired question be used again."""
    question = queries.question_get_for(request.actor, uid, clock.today(), to_edit=True)
    services.question_restore(actor=request.actor, question=question, at=clock.now())
    messages.success(request, "题目已恢复。")
    return redirect("exams:question-detail", uid=uid)
