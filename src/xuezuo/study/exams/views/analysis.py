"""How questions did, and putting a wrong key right."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.study.exams.forms.marking import KeyForm
from xuezuo.study.exams.policies import EXAM_AUTHOR
from xuezuo.study.exams.queries.analysis import FEW, question_shares
from xuezuo.study.exams.queries.exams import exam_get_for
from xuezuo.study.exams.queries.regrading import version_get, version_shown
from xuezuo.study.exams.services.regrading import key_correct as correct
from xuezuo.study.exams.services.regrading import key_preview
from xuezuo.study.exams.views.helpers import refusals_onto


@require_GET
@requires(EXAM_AUTHOR)
def exam_analysis(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show difficulty, discrimination and the distribution of options."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    context = {"exam": exam, "questions": question_shares(exam), "few": FEW}
    return render(request, "exams/exam_analysis.html", context)


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def key_correct(request: HttpRequest, uid: uuid.UUID, version_id: int) -> HttpResponse:
    """Say how many results a right key changes; then correct it and grade everybody anew."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    version = version_get(exam, version_id)
    form, preview = KeyForm(request.POST or None, version=version), None
    if form.is_valid():
        with refusals_onto(form):
            if "confirm" in request.POST:
                done = correct(actor=request.actor, change=form.change, at=clock.now())
                messages.success(request, f"已重新评分：{done.sittings} 人次中有 {done.changed} 人次成绩有变化。")
                return redirect("exams:exam-analysis", uid=uid)
            preview = key_preview(actor=request.actor, change=form.change, at=clock.now())
    context = {"exam": exam, "shown": version_shown(version), "form": form, "preview": preview}
    return render(request, "exams/key_correct.html", context, status=400 if form.is_bound and not preview else 200)
