"""Marking short answers, one at a time; looking at what was marked, and changing it."""

import uuid

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, refusals_onto
from xuezuo.study.exams.forms.marking import MarkChangeForm, MarkForm
from xuezuo.study.exams.policies import EXAM_MARK
from xuezuo.study.exams.queries import marking as queries
from xuezuo.study.exams.queries.exams import exam_get_for
from xuezuo.study.exams.services import marking as services

_SALT = "xuezuo.exams.answer"  # addresses and fields name no answer that somebody could count from


@require_http_methods(["GET", "POST"])
@requires(EXAM_MARK)
def answer_mark(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the answer that the asker holds and take its marks; then the next one."""
    exam, now = exam_get_for(request.actor, uid, EXAM_MARK, clock.today()), clock.now()
    form = MarkForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            said = {"marks": form.cleaned_data["marks"], "note": form.cleaned_data["note"]}
            held = _held(request.POST.get("answer", ""))
            services.answer_mark(actor=request.actor, exam=exam, response_id=held, at=now, **said)
            services.answer_claim(actor=request.actor, exam=exam, at=now)
            messages.success(request, "已保存，下一份。")
            return redirect("exams:answer-mark", uid=uid)
    answer = queries.held_answer(exam, request.actor.account_id, now)
    token = signing.dumps(answer.response_id, salt=_SALT) if answer else ""
    context = {"exam": exam, "answer": answer, "token": token, "form": form, "waiting": queries.waiting(exam)}
    return render(request, "exams/answer_mark.html", context, status=400 if form.is_bound else 200)


def _held(token: str) -> int:
    try:
        return int(signing.loads(token, salt=_SALT))
    except signing.BadSignature as error:
        raise NotFound from error


@require_GET
@requires(EXAM_MARK)
def marked_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List the answers that were marked, for a second look."""
    exam = exam_get_for(request.actor, uid, EXAM_MARK, clock.today())
    page = queries.marked_page(exam, not_of=request.actor.member_id, number=page_number(request))
    rows = [(signing.dumps(row.answer.response_id, salt=_SALT), row) for row in page.rows]
    return render(request, "exams/marked_list.html", {"exam": exam, "page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@requires(EXAM_MARK)
def mark_change(request: HttpRequest, uid: uuid.UUID, token: str) -> HttpResponse:
    """Change the marks of an answer, with a reason."""
    exam = exam_get_for(request.actor, uid, EXAM_MARK, clock.today())
    marked = queries.marked_get(exam, _held(token), not_of=request.actor.member_id)
    form = MarkChangeForm(request.POST or None, initial={"marks": marked.marks, "note": marked.note})
    if form.is_valid():
        with refusals_onto(form):
            change = form.change(marked.answer.response_id)
            services.mark_change(actor=request.actor, exam=exam, change=change, at=clock.now())
            messages.success(request, "评分已更改，成绩已重新计算。")
            return redirect("exams:marked-list", uid=uid)
    context = {"exam": exam, "marked": marked, "answer": marked.answer, "form": form}
    return render(request, "exams/mark_change.html", context, status=400 if form.is_bound else 200)


@require_POST
@requires(EXAM_MARK)
def answer_claim(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an answer to mark."""
    exam = exam_get_for(request.actor, uid, EXAM_MARK, clock.today())
    if not services.answer_claim(actor=request.actor, exam=exam, at=clock.now()):
        messages.info(request, "现在没有可以领取的答案。")
    return redirect("exams:answer-mark", uid=uid)


@require_POST
@requires(EXAM_MARK)
def answer_release(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give back the answer that the asker holds."""
    exam = exam_get_for(request.actor, uid, EXAM_MARK, clock.today())
    services.answer_release(actor=request.actor, exam=exam, at=clock.now())
    return redirect("exams:exam-detail", uid=uid)
